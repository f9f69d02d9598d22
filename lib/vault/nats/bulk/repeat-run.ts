// One repeated publish on an open connection. Messages are made from a template, at a rate or as fast as the socket
// takes them. The first message is sent alone and its PONG is awaited, so a refused subject stops before the flood.

import { ok, type Result } from "@/lib/shared/base/result";
import {
  compileTemplate,
  type Making,
  previewTemplate,
} from "@/lib/shared/console/repeat-template";
import type { RepeatFacts, RepeatTemplate } from "@/lib/shared/facts/console";
import type { Wire } from "@/lib/vault/nats/attempt-run";
import type { Connection } from "@/lib/vault/nats/connection";
import type { SendFault } from "@/lib/vault/nats/in-flight";
import { type BurstPlan, BurstRun } from "./burst-run";
import { MessageWriter } from "./message-writer";

export interface RepeatPlan extends BurstPlan {
  readonly template: RepeatTemplate;
  readonly times: number;
  /** Null = as fast as the socket takes it. */
  readonly perSecond: number | null;
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

export class RepeatRun extends BurstRun {
  protected readonly subject: string;
  protected readonly isPaced: boolean;

  constructor(
    private readonly plan: RepeatPlan,
    connection: Connection,
    wire: Wire,
    private readonly writer: MessageWriter,
  ) {
    super(plan, connection, wire);
    this.subject = plan.template.subject;
    this.isPaced = plan.perSecond !== null;
  }

  /** Sends the first message and begins. The rest follows in the background. */
  async start(): Promise<Result<RepeatFacts, SendFault | "template-invalid">> {
    const preview = previewTemplate(this.plan.template, 1);
    if (!preview.ok) return preview;
    const [first] = preview.value;
    if (first !== undefined) {
      const publishing = this.connection.publish(first);
      // Before it is confirmed: a cancel that comes first says how many were sent. A refusal drops the run.
      this.count(1, first.payload.length);
      const taken = await publishing;
      if (!taken.ok) return taken;
    }
    void this.go();
    return ok(this.facts());
  }

  protected progress() {
    const { times } = this.plan;
    return { kind: "repeat", times, done: this.sent, leftOut: 0, refused: 0 } as const;
  }

  protected hasMore(): boolean {
    return this.sent < this.plan.times;
  }

  protected sendDue(hasTime: () => boolean): void {
    const { plan, wire } = this;
    do {
      const wanted = Math.min(plan.times, this.dueNow()) - this.sent;
      if (wanted <= 0) return;
      const batch = this.writer.next(this.sent + 1, wanted);
      if (!batch.ok) {
        this.failWith(batch.fault);
        return;
      }
      wire.send(batch.value.bytes);
      this.count(batch.value.messages, batch.value.bytes.length);
    } while (this.hasMore() && hasTime());
  }

  /** How many messages should have been sent by now. */
  private dueNow(): number {
    const { perSecond, times } = this.plan;
    return perSecond === null ? times : Math.floor((this.elapsedMs() * perSecond) / 1000) + 1;
  }
}
