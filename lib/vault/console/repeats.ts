// Repeated publishing and replays of one session, one run at a time. A run continues when the session moves to another
// connection. Owned by session.ts. The code of a run is loaded with the first run.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RepeatFacts, RepeatTemplate } from "@/lib/shared/facts/console";
import type { Wire } from "@/lib/vault/nats/attempt-run";
import type { BurstPlan, BurstRun } from "@/lib/vault/nats/bulk/burst-run";
import type { RepeatRun } from "@/lib/vault/nats/bulk/repeat-run";
import type { ReplayPlan, ReplayRun } from "@/lib/vault/nats/bulk/replay-run";
import type { Connection } from "@/lib/vault/nats/connection";

/** What the user asked for. */
export interface RepeatOrder {
  /** The caller has checked its subject, headers and first payload. */
  readonly template: RepeatTemplate;
  readonly times: number;
  /** Null = as fast as the socket accepts messages. */
  readonly perSecond: number | null;
}

export type ReplayOrder = Omit<ReplayPlan, keyof BurstPlan>;

/** What a run sends on. */
export interface RunTarget {
  readonly connection: Connection;
  readonly wire: Wire;
  readonly maxPayloadBytes: number;
}

type Started = Result<RepeatFacts, ActionFault>;

export class Repeats {
  private run: RepeatRun | ReplayRun | null = null;
  private count = 0;

  constructor(
    private readonly onChanged: (facts: RepeatFacts, fault: Fault<ActionFault> | null) => void,
  ) {}

  start(order: RepeatOrder, on: RunTarget): Promise<Started> {
    return this.begin(on, async (plan) => {
      const { createRepeat } = await import("@/lib/vault/nats/bulk/repeat-run");
      return createRepeat({ ...order, ...plan }, on.connection, on.wire);
    });
  }

  replay(order: ReplayOrder, on: RunTarget): Promise<Started> {
    return this.begin(on, async (plan) => {
      const { ReplayRun } = await import("@/lib/vault/nats/bulk/replay-run");
      return ok(new ReplayRun({ ...order, ...plan }, on.connection, on.wire));
    });
  }

  private async begin(
    { maxPayloadBytes }: RunTarget,
    make: (plan: BurstPlan) => Promise<Result<RepeatRun | ReplayRun, ActionFault>>,
  ): Promise<Started> {
    if (this.run !== null && !this.run.isOver) return fail("repeat-running");
    this.count += 1;
    const run = await make({ run: this.count, maxPayloadBytes, onChanged: this.onChanged });
    if (!run.ok) return run;
    this.run = run.value;
    const started = await run.value.start();
    if (!started.ok) this.run = null;
    return started;
  }

  /** The run with this number; null when it is not the last one. */
  find(number: number): BurstRun | null {
    return this.run?.facts().run === number ? this.run : null;
  }

  moveTo(connection: Connection, wire: Wire): void {
    this.run?.moveTo(connection, wire);
  }

  onConnectionEnded(): void {
    this.run?.onConnectionEnded();
  }
}
