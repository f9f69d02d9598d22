// Answers the requests on one subject, on one connection, until it is ended. Each request is answered once,
// after a delay if one is set. Owned by responders.ts; a separate bundle, fetched with the first responder.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import { previewOf } from "@/lib/shared/console/payload-kind";
import {
  type CompiledTemplate,
  compileTemplate,
  joined,
  type Making,
} from "@/lib/shared/console/repeat-template";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  HeaderList,
  ResponderAnswer,
  ResponderFacts,
  SeenRequest,
} from "@/lib/shared/facts/console";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { checkHeaders, parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { Connection, Listening } from "./connection";
import type { SendFault } from "./in-flight";
import type { MessageParts } from "./wire/message-parts";

const NOTIFY_EVERY_MS = 100;
/** Answers that wait for their delay. More count as failed, because any client of the subject can ask for them. */
const MAX_WAITING = 100_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const NO_BYTES = new Uint8Array();

export interface ResponderPlan {
  readonly subject: string;
  readonly queue: string;
  readonly answer: ResponderAnswer;
  readonly delayMs: number;
}

/** Requests that are listed. */
const LISTED = 20;

type Growing<T> = { -readonly [K in keyof T]: T[K] };

type OnChanged = (facts: ResponderFacts, fault: Fault<ActionFault> | null) => void;

interface Answer {
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
}

/** Sends SUB. Fails, with nothing sent, when the answer cannot be made. */
export function startResponder(
  plan: ResponderPlan,
  connection: Connection,
  onChanged: OnChanged,
): Result<ResponderRun, "template-invalid" | "header-invalid"> {
  const { answer } = plan;
  if (answer.kind !== "template") return ok(new ResponderRun(plan, null, connection, onChanged));
  const checked = checkHeaders(answer.headers);
  if (!checked.ok) return checked;
  const making: Making = { seq: 0, request: null };
  // A payload can hold words in double braces that are its own.
  const template = { subject: "", reply: "", ...answer };
  const compiled = compileTemplate(template, making, true);
  if (!compiled.ok) return compiled;
  return ok(new ResponderRun(plan, { ...compiled.value, making }, connection, onChanged));
}

export class ResponderRun {
  private isOn = true;
  private answered = 0;
  private unasked = 0;
  private failed = 0;
  private waitingBytes = 0;
  private notifiedAt = 0;
  private notifyLater: ReturnType<typeof setTimeout> | null = null;
  private seen = 0;
  private recent: Growing<SeenRequest>[] = [];
  private readonly delayed = new Set<ReturnType<typeof setTimeout>>();
  private readonly listening: Listening;

  constructor(
    private readonly plan: ResponderPlan,
    private readonly template: (CompiledTemplate & { readonly making: Making }) | null,
    private readonly connection: Connection,
    private readonly onChanged: OnChanged,
  ) {
    this.listening = connection.listen(
      plan.subject,
      plan.queue,
      (request) => this.onRequest(request),
      () => this.end(fail("permissions-violation", { subject: plan.subject }).fault),
    );
  }

  facts(): ResponderFacts {
    const { isOn, answered, unasked, failed } = this;
    const { subject, queue } = this.plan;
    return {
      ...{ isOn, subject, queue, answered, unasked, failed, waiting: this.delayed.size },
      recent: this.recent.map((request) => ({ ...request })),
    };
  }

  /** Settles one round trip after SUB. */
  async started(): Promise<Result<ResponderFacts, SendFault>> {
    const taken = await this.listening.result;
    if (taken.ok) return this.isOn ? ok(this.facts()) : fail("connection-ended");
    this.end(taken.fault);
    return taken;
  }

  /** `fault` is null when the user ended it. Answers that wait for their delay are not sent. */
  end(fault: Fault<ActionFault> | null): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.listening.stop();
    for (const timer of this.delayed) clearTimeout(timer);
    this.delayed.clear();
    if (this.notifyLater !== null) clearTimeout(this.notifyLater);
    this.onChanged(this.facts(), fault);
  }

  private onRequest(request: MessageParts): void {
    if (!this.isOn) return;
    const seen = this.note(request);
    if (request.reply === "") {
      this.unasked += 1;
      seen.outcome = "unasked";
    } else {
      // Made at once, because the request is a view into the frame that brought it.
      const answer = this.answerTo(request);
      const { reply } = request;
      if (this.plan.delayMs === 0) seen.outcome = this.send(reply, answer);
      else if (!this.hasRoomFor(answer)) this.failed += 1;
      else {
        seen.outcome = "waiting";
        this.waitingBytes += answer.payload.length;
        const timer = setTimeout(() => {
          this.delayed.delete(timer);
          this.waitingBytes -= answer.payload.length;
          seen.outcome = this.send(reply, answer);
          this.notifySoon();
        }, this.plan.delayMs);
        this.delayed.add(timer);
      }
    }
    this.notifySoon();
  }

  private hasRoomFor({ payload }: Answer): boolean {
    return (
      this.delayed.size < MAX_WAITING && this.waitingBytes + payload.length <= MAX_WAITING_BYTES
    );
  }

  private note({ subject, payload }: MessageParts): Growing<SeenRequest> {
    this.seen += 1;
    const seen: Growing<SeenRequest> = {
      ...{ number: this.seen, at: clockMs(), subject, bytes: payload.length },
      ...previewOf(payload),
      outcome: "failed",
    };
    this.recent = [seen, ...this.recent.slice(0, LISTED - 1)];
    return seen;
  }

  private send(subject: string, { payload, headers }: Answer): "answered" | "failed" {
    // A header of the request can bring a line end into a header of the answer.
    const isSound = checkHeaders(headers).ok;
    const sent = isSound && this.connection.send({ subject, payload, headers, reply: "" }).ok;
    if (sent) this.answered += 1;
    else this.failed += 1;
    return sent ? "answered" : "failed";
  }

  private answerTo(request: MessageParts): Answer {
    const { answer } = this.plan;
    const { template } = this;
    if (answer.kind === "error") {
      const headers = [
        ["Nats-Service-Error", answer.text],
        ["Nats-Service-Error-Code", answer.code],
      ] as const;
      return { payload: NO_BYTES, headers };
    }
    const headers = headersOf(request);
    if (template === null) return { payload: request.payload.slice(), headers };
    const { making } = template;
    making.seq += 1;
    making.request = {
      subject: request.subject,
      payload: request.payload,
      header: (wanted) =>
        headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1] ?? "",
    };
    const made: Answer = {
      payload: joined(template.payload),
      headers: template.headers.map(
        ([name, value]) => [name, new TextDecoder().decode(joined(value))] as const,
      ),
    };
    making.request = null;
    return made;
  }

  private notifySoon(): void {
    if (this.notifyLater !== null || !this.isOn) return;
    const waitMs = Math.max(0, this.notifiedAt + NOTIFY_EVERY_MS - performance.now());
    this.notifyLater = setTimeout(() => {
      this.notifyLater = null;
      this.notifiedAt = performance.now();
      this.onChanged(this.facts(), null);
    }, waitMs);
  }
}

function headersOf({ headers }: MessageParts): HeaderList {
  return headers === null ? [] : parseHeaderBlock(headers).headers;
}
