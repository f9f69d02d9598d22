// Repeated publishing and replays of one session, one run at a time. A run continues when the session moves to another
// connection. Owned by session.ts. The code of a run is loaded with the first run. A run that is asked for counts from then
// on, while its code is loaded and its log is read: no other one begins, and a cancel or the end of the connection ends it.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import { newRun } from "@/lib/shared/console/new-run";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RepeatFacts, RepeatTemplate } from "@/lib/shared/facts/console";
import type { Wire } from "@/lib/vault/nats/attempt-run";
import type { BurstPlan } from "@/lib/vault/nats/bulk/burst-run";
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

/** Makes an order, which can take long. What it makes is of no use once `isWanted` gives false. */
export type Prepare<Order> = (isWanted: () => boolean) => Promise<Result<Order, ActionFault>>;

type Run = RepeatRun | ReplayRun;
type MakeRun = (plan: BurstPlan, on: RunTarget) => Result<Run, ActionFault>;
type Started = Result<RepeatFacts, ActionFault>;

/** A run that was asked for and is not made yet. */
interface Start {
  readonly facts: RepeatFacts;
  on: RunTarget;
  /** Set when it must not begin any more. */
  end: Started | null;
}

export class Repeats {
  private starting: Start | null = null;
  private run: Run | null = null;

  constructor(
    private readonly onChanged: (facts: RepeatFacts, fault: Fault<ActionFault> | null) => void,
  ) {}

  start(run: number, on: RunTarget, prepare: Prepare<RepeatOrder>): Promise<Started> {
    return this.begin(newRun(run, "repeat"), on, async (isWanted) => {
      const order = await prepare(isWanted);
      if (!order.ok) return order;
      const { createRepeat } = await import("@/lib/vault/nats/bulk/repeat-run");
      return ok((plan, { connection, wire }) =>
        createRepeat({ ...order.value, ...plan }, connection, wire),
      );
    });
  }

  replay(run: number, on: RunTarget, prepare: Prepare<ReplayOrder>): Promise<Started> {
    return this.begin(newRun(run, "replay"), on, async (isWanted) => {
      const order = await prepare(isWanted);
      if (!order.ok) return order;
      const { ReplayRun } = await import("@/lib/vault/nats/bulk/replay-run");
      return ok((plan, { connection, wire }) =>
        ok(new ReplayRun({ ...order.value, ...plan }, connection, wire)),
      );
    });
  }

  private async begin(
    facts: RepeatFacts,
    on: RunTarget,
    prepare: Prepare<MakeRun>,
  ): Promise<Started> {
    if (this.starting !== null || this.run?.isOver === false) return fail("repeat-running");
    const start: Start = { facts, on, end: null };
    this.starting = start;
    let run: Run;
    try {
      const made = await prepare(() => start.end === null);
      // A cancel that the page has sent by now comes before the first message.
      await yieldToEventLoop();
      if (start.end !== null) return start.end;
      if (!made.ok) return made;
      const { maxPayloadBytes } = start.on;
      const { onChanged } = this;
      const result = made.value({ run: facts.run, maxPayloadBytes, onChanged }, start.on);
      if (!result.ok) return result;
      run = result.value;
      this.run = run;
    } finally {
      if (this.starting === start) this.starting = null;
    }
    const started = await run.start();
    // Its connection may have ended, and another run may have begun on the next one.
    if (!started.ok && this.run === run) this.run = null;
    return started;
  }

  /** Null when it is not the last one. A run that starts can be cancelled, and nothing else. */
  control(number: number, action: "pause" | "resume" | "cancel"): RepeatFacts | null {
    const { starting, run } = this;
    if (starting?.facts.run === number) {
      return action === "cancel" ? this.endStart(starting, null) : starting.facts;
    }
    return run?.facts().run === number ? run.control(action) : null;
  }

  moveTo(connection: Connection, wire: Wire): void {
    const { starting } = this;
    if (starting !== null) starting.on = { ...starting.on, connection, wire };
    this.run?.moveTo(connection, wire);
  }

  onConnectionEnded(): void {
    if (this.starting !== null) this.endStart(this.starting, fail("connection-ended"));
    this.run?.onConnectionEnded();
  }

  /** `failure`: null when the user cancelled it. */
  private endStart(
    start: Start,
    failure: Extract<Started, { readonly ok: false }> | null,
  ): RepeatFacts {
    const state = failure === null ? "cancelled" : "failed";
    const facts = { ...start.facts, state } as const;
    start.end = failure ?? ok(facts);
    this.starting = null;
    this.onChanged(facts, failure?.fault ?? null);
    return facts;
  }
}
