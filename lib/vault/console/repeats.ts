// Repeated publishing of one session, one run at a time. A run continues when the session moves to another
// connection. Owned by session.ts. The code of a run is loaded with the first run.

import { type Fault, fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RepeatFacts, RepeatTemplate } from "@/lib/shared/facts/console";
import type { Wire } from "@/lib/vault/nats/attempt-run";
import type { Connection } from "@/lib/vault/nats/connection";
import type { RepeatRun } from "@/lib/vault/nats/repeat-run";

/** What the user asked for. */
export interface RepeatOrder {
  /** The caller has checked its subject, headers and first payload. */
  readonly template: RepeatTemplate;
  readonly times: number;
  /** Null = as fast as the socket accepts messages. */
  readonly perSecond: number | null;
}

export class Repeats {
  private run: RepeatRun | null = null;
  private count = 0;

  constructor(
    private readonly onChanged: (facts: RepeatFacts, fault: Fault<ActionFault> | null) => void,
  ) {}

  async start(
    order: RepeatOrder,
    connection: Connection,
    wire: Wire,
    maxPayloadBytes: number,
  ): Promise<Result<RepeatFacts, ActionFault>> {
    if (this.run !== null && !this.run.isOver) return fail("repeat-running");
    const { createRepeat } = await import("@/lib/vault/nats/repeat-run");
    this.count += 1;
    const plan = { ...order, run: this.count, maxPayloadBytes, onChanged: this.onChanged };
    const run = createRepeat(plan, connection, wire);
    if (!run.ok) return run;
    this.run = run.value;
    const started = await run.value.start();
    if (!started.ok) this.run = null;
    return started;
  }

  /** The run with this number; null when it is not the last one. */
  find(number: number): RepeatRun | null {
    return this.run?.facts().run === number ? this.run : null;
  }

  moveTo(connection: Connection, wire: Wire): void {
    this.run?.moveTo(connection, wire);
  }

  onConnectionEnded(): void {
    this.run?.onConnectionEnded();
  }
}
