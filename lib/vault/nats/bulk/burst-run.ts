// Many messages sent past nats.ws on an open connection: at a pace or as fast as the socket takes them, with pause,
// resume and cancel. Repeats (repeat-run.ts) and replays (replay-run.ts) say what is sent. Owned by repeats.ts.

import { type Fault, fail } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { RateMeter } from "@/lib/vault/message-store/rate-meter";
import type { Wire } from "@/lib/vault/nats/attempt-run";
import type { Connection } from "@/lib/vault/nats/connection";
import type { SendFault } from "@/lib/vault/nats/in-flight";

/** While more than this waits in the browser, nothing is added. */
const HIGH_WATER_BYTES = 2 * 1024 * 1024;
/** The rest of the vault gets a turn at least this often. */
const SLICE_MS = 8;
const RATE_TICK_MS = 10;
const NOTIFY_EVERY_MS = 100;

export type BurstFault = Fault<SendFault>;

export interface BurstPlan {
  readonly run: number;
  readonly maxPayloadBytes: number;
  readonly onChanged: (facts: RepeatFacts, fault: BurstFault | null) => void;
}

export abstract class BurstRun {
  protected sent = 0;
  private state: RepeatFacts["state"] = "running";
  private bytes = 0;
  private isTaken = false;
  private ranMs = 0;
  private resumedAt = performance.now();
  private readonly meter = new RateMeter();
  private notifiedAt = 0;
  private wake: () => void = () => {};
  private unwatch: () => void = () => {};

  constructor(
    private readonly burst: BurstPlan,
    protected connection: Connection,
    protected wire: Wire,
  ) {}

  /** What is different between the kinds of runs. */
  protected abstract progress(): Pick<
    RepeatFacts,
    "kind" | "times" | "done" | "leftOut" | "refused"
  >;
  /** The subject of every message; ">" when there are several. */
  protected abstract readonly subject: string;
  /** False when messages are sent as fast as the socket takes them. */
  protected abstract readonly isPaced: boolean;
  protected abstract hasMore(): boolean;
  /** Sends what is due, while `hasTime` says so. */
  protected abstract sendDue(hasTime: () => boolean): void;

  get isOver(): boolean {
    return this.state !== "running" && this.state !== "paused";
  }

  facts(): RepeatFacts {
    const { state, sent, bytes, isTaken } = this;
    const rate = this.meter.rate(clockMs());
    const { run } = this.burst;
    return {
      ...{ run, state, sent, bytes, rate, isTaken, elapsedMs: this.elapsedMs() },
      ...this.progress(),
    };
  }

  control(action: "pause" | "resume" | "cancel"): RepeatFacts {
    if (action === "cancel" && !this.isOver) this.change("cancelled");
    if (action === "pause" && this.state === "running") this.change("paused");
    if (action === "resume" && this.state === "paused") this.change("running");
    return this.facts();
  }

  /** The session moved to renewed creds. The rest is sent on their connection. */
  moveTo(connection: Connection, wire: Wire): void {
    this.connection = connection;
    this.wire = wire;
    if (!this.isOver) this.watch();
  }

  onConnectionEnded(): void {
    if (!this.isOver) this.change("failed", fail("connection-ended").fault);
  }

  /** Sends everything that is left, in the background. */
  protected async go(): Promise<void> {
    this.resumedAt = performance.now();
    this.watch();
    while (this.hasMore() && !this.isOver) {
      if (this.state === "paused") {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        continue;
      }
      const isSocketFull = this.isSocketFull();
      if (!isSocketFull) this.sendSlice();
      if (!this.isPaced && !isSocketFull) await yieldToEventLoop();
      else await delay(isSocketFull ? 1 : RATE_TICK_MS);
      const isTime = performance.now() - this.notifiedAt >= NOTIFY_EVERY_MS;
      // Its end was reported already, and the next run may have begun.
      if (isTime && !this.isOver) this.notify(null);
    }
    if (!this.isOver) {
      const isAlive = (await this.connection.roundTrip()) !== null;
      this.isTaken = isAlive;
      if (isAlive && !this.isOver) this.change("done");
    }
    this.unwatch();
  }

  /** Stops the run when the server refuses a message on the current connection. */
  protected watch(): void {
    this.unwatch();
    this.unwatch = this.connection.watchPublishes(this.subject, (fault) => this.failWith(fault));
  }

  protected failWith(fault: BurstFault): void {
    if (!this.isOver) this.change("failed", fault);
  }

  protected count(messages: number, bytes: number): void {
    this.sent += messages;
    this.bytes += bytes;
    this.meter.add(clockMs(), messages);
  }

  /** The time spent running, without pauses. */
  protected elapsedMs(): number {
    return this.ranMs + (this.state === "running" ? performance.now() - this.resumedAt : 0);
  }

  private sendSlice(): void {
    const until = performance.now() + SLICE_MS;
    const hasTime = () =>
      this.state === "running" && !this.isSocketFull() && performance.now() < until;
    this.sendDue(hasTime);
  }

  private isSocketFull(): boolean {
    return this.wire.waiting() > HIGH_WATER_BYTES;
  }

  private change(state: RepeatFacts["state"], fault: BurstFault | null = null): void {
    this.ranMs = this.elapsedMs();
    this.resumedAt = performance.now();
    this.state = state;
    this.notify(fault);
    this.wake();
  }

  private notify(fault: BurstFault | null): void {
    this.notifiedAt = performance.now();
    this.burst.onChanged(this.facts(), fault);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
