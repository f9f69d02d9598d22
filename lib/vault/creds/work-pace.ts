// Lets the vault's other work run while files are read: pings, frames of connections, clicks. The readers
// of this folder are generators that report their work; runPaced() drives them. Work is counted and not
// timed, so a test can assert how much is done between two breaks on a machine of any speed.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { Steps } from "@/lib/vault/base/turns";

/** `blocks` are decoded JWTs and seeds, `pairs` are verified, `entries` are put into the keyring. */
export type WorkKind = "bytes" | "blocks" | "pairs" | "entries";

export type Work = Readonly<Record<WorkKind, number>>;

/** Each takes 2 to 5 ms on a usual machine of 2026. A turn may hold a part of several. */
export const WORK_PER_TURN: Work = { bytes: 64 * 1024, blocks: 64, pairs: 16, entries: 64 };

const NO_WORK: Work = { bytes: 0, blocks: 0, pairs: 0, entries: 0 };

export class WorkPace {
  private turn: Record<WorkKind, number> = { ...NO_WORK };
  private share = 0;

  /** `onTurn` receives the work of each turn, for tests. */
  constructor(private readonly onTurn: (work: Work) => void = () => {}) {}

  /** True when the turn is over; then the caller rests. */
  add(kind: WorkKind, amount: number): boolean {
    this.turn[kind] += amount;
    this.share += amount / WORK_PER_TURN[kind];
    return this.share >= 1;
  }

  async rest(): Promise<void> {
    this.onTurn(this.turn);
    this.turn = { ...NO_WORK };
    this.share = 0;
    await yieldToEventLoop();
  }
}

export async function runPaced<T>(steps: Steps<T>, pace: WorkPace): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (pace.add("bytes", step.value)) await pace.rest();
  }
}
