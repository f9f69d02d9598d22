// One open connection: publish, subscribe and request on nats.ws, each joined with the permission
// violation that it causes. The server names a subject only, and answers in order, so what is on its
// way until the next PONG is remembered. Owned by the session, which tells it the violations.

import { type Msg, type NatsConnection, nuid, type Subscription } from "nats.ws";
import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import type { HeaderList } from "@/lib/shared/facts/console";
import type {
  MessageIngest,
  SubscriptionSink,
} from "@/lib/vault/message-store/store/message-ingest";
import { headerBytes, type MessageParts, messageParts, toHeaders } from "./message-parts";

type RefusalCode = "permissions-violation" | "limits/subscriptions";
export type SendFault = RefusalCode | "connection-ended" | "payload-too-large";

/** Quiet: asked by us, not by the user, so that its violations are no news. */
type Loudness = "loud" | "quiet";

export interface Outgoing {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
}

export interface RequestOptions {
  readonly timeoutMs: number;
  /** So many replies end it before the time is over. */
  readonly maxReplies: number;
  /** Asked by us, not by the user: its violations are no news. */
  readonly isQuiet: boolean;
  /** `isAnswer` is false for the server's word that nobody listens. */
  onReply(reply: MessageParts, elapsedMs: number, isAnswer: boolean): void;
}

export type RequestEnd = "replied" | "no-responders" | "timed-out";

/** A subscription of the console. */
export interface Subscribed {
  /** Ends it now: what the server has sent already is not taken any more. */
  stop(): void;
  /**
   * Ends it at the server; what the server has sent by then is still taken, and then this settles. When
   * the connection ends first it may not: nats.ws leaves it open.
   */
  drain(): Promise<void>;
  /** Settles one round trip later. */
  readonly result: Promise<Result<null, SendFault>>;
}

/** What the server may refuse until its next PONG. */
interface InFlight {
  readonly kind: "publish" | "subscription";
  readonly subject: string;
  readonly queue: string;
  readonly isQuiet: boolean;
  /** Set once the server refused. */
  refusal: Result<never, RefusalCode> | null;
  onRefused(): unknown;
}

interface OpenRequest extends InFlight {
  onMessage(msg: Msg): void;
}

const nothing = () => {};
/** nats.ws counts its subscriptions from 1. */
const UNUSED_NUMBER = 0;
const TRACE_MS = 1000;
const TRACE_STEP_MS = 50;

export class Connection {
  private readonly sent = new Set<InFlight>();
  private readonly requests = new Map<string, OpenRequest>();
  private readonly endings = new Set<() => void>();
  private readonly inbox: string;
  private inboxSubscription: Subscription | null = null;
  private requestCount = 0;
  private isEnded = false;

  constructor(
    private readonly nc: NatsConnection,
    inboxPrefix: string,
    /** The limit in force now, from the last INFO. */
    private readonly maxPayloadBytes: () => number,
    /** Protocol beside nats.ws. */
    private readonly writeRaw: (text: string) => void,
    private readonly intake: MessageIngest,
  ) {
    this.inbox = `${inboxPrefix}.${nuid.next()}`;
  }

  /** Settles one round trip later, when a refusal is known. */
  async publish(
    message: Outgoing & { readonly reply: string },
    loudness: Loudness = "loud",
  ): Promise<Result<null, SendFault>> {
    const item = onItsWay("publish", message.subject, "", loudness === "quiet");
    return this.follow(item, () => this.write(message, message.reply));
  }

  /**
   * Of the console: nats.ws keeps the subscription (SUB, UNSUB, what the server refuses); its messages
   * go to `target` and never reach nats.ws.
   */
  subscribe(subject: string, queue: string, target: SubscriptionSink): Subscribed {
    let subscription: Subscription | null = null;
    const close = () => {
      if (subscription !== null) this.intake.close(subscription.getID());
    };
    const item = onItsWay("subscription", subject, queue);
    const result = this.follow(item, () => {
      subscription = this.start(subject, queue, nothing, close, target.tally.left);
      this.intake.open(subscription.getID(), target);
      return ok(null);
    });
    return {
      result,
      stop() {
        close();
        subscription?.unsubscribe();
      },
      async drain() {
        await subscription?.drain().catch(nothing);
        close();
      },
    };
  }

  /** Of our own, by nats.ws alone; nothing of it reaches the console. `result` as above. */
  listen(
    subject: string,
    queue: string,
    onMessage: (message: MessageParts) => void,
  ): Pick<Subscribed, "stop" | "result"> {
    let subscription: Subscription | null = null;
    const item = onItsWay("subscription", subject, queue, true);
    const result = this.follow(item, () => {
      subscription = this.start(subject, queue, (msg) => onMessage(messageParts(msg)));
      return ok(null);
    });
    return { stop: () => subscription?.unsubscribe(), result };
  }

  async request(
    message: Outgoing,
    options: RequestOptions,
  ): Promise<Result<RequestEnd, SendFault>> {
    if (this.isEnded) return fail("connection-ended");
    return new Promise((resolve) => {
      const startedAt = performance.now();
      const token = this.nextToken();
      let replies = 0;
      const settle = (result: Result<RequestEnd, SendFault>) => {
        clearTimeout(timer);
        this.requests.delete(token);
        this.endings.delete(onEnd);
        resolve(result);
      };
      const onEnd = () => settle(fail("connection-ended"));
      const timer = setTimeout(() => {
        settle(ok(replies === 0 || options.maxReplies > replies ? "timed-out" : "replied"));
      }, options.timeoutMs);
      const item: OpenRequest = {
        ...onItsWay("publish", message.subject, "", options.isQuiet),
        onRefused: () => item.refusal !== null && settle(item.refusal),
        onMessage: (msg) => {
          const parts = messageParts(msg);
          const isAnswer = parts.status !== 503 || parts.payload.length > 0;
          options.onReply(parts, performance.now() - startedAt, isAnswer);
          if (!isAnswer) return settle(ok("no-responders"));
          replies += 1;
          if (replies >= options.maxReplies) settle(ok("replied"));
        },
      };
      this.endings.add(onEnd);
      this.requests.set(token, item);
      void this.follow(item, () => {
        this.openInbox();
        return this.write(message, `${this.inbox}.${token}`);
      }).then((taken) => {
        if (!taken.ok) settle(taken);
      });
    });
  }

  /** Hears of the first refusal of what was published past this class; returns the way to stop. */
  watchPublishes(subject: string, onRefused: (fault: Fault<RefusalCode>) => void): () => void {
    const item: InFlight = {
      ...onItsWay("publish", subject),
      onRefused: () => item.refusal !== null && !item.refusal.ok && onRefused(item.refusal.fault),
    };
    this.sent.add(item);
    return () => this.sent.delete(item);
  }

  /**
   * Whether the server would take a subscription, without one being set up: it checks the permissions before
   * it sees that the number is in use, and then leaves everything as it is (nats-server server/client.go
   * processSub; observed with 2.9.10, 2.10.27 and 2.15.1: lib/vault/worker/permission-tries.test.ts). The number is
   * lent by a subscription where nobody publishes: in our inbox, or where `patterns` leave room for a
   * made-up part. Null when none of these is allowed.
   */
  async checkSubscription(
    subject: string,
    queue: string,
    patterns: readonly string[],
  ): Promise<Result<null, SendFault> | null> {
    const own = patterns.map((pattern) => pattern.replace(/(?<=^|\.)[*>](?=\.|$)/g, nuid.next()));
    for (const anchor of [`${this.inbox}.anchor`, ...own]) {
      const lent = onItsWay("subscription", anchor, "", true);
      const started: Subscription[] = [];
      const taken = await this.follow(lent, () => {
        started.push(this.start(anchor, "", nothing));
        return ok(null);
      });
      if (!taken.ok && taken.fault.code === "permissions-violation") continue;
      const [subscription] = started;
      if (!taken.ok || subscription === undefined) return taken;
      const result = await this.checkRaw(subject, queue, subscription.getID(), "");
      subscription.unsubscribe();
      return result;
    }
    return null;
  }

  /** Sets it up and ends it in one write. */
  openBriefly(subject: string): Promise<Result<null, SendFault>> {
    return this.checkRaw(subject, "", UNUSED_NUMBER, `UNSUB ${UNUSED_NUMBER}\r\n`);
  }

  /**
   * Publishes what nobody gets, and gathers what the servers on the way would have done with it
   * (nats-server server/msgtrace.go). Only for servers that know it: others deliver the message.
   */
  async trace(
    subject: string,
    payload: Uint8Array,
  ): Promise<Result<readonly Uint8Array[], SendFault | "trace-not-permitted">> {
    const events: Uint8Array[] = [];
    const token = this.nextToken();
    const item: OpenRequest = {
      ...onItsWay("publish", subject, "", true),
      onMessage: (msg) => events.push(msg.data.slice()),
    };
    this.requests.set(token, item);
    const headers: HeaderList = [
      ["Nats-Trace-Dest", `${this.inbox}.${token}`],
      ["Nats-Trace-Only", "true"],
    ];
    const taken = await this.follow(item, () => {
      this.openInbox();
      return this.write({ subject, payload, headers }, "");
    });
    for (let waited = 0; taken.ok && waited < TRACE_MS; waited += TRACE_STEP_MS) {
      const before = events.length;
      await new Promise((resolve) => setTimeout(resolve, TRACE_STEP_MS));
      if (before > 0 && events.length === before) break;
    }
    this.requests.delete(token);
    if (taken.ok) return ok(events);
    const named = String(taken.fault.params?.["subject"] ?? "");
    return named.startsWith(this.inbox) ? fail("trace-not-permitted", taken.fault.params) : taken;
  }

  /** Milliseconds from PING to PONG; null when the connection ended meanwhile. */
  async roundTrip(): Promise<number | null> {
    const startedAt = performance.now();
    return (await this.flush()) ? performance.now() - startedAt : null;
  }

  /**
   * Joins a permission violation with what caused it.
   * True when we caused it by ourselves, so that the user need not hear of it.
   */
  refused(kind: InFlight["kind"], subject: string, queue: string, text: string): boolean {
    if (kind === "subscription" && subject === `${this.inbox}.*`) {
      const open = [...this.requests.values()];
      for (const request of open) refuse(request, text, subject);
      return open.length > 0 && open.every((request) => request.isQuiet);
    }
    const open = [...this.sent, ...this.requests.values()].filter((item) => item.kind === kind);
    const named = open.filter((item) => item.subject === subject && item.queue === queue);
    const cause =
      named.find((item) => item.refusal === null) ??
      // A request may be refused twice: for its inbox and for its subject.
      named[0] ??
      // A mapped subject is refused by the name that it was mapped to (nats-server
      // server/client.go selectMappedSubject); the server answers in the order sent.
      (kind === "publish"
        ? open.find((item) => item.refusal === null && this.sent.has(item))
        : undefined);
    if (cause === undefined) return false;
    refuse(cause, text, subject);
    return cause.isQuiet;
  }

  /** "maximum subscriptions exceeded" names no subject: it is the first one not yet confirmed. */
  refusedByLimit(text: string): void {
    const cause = [...this.sent].find(
      (item) => item.kind === "subscription" && item.refusal === null,
    );
    if (cause !== undefined) refuse(cause, text, cause.subject, "limits/subscriptions");
  }

  /** Settles everything that still waits; nothing can be sent any more. */
  ended(): void {
    this.isEnded = true;
    this.intake.end();
    for (const settle of [...this.endings]) settle();
    this.endings.clear();
  }

  /** Sends, and waits for the PONG behind it. */
  private async follow(
    item: InFlight,
    send: () => Result<null, SendFault>,
  ): Promise<Result<null, SendFault>> {
    if (this.isEnded || this.nc.isClosed()) return fail("connection-ended");
    this.sent.add(item);
    const written = send();
    if (!written.ok) {
      this.sent.delete(item);
      return written;
    }
    const isAlive = await this.flush();
    this.sent.delete(item);
    if (item.refusal !== null) return item.refusal;
    return isAlive ? ok(null) : fail("connection-ended");
  }

  private write(message: Outgoing, reply: string): Result<null, SendFault> {
    const block = toHeaders(message.headers);
    const bytes = message.payload.length + headerBytes(block);
    const limit = this.maxPayloadBytes();
    if (bytes > limit) return fail("payload-too-large", { bytes, limit });
    this.nc.publish(message.subject, message.payload, {
      ...(reply === "" ? {} : { reply }),
      ...(block === undefined ? {} : { headers: block }),
    });
    return ok(null);
  }

  /** nats.ws leaves the promise of a flush open when the connection ends. */
  private flush(): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.isEnded || this.nc.isClosed()) return resolve(false);
      const settle = (isAlive: boolean) => {
        this.endings.delete(onEnd);
        resolve(isAlive);
      };
      const onEnd = () => settle(false);
      this.endings.add(onEnd);
      this.nc.flush().then(() => settle(true), onEnd);
    });
  }

  private checkRaw(
    subject: string,
    queue: string,
    number: number,
    after: string,
  ): Promise<Result<null, SendFault>> {
    const item = onItsWay("subscription", subject, queue, true);
    return this.follow(item, () => {
      this.writeRaw(`SUB ${subject} ${queue === "" ? "" : `${queue} `}${number}\r\n${after}`);
      return ok(null);
    });
  }

  private nextToken(): string {
    this.requestCount += 1;
    return this.requestCount.toString(36);
  }

  private openInbox(): void {
    this.inboxSubscription ??= this.start(
      `${this.inbox}.*`,
      "",
      (msg) => this.requests.get(tokenOf(msg))?.onMessage(msg),
      // The next request asks again, as permissions may have changed.
      () => {
        this.inboxSubscription = null;
      },
    );
  }

  /** `onRefused` is called once, when permissions end the subscription. */
  private start(
    subject: string,
    queue: string,
    onMessage: (msg: Msg) => void,
    onRefused = nothing,
    max = 0,
  ): Subscription {
    const callback = (error: Error | null, msg: Msg) => {
      if (error !== null) return onRefused();
      try {
        onMessage(msg);
      } catch (fault) {
        // nats.ws would swallow it and stop reading; a fault of ours has to be seen.
        queueMicrotask(() => {
          throw fault;
        });
      }
    };
    return this.nc.subscribe(subject, {
      callback,
      ...(queue === "" ? {} : { queue }),
      ...(max === 0 ? {} : { max }),
    });
  }
}

function onItsWay(kind: InFlight["kind"], subject: string, queue = "", isQuiet = false): InFlight {
  return { kind, subject, queue, isQuiet, refusal: null, onRefused: nothing };
}

/** `subject`: as the server names it. */
function refuse(
  item: InFlight,
  text: string,
  subject: string,
  code: RefusalCode = "permissions-violation",
): void {
  item.refusal = fail(code, { text, subject });
  item.onRefused();
}

function tokenOf(reply: Msg): string {
  return reply.subject.slice(reply.subject.lastIndexOf(".") + 1);
}
