// One open connection: publish, subscribe and request on nats.ws, each joined with the permission
// violation that it causes. The server names a subject only, and answers in order, so what is on its
// way until the next PONG is remembered. Owned by the session, which tells it the violations.

import { type Msg, type NatsConnection, nuid, type Subscription } from "nats.ws";
import { type Fault, fail, ok, type Result } from "@/lib/base/result";
import type { Intake, WireIntake } from "@/lib/console/store/wire-intake";
import type { HeaderList } from "@/lib/facts/console";
import { headerBytes, type MessageParts, messageParts, toHeaders } from "@/lib/nats/message-parts";

type RefusalCode = "permissions-violation" | "limits/subscriptions";
export type SendFault = RefusalCode | "connection-ended" | "payload-too-large";

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
interface OnItsWay {
  readonly kind: "publish" | "subscription";
  readonly subject: string;
  readonly queue: string;
  readonly isQuiet: boolean;
  /** Set once the server refused. */
  refusal: Result<never, RefusalCode> | null;
  onRefused(): unknown;
}

interface OpenRequest extends OnItsWay {
  onMessage(msg: Msg): void;
}

const nothing = () => {};

export class Connection {
  private readonly sent = new Set<OnItsWay>();
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
    private readonly intake: WireIntake,
  ) {
    this.inbox = `${inboxPrefix}.${nuid.next()}`;
  }

  /** Settles one round trip later, when a refusal is known. */
  async publish(message: Outgoing & { readonly reply: string }): Promise<Result<null, SendFault>> {
    const item = onItsWay("publish", message.subject);
    return this.follow(item, () => this.write(message, message.reply));
  }

  /**
   * nats.ws keeps the subscription (SUB, UNSUB, what the server refuses); its messages go to `target`
   * and never reach nats.ws.
   */
  subscribe(subject: string, queue: string, target: Intake): Subscribed {
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

  async request(
    message: Outgoing,
    options: RequestOptions,
  ): Promise<Result<RequestEnd, SendFault>> {
    if (this.isEnded) return fail("connection-ended");
    return new Promise((resolve) => {
      const startedAt = performance.now();
      this.requestCount += 1;
      const token = this.requestCount.toString(36);
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
    const item: OnItsWay = {
      ...onItsWay("publish", subject),
      onRefused: () => item.refusal !== null && !item.refusal.ok && onRefused(item.refusal.fault),
    };
    this.sent.add(item);
    return () => this.sent.delete(item);
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
  refused(kind: OnItsWay["kind"], subject: string, queue: string, text: string): boolean {
    if (kind === "subscription" && subject === `${this.inbox}.*`) {
      const open = [...this.requests.values()];
      for (const request of open) refuse(request, text);
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
    refuse(cause, text);
    return cause.isQuiet;
  }

  /** "maximum subscriptions exceeded" names no subject: it is the first one not yet confirmed. */
  refusedByLimit(text: string): void {
    const cause = [...this.sent].find(
      (item) => item.kind === "subscription" && item.refusal === null,
    );
    if (cause !== undefined) refuse(cause, text, "limits/subscriptions");
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
    item: OnItsWay,
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

function onItsWay(kind: OnItsWay["kind"], subject: string, queue = "", isQuiet = false): OnItsWay {
  return { kind, subject, queue, isQuiet, refusal: null, onRefused: nothing };
}

function refuse(item: OnItsWay, text: string, code: RefusalCode = "permissions-violation"): void {
  item.refusal = fail(code, { text });
  item.onRefused();
}

function tokenOf(reply: Msg): string {
  return reply.subject.slice(reply.subject.lastIndexOf(".") + 1);
}
