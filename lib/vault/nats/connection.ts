// One open connection: publish, subscribe and request on nats.ws. Each action settles one round trip later,
// when it is known whether the server refused it (in-flight.ts). Owned by the session, which passes on the
// server's errors and ends it.

import type { Msg, NatsConnection, Subscription } from "nats.ws";
import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import type {
  MessageIngest,
  SubscriptionSink,
} from "@/lib/vault/message-store/store/message-ingest";
import { InFlight, newAction, type SendFault, type Violation } from "./in-flight";
import {
  InboxRequests,
  type Outgoing,
  type RequestEnd,
  type RequestOptions,
} from "./inbox-requests";
import { headerBytes, type MessageParts, messageParts, toHeaders } from "./wire/message-parts";

/** A subscription of the console. */
export interface Subscribed {
  /** Ends it now. What the server has already sent is no longer taken. */
  stop(): void;
  /**
   * Ends it at the server, and settles once everything that the server has sent by then is taken. When the
   * connection ends first it may never settle, because nats.ws does not.
   */
  drain(): Promise<void>;
  /** Settles one round trip later. */
  readonly result: Promise<Result<null, SendFault>>;
}

/** A subscription of the vault itself, by nats.ws alone. */
export interface Listening extends Pick<Subscribed, "stop" | "result"> {
  /** Its number on the connection (sid); null when it was not sent. */
  number(): number | null;
}

const doNothing = () => {};

export class Connection {
  /** Also used by permission-checks.ts. */
  readonly requests: InboxRequests;
  private readonly inFlight: InFlight;

  constructor(
    private readonly nc: NatsConnection,
    inboxPrefix: string,
    /** The limit in force now, from the last INFO. */
    private readonly maxPayloadBytes: () => number,
    /** Writes protocol past nats.ws. */
    private readonly writeRaw: (text: string) => void,
    private readonly intake: Pick<MessageIngest, "open" | "openTap" | "close" | "end">,
  ) {
    this.inFlight = new InFlight(nc);
    this.requests = new InboxRequests(inboxPrefix, this.inFlight, {
      publish: (message, reply) => this.write(message, reply),
      subscribe: (subject, onMessage, onRefused) => {
        const subscription = this.start(subject, "", onMessage, onRefused);
        this.intake.openTap(subscription.getID(), this.requests.tap);
        return subscription;
      },
    });
  }

  async publish(
    message: Outgoing & { readonly reply: string },
    { isSilent } = { isSilent: false },
  ): Promise<Result<null, SendFault>> {
    const action = newAction("publish", message.subject, { isSilent });
    return this.inFlight.follow(action, () => this.write(message, message.reply));
  }

  /**
   * A subscription of the console. nats.ws keeps it (SUB, UNSUB, refusals), but its messages go to `target`
   * and never reach nats.ws.
   */
  subscribe(subject: string, queue: string, target: SubscriptionSink): Subscribed {
    let subscription: Subscription | null = null;
    const close = () => {
      if (subscription !== null) this.intake.close(subscription.getID());
    };
    const action = newAction("subscription", subject, { queue });
    const result = this.inFlight.follow(action, () => {
      subscription = this.start(subject, queue, doNothing, close, target.tally.left);
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
        await subscription?.drain().catch(doNothing);
        close();
      },
    };
  }

  /** Publishes without waiting whether the server takes it: for many answers. */
  send(message: Outgoing & { readonly reply: string }): Result<null, SendFault> {
    if (this.inFlight.isEnded || this.nc.isClosed()) return fail("connection-ended");
    try {
      return this.write(message, message.reply);
    } catch {
      // nats.ws throws where the server takes no headers. Nothing waits for this call, so the vault would end.
      return fail("connection-ended");
    }
  }

  /**
   * A silent subscription of the vault. Its messages do not reach the console. `onRefused` is called when
   * the server ends it, now or later.
   */
  listen(
    subject: string,
    queue: string,
    onMessage: (message: MessageParts) => void,
    onRefused = doNothing,
  ): Listening {
    let subscription: Subscription | null = null;
    const action = newAction("subscription", subject, { queue, isSilent: true });
    const result = this.inFlight.follow(action, () => {
      const take = (msg: Msg) => onMessage(messageParts(msg));
      subscription = this.start(subject, queue, take, onRefused);
      return ok(null);
    });
    return {
      result,
      stop: () => subscription?.unsubscribe(),
      number: () => subscription?.getID() ?? null,
    };
  }

  request(message: Outgoing, options: RequestOptions): Promise<Result<RequestEnd, SendFault>> {
    return this.requests.request(message, options);
  }

  /** Writes a silent SUB past nats.ws, with `after` behind it in the same frame. */
  sendSub(
    subject: string,
    queue: string,
    number: number,
    after: string,
  ): Promise<Result<null, SendFault>> {
    const action = newAction("subscription", subject, { queue, isSilent: true });
    return this.inFlight.follow(action, () => {
      this.writeRaw(`SUB ${subject} ${queue === "" ? "" : `${queue} `}${number}\r\n${after}`);
      return ok(null);
    });
  }

  /**
   * Reports refusals of messages that were published past this class. Returns a function that stops
   * watching.
   */
  watchPublishes(subject: string, onRefused: (fault: Fault<SendFault>) => void): () => void {
    return this.inFlight.hold(
      newAction("publish", subject, { onRefused: ({ fault }) => onRefused(fault) }),
    );
  }

  get isEnded(): boolean {
    return this.inFlight.isEnded;
  }

  /** Milliseconds from PING to PONG; null when the connection ended first. */
  async roundTrip(): Promise<number | null> {
    const startedAt = performance.now();
    return (await this.inFlight.flush()) ? performance.now() - startedAt : null;
  }

  /** True when the vault caused it on its own initiative, so that the user need not see it. */
  onPermissionsViolation(
    kind: Violation["kind"],
    subject: string,
    queue: string,
    text: string,
  ): boolean {
    const { requests } = this;
    if (kind === "subscription" && subject === requests.wildcard) {
      return requests.onInboxRefused(text);
    }
    const cause = this.inFlight.attribute({ kind, subject, queue, text }, requests.actions);
    return cause?.isSilent ?? false;
  }

  onSubscriptionLimit(text: string): void {
    this.inFlight.attributeSubscriptionLimit(text);
  }

  /** Settles everything that is still waiting. Nothing can be sent afterwards. */
  end(): void {
    this.inFlight.end();
    this.intake.end();
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

  /** `onRefused` is called once, when permissions end the subscription. */
  private start(
    subject: string,
    queue: string,
    onMessage: (msg: Msg) => void,
    onRefused = doNothing,
    max = 0,
  ): Subscription {
    const callback = (error: Error | null, msg: Msg) => {
      if (error !== null) return onRefused();
      try {
        onMessage(msg);
      } catch (fault) {
        // nats.ws would swallow it and stop reading. A fault in this code has to be seen.
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
