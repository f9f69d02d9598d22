// One repeated publish on an open connection. Messages are made from a template and sent in large batches past
// nats.ws, at a rate or as fast as the socket takes them. The first message is sent alone and its PONG is
// awaited, so a refused subject stops before the flood. Owned by repeats.ts.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import {
  compileTemplate,
  type Making,
  previewTemplate,
} from "@/lib/shared/console/repeat-template";
import type { RepeatFacts, RepeatTemplate } from "@/lib/shared/facts/console";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { RateMeter } from "@/lib/vault/message-store/rate-meter";
import type { Wire } from "./attempt-run";
import type { Connection } from "./connection";
import type { SendFault } from "./in-flight";
import { MessageWriter } from "./message-writer";

/** While more than this waits in the browser, nothing is added. */
const HIGH_WATER_BYTES = 2 * 1024 * 1024;
/** The rest of the vault gets a turn at least this often. */
const SLICE_MS = 8;
const RATE_TICK_MS = 10;
const NOTIFY_EVERY_MS = 100;

export type RepeatFault = Fault<SendFault>;

export interface RepeatPlan {
  readonly run: number;
  readonly template: RepeatTemplate;
  readonly times: number;
  /** Null = as fast as the socket takes it. */
  readonly perSecond: number | null;
  readonly maxPayloadBytes: number;
  readonly onChanged: (facts: RepeatFacts, fault: RepeatFault | null) => void;
}

export function createRepeat(
  plan: RepeatPlan,
  connection: Connection,
  wire: Wire,
): Result<RepeatRun, "template-invalid"> {
  const making: Making = { seq: 0 };
  const compiled = compileTemplate(plan.template, making);
  if (!compiled.ok) return compiled;
  const writer = new MessageWriter(compiled.value, making, plan.maxPayloadBytes);
  return ok(new RepeatRun(plan, connection, wire, writer));
}

export class RepeatRun {
  private state: RepeatFacts["state"] = "running";
  private sent = 0;
  private bytes = 0;
  private isTaken = false;
  private ranMs = 0;
  private resumedAt = performance.now();
  private readonly meter = new RateMeter();
  private notifiedAt = 0;
  private wake: () => void = () => {};
  private unwatch: () => void = () => {};

  constructor(
    private readonly plan: RepeatPlan,
    private connection: Connection,
    private wire: Wire,
    private readonly writer: MessageWriter,
  ) {}

  get isOver(): boolean {
    return this.state !== "running" && this.state !== "paused";
  }

  facts(): RepeatFacts {
    const { state, sent, bytes, isTaken } = this;
    const { run, times } = this.plan;
    const rate = this.meter.rate(clockMs());
    return { run, state, sent, times, bytes, rate, elapsedMs: this.elapsedMs(), isTaken };
  }

  /** Sends the first message and begins. The rest follows in the background. */
  async start(): Promise<Result<RepeatFacts, SendFault | "template-invalid">> {
    const preview = previewTemplate(this.plan.template, 1);
    if (!preview.ok) return preview;
    const [first] = preview.value;
    if (first !== undefined) {
      const taken = await this.connection.publish(first);
      if (!taken.ok) return taken;
      this.count(1, first.payload.length);
    }
    this.resumedAt = performance.now();
    void this.go();
    return ok(this.facts());
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

  private async go(): Promise<void> {
    const { plan } = this;
    this.watch();
    while (this.sent < plan.times && !this.isOver) {
      if (this.state === "paused") {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        continue;
      }
      const isSocketFull = this.wire.waiting() > HIGH_WATER_BYTES;
      if (!isSocketFull) this.sendSlice();
      if (plan.perSecond === null && !isSocketFull) await yieldToEventLoop();
      else await delay(isSocketFull ? 1 : RATE_TICK_MS);
      if (performance.now() - this.notifiedAt >= NOTIFY_EVERY_MS) this.notify(null);
    }
    if (!this.isOver) {
      const isAlive = (await this.connection.roundTrip()) !== null;
      this.isTaken = isAlive;
      if (isAlive && !this.isOver) this.change("done");
    }
    this.unwatch();
  }

  /** Stops the run when the server refuses a message on the current connection. */
  private watch(): void {
    this.unwatch();
    this.unwatch = this.connection.watchPublishes(this.plan.template.subject, (fault) => {
      if (!this.isOver) this.change("failed", fault);
    });
  }

  private sendSlice(): void {
    const until = performance.now() + SLICE_MS;
    const { plan, wire } = this;
    do {
      const wanted = Math.min(plan.times, this.dueNow()) - this.sent;
      if (wanted <= 0) return;
      const batch = this.writer.next(this.sent + 1, wanted);
      if (!batch.ok) {
        this.change("failed", batch.fault);
        return;
      }
      wire.send(batch.value.bytes);
      this.count(batch.value.messages, batch.value.bytes.length);
    } while (
      this.state === "running" &&
      this.sent < plan.times &&
      wire.waiting() <= HIGH_WATER_BYTES &&
      performance.now() < until
    );
  }

  /** How many messages should have been sent by now. */
  private dueNow(): number {
    const { perSecond, times } = this.plan;
    return perSecond === null ? times : Math.floor((this.elapsedMs() * perSecond) / 1000) + 1;
  }

  private count(messages: number, bytes: number): void {
    this.sent += messages;
    this.bytes += bytes;
    this.meter.add(clockMs(), messages);
  }

  private elapsedMs(): number {
    return this.ranMs + (this.state === "running" ? performance.now() - this.resumedAt : 0);
  }

  private change(state: RepeatFacts["state"], fault: RepeatFault | null = null): void {
    this.ranMs = this.elapsedMs();
    this.resumedAt = performance.now();
    this.state = state;
    this.notify(fault);
    this.wake();
  }

  private notify(fault: RepeatFault | null): void {
    this.notifiedAt = performance.now();
    this.plan.onChanged(this.facts(), fault);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
