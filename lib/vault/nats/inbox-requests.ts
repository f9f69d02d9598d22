// Requests and their replies over one inbox subscription, as MuxSubscription does in nats.js. One for each
// connection; used by connection.ts, and by permission-checks.ts for the reply subject of a trace.

import { type Msg, nuid } from "nats.ws";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { HeaderList } from "@/lib/shared/facts/console";
import type { MessageTap } from "@/lib/vault/message-store/store/message-tap";
import { type InFlight, type InFlightAction, newAction, refuse, type SendFault } from "./in-flight";
import { type MessageParts, messageParts } from "./wire/message-parts";

export interface Outgoing {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
}

/**
 * Reads a reply where it lies, for requests with very many of them. The header block is at `body`, `head` bytes
 * long; `size` bytes are header block and payload. Returns true for the last reply.
 */
export type OnRawReply = (
  u8: Uint8Array,
  body: number,
  head: number,
  size: number,
  status: number | null,
) => boolean;

export interface RequestOptions {
  /** Without a limit on the whole: this long without any reply, or up to twice as long where they lie raw. */
  readonly timeoutMs: number;
  /** This many replies end the request before the time is over. */
  readonly maxReplies: number;
  /** After a reply, this long without another ends the request. */
  readonly silenceMs?: number;
  /** As in InFlightAction. */
  readonly isSilent: boolean;
  /** Whether a reply ends the request, for those whose number is not known before. */
  isLast?(reply: MessageParts): boolean;
  /** Takes all replies instead of `onReply`. */
  readonly onRawReply?: OnRawReply;
  /** `isAnswer` is false for the status by which the server says that there are no responders. */
  onReply(reply: MessageParts, elapsedMs: number, isAnswer: boolean): void;
}

export type RequestEnd = "replied" | "no-responders" | "timed-out";

/** A reply subject in the inbox, from its first use until `close`. */
export interface ReplyTo {
  readonly subject: string;
  /** Sends the action's message, and waits for the PONG that follows. */
  send(message: Outgoing, reply: string): Promise<Result<null, SendFault>>;
  close(): void;
}

/** How the connection publishes, and subscribes until `onRefused`. */
export interface InboxTransport {
  publish(message: Outgoing, reply: string): Result<null, SendFault>;
  subscribe(subject: string, onMessage: (msg: Msg) => void, onRefused: () => void): unknown;
}

interface OpenRequest {
  readonly action: InFlightAction;
  onMessage(msg: Msg): void;
}

type TakeRaw = (u8: Uint8Array, body: number, head: number, size: number) => void;

export class InboxRequests {
  /** The prefix of all reply subjects of this connection. */
  readonly inbox: string;
  private readonly open = new Map<string, OpenRequest>();
  /** Requests that read their replies where they lie, by number. */
  private readonly raw = new Map<number, TakeRaw>();
  private tapped: TakeRaw | undefined;
  /** Stands for the subscription to the inbox; null = there is none. */
  private subscription: object | null = null;
  private count = 0;

  constructor(
    inboxPrefix: string,
    private readonly inFlight: InFlight,
    private readonly transport: InboxTransport,
  ) {
    this.inbox = `${inboxPrefix}.${nuid.next()}`;
  }

  /** Takes the replies to requests that read them where they lie. */
  readonly tap: MessageTap = {
    wants: (u8, start, end) => {
      if (this.raw.size === 0) return false;
      this.tapped = this.raw.get(numberIn(u8, start + this.inbox.length + 1, end));
      return this.tapped !== undefined;
    },
    take: (u8, body, head, size) => this.tapped?.(u8, body, head, size),
  };

  get wildcard(): string {
    return `${this.inbox}.*`;
  }

  /** The actions that still wait for replies. */
  get actions(): readonly InFlightAction[] {
    return [...this.open.values()].map(({ action }) => action);
  }

  request(
    message: Outgoing,
    { timeoutMs, maxReplies, silenceMs, isSilent, isLast, onReply, onRawReply }: RequestOptions,
  ): Promise<Result<RequestEnd, SendFault>> {
    return new Promise((resolve) => {
      if (this.inFlight.isEnded) return resolve(fail("connection-ended"));
      const startedAt = performance.now();
      let replies = 0;
      let silence: ReturnType<typeof setTimeout> | undefined;
      /** Of those that are read where they lie: too many to look at the clock for each. */
      let rawReplies = 0;
      let rawBefore = 0;
      const settle = (result: Result<RequestEnd, SendFault>) => {
        clearTimeout(timer);
        clearTimeout(silence);
        replyTo.close();
        removeEndListener();
        resolve(result);
      };
      const onTime = () => {
        if (rawReplies > rawBefore) {
          rawBefore = rawReplies;
          timer = setTimeout(onTime, timeoutMs);
        } else settle(ok(replies === 0 || maxReplies > replies ? "timed-out" : "replied"));
      };
      let timer = setTimeout(onTime, timeoutMs);
      const removeEndListener = this.inFlight.addEndListener(() =>
        settle(fail("connection-ended")),
      );
      const action = newAction("publish", message.subject, { isSilent, onRefused: settle });
      const onRaw: TakeRaw | null =
        onRawReply === undefined
          ? null
          : (u8, body, head, size) => {
              const status = statusAt(u8, body, head);
              if (status === 503 && size === head) return settle(ok("no-responders"));
              rawReplies += 1;
              if (onRawReply(u8, body, head, size, status)) settle(ok("replied"));
            };
      const onMessage = (msg: Msg) => {
        const parts = messageParts(msg);
        const isAnswer = parts.status !== 503 || parts.payload.length > 0;
        onReply(parts, performance.now() - startedAt, isAnswer);
        if (!isAnswer) return settle(ok("no-responders"));
        replies += 1;
        if (replies >= maxReplies || isLast?.(parts)) return settle(ok("replied"));
        if (silenceMs === undefined) return;
        clearTimeout(silence);
        silence = setTimeout(() => settle(ok("replied")), silenceMs);
      };
      const replyTo = this.openReply(action, onMessage, onRaw);
      void replyTo.send(message, replyTo.subject).then((sent) => {
        if (!sent.ok) settle(sent);
      });
    });
  }

  /** Takes the next reply subject for the replies to `action`. */
  openReply(
    action: InFlightAction,
    onMessage: (msg: Msg) => void,
    onRaw: TakeRaw | null = null,
  ): ReplyTo {
    this.count += 1;
    const token = this.count.toString(BASE);
    const number = this.count;
    this.open.set(token, { action, onMessage });
    if (onRaw !== null) this.raw.set(number, onRaw);
    return {
      subject: `${this.inbox}.${token}`,
      send: (message, reply) =>
        this.inFlight.follow(action, () => {
          this.subscribe();
          return this.transport.publish(message, reply);
        }),
      close: () => {
        this.open.delete(token);
        this.raw.delete(number);
      },
    };
  }

  /** The server refuses the subscription to the inbox. True when no request is one of the user. */
  onInboxRefused(text: string): boolean {
    const { actions } = this;
    // A caller that waits for these may ask again at once, before the subscription itself hears of it.
    this.subscription = null;
    for (const action of actions) refuse(action, text, this.wildcard);
    return actions.length > 0 && actions.every(({ isSilent }) => isSilent);
  }

  private subscribe(): void {
    if (this.subscription !== null) return;
    const subscription = {};
    this.subscription = subscription;
    this.transport.subscribe(
      this.wildcard,
      (msg) => this.open.get(tokenOf(msg))?.onMessage(msg),
      // The next request subscribes again, as permissions may have changed.
      () => {
        if (this.subscription === subscription) this.subscription = null;
      },
    );
  }
}

function tokenOf(reply: Msg): string {
  return reply.subject.slice(reply.subject.lastIndexOf(".") + 1);
}

const BASE = 36;
const ZERO = 48;
const LETTER_A = 97;
const SPACE = 32;
/** The status follows "NATS/1.0 ". */
const STATUS_OFFSET = 9;

/** The number that `openReply` wrote in base 36. */
function numberIn(u8: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = u8[at] ?? 0;
    value = value * BASE + byte - (byte >= LETTER_A ? LETTER_A - 10 : ZERO);
  }
  return value;
}

function statusAt(u8: Uint8Array, body: number, head: number): number | null {
  const at = body + STATUS_OFFSET;
  if (head < STATUS_OFFSET + 3 || u8[at - 1] !== SPACE) return null;
  const digit = (offset: number) => (u8[at + offset] ?? 0) - 48;
  return digit(0) * 100 + digit(1) * 10 + digit(2);
}
