// The subscriptions of one session, which outlive its connections, and the log of their messages. Owned by
// session.ts; the vault reads windows through it. Messages go from the socket straight into the log. This
// is called once for each frame, and notifies the page at most once until the page has read a window.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  NoticeCode,
  NoticeRow,
  Retention,
  Seq,
  SubscriptionId,
  SubscriptionView,
  WindowReply,
  WindowRequest,
} from "@/lib/shared/facts/console";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { RateMeter } from "@/lib/vault/message-store/rate-meter";
import {
  type IncomingMessage,
  MessageIngest,
} from "@/lib/vault/message-store/store/message-ingest";
import type { Connection } from "@/lib/vault/nats/connection";
import type { InboundFilter } from "@/lib/vault/nats/recording-socket";
import type { MessageParts } from "@/lib/vault/nats/wire/message-parts";
import { LogReader } from "./log-reader";
import { isSpent, type ManagedSubscription, openOn } from "./managed-subscription";
import { moveSubscriptions } from "./subscription-handover";

const MAX_DETAIL_CHARS = 256;
const METER_EVERY_MS = 100;

/** Reads the frames of one connection; `ingest` knows which sids belong to the console. */
export interface ConnectionIngest extends InboundFilter {
  readonly ingest: MessageIngest;
}

export class SubscriptionManager {
  readonly reader: LogReader;
  private readonly subscriptions = new Map<SubscriptionId, ManagedSubscription>();
  private lastId: SubscriptionId = 0;
  private receivedBefore = 0;
  private meteredAt = 0;

  /** `onRowsArrived` is not called again before the next window is read. */
  constructor(onRowsArrived: () => void, limits: Retention) {
    this.reader = new LogReader(onRowsArrived, limits);
  }

  /** For the frames of a new connection. */
  newIngest(): ConnectionIngest {
    const ingest = new MessageIngest(this.reader.store, {
      onTooLarge: (subject, bytes) => this.notice("flow/too-large", subject, "", { bytes }),
    });
    return {
      ingest,
      take: (frame, atMs, passOn) => {
        const isSound = ingest.take(frame, atMs, passOn);
        this.onFrameRead(atMs);
        return isSound;
      },
    };
  }

  /** Settles after one round trip. A refused subscription stays in the list and is marked. */
  async subscribe(
    connection: Connection,
    subject: string,
    queue: string,
    max: number,
  ): Promise<Result<{ readonly subscription: SubscriptionId }, ActionFault>> {
    this.lastId += 1;
    const id = this.lastId;
    const subscription: ManagedSubscription = {
      id,
      subject,
      queue,
      colour: this.pickColour(),
      max,
      tally: { received: 0, left: max, onLast: () => this.onLastMessage(id) },
      meter: new RateMeter(),
      countedByMeter: 0,
      isAnswered: false,
      state: "active",
      reason: "",
      wire: null,
      connection: null,
      sink: null,
    };
    this.subscriptions.set(id, subscription);
    this.reader.store.addSubscription(id, subject, subscription.colour);
    const result = await this.start(connection, subscription);
    return result.ok ? ok({ subscription: id }) : result;
  }

  /** All in one turn, so that whatever the user does next finds them all. */
  async subscribeAll(
    connection: Connection,
    lines: readonly Pick<SubscriptionView, "subject" | "queue">[],
  ): Promise<Result<null, ActionFault>> {
    const started = lines.map(({ subject, queue }) =>
      this.activeOf(subject, queue).length > 0
        ? null
        : this.subscribe(connection, subject, queue, 0),
    );
    await Promise.all(started);
    return ok(null);
  }

  unsubscribeAll(): void {
    for (const { wire } of this.subscriptions.values()) wire?.stop();
    this.subscriptions.clear();
    this.reader.notify();
  }

  /** `drain`: messages that are on their way are still taken; this settles when they have come. */
  async unsubscribe(id: SubscriptionId, drain: boolean): Promise<Result<null, ActionFault>> {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) return fail("not-found");
    if (drain)
      await Promise.race([subscription.wire?.drain(), subscription.connection?.roundTrip()]);
    else subscription.wire?.stop();
    this.subscriptions.delete(id);
    this.reader.notify();
    return ok(null);
  }

  /** Subscribes again on a new connection, except what was refused or is spent. Returns how many. */
  restore(connection: Connection): number {
    let restored = 0;
    for (const subscription of this.subscriptions.values()) {
      if (subscription.state !== "ended" || isSpent(subscription)) continue;
      subscription.state = "active";
      restored += 1;
      void this.start(connection, subscription);
    }
    return restored;
  }

  /** Moves all subscriptions to `next` without a gap; see subscription-handover.ts. */
  moveTo(next: Connection, previous: Connection): Promise<boolean> {
    const { subscriptions } = this;
    return moveSubscriptions(
      {
        subscriptions,
        start: (connection, subscription) => void this.start(connection, subscription),
        append: (subscription, message) => this.append(subscription, message),
        markRefused: (subscription, reason) => this.markRefused(subscription, reason),
        notify: () => this.reader.notify(),
      },
      next,
      previous,
    );
  }

  /**
   * The user ends the connection. What the server has not answered was not listed, and its caller is told that it failed, so
   * it is not there on the next connection either.
   */
  dropUnanswered(): void {
    for (const { id, isAnswered } of [...this.subscriptions.values()]) {
      if (!isAnswered) this.subscriptions.delete(id);
    }
  }

  /** No more messages will come on the connection. Returns the messages a second up to now. */
  onConnectionEnded(): number {
    for (const subscription of this.subscriptions.values()) {
      subscription.wire = null;
      if (subscription.state === "active") subscription.state = "ended";
    }
    return this.reader.store.rate(clockMs());
  }

  /** Marks the newest active subscription of this subject and queue group. */
  onRefused(subject: string, queue: string, reason: string): void {
    const subscription = this.activeOf(subject, queue).at(-1);
    if (subscription !== undefined) this.markRefused(subscription, reason);
  }

  notice(code: NoticeCode, subject = "", detail = "", values: NoticeRow["values"] = {}): void {
    this.reader.store.appendNotice({
      at: clockMs(),
      code,
      subject,
      detail: detail.slice(0, MAX_DETAIL_CHARS),
      values,
    });
    this.reader.notify();
  }

  /** Appends a reply to a request, which has no subscription; null when it is too large to keep. */
  appendReply(
    { subject, reply, headers, payload }: MessageParts,
    asked: string,
    elapsedMs: number,
  ): Seq | null {
    const seq = this.reader.store.append({
      ...{ at: clockMs(), subject, reply, headers, payload, subscription: 0 },
      answerTo: { subject: asked, elapsedMs },
    });
    this.reader.notify();
    return seq;
  }

  readWindow(request: WindowRequest): WindowReply {
    const at = clockMs();
    this.sample(at);
    return { ...this.reader.readWindow(request, at), subscriptions: this.readViews(at) };
  }

  private async start(
    connection: Connection,
    subscription: ManagedSubscription,
  ): Promise<Result<null, ActionFault>> {
    const { sink, wire } = openOn(connection, subscription, null);
    subscription.connection = connection;
    subscription.sink = sink;
    subscription.wire = wire;
    const outcome = await wire.result;
    if (subscription.connection !== connection) return outcome;
    subscription.isAnswered = true;
    this.reader.notify();
    if (!outcome.ok && outcome.fault.code !== "connection-ended") {
      // nats.ws drops a subscription that permissions refuse, but does not know of limits.
      if (outcome.fault.code === "limits/subscriptions") wire.stop();
      this.markRefused(subscription, String(outcome.fault.params?.["text"] ?? ""));
    }
    return outcome;
  }

  private append({ id, tally }: ManagedSubscription, message: IncomingMessage): void {
    this.reader.store.append({ at: clockMs(), ...message, subscription: id });
    tally.received += 1;
    this.reader.notify();
  }

  /** Called once for each frame. */
  private onFrameRead(atMs: number): void {
    const { store } = this.reader;
    if (store.log.received === this.receivedBefore) return;
    this.receivedBefore = store.log.received;
    store.settle(atMs);
    if (atMs - this.meteredAt >= METER_EVERY_MS) this.sample(atMs);
    this.reader.onRowsAppended();
  }

  private sample(atMs: number): void {
    this.meteredAt = atMs;
    for (const one of this.subscriptions.values()) {
      one.meter.add(atMs, one.tally.received - one.countedByMeter);
      one.countedByMeter = one.tally.received;
    }
  }

  private onLastMessage(id: SubscriptionId): void {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) return;
    subscription.wire?.stop();
    subscription.wire = null;
    subscription.state = "ended";
  }

  private markRefused(subscription: ManagedSubscription, reason: string): void {
    subscription.state = "violated";
    subscription.reason = reason;
    subscription.wire = null;
    this.reader.notify();
  }

  private activeOf(subject: string, queue: string): readonly ManagedSubscription[] {
    return [...this.subscriptions.values()].filter(
      (one) => one.state === "active" && one.subject === subject && one.queue === queue,
    );
  }

  private readViews(at: number): readonly SubscriptionView[] {
    const answered = [...this.subscriptions.values()].filter((one) => one.isAnswered);
    return answered.map(({ id, subject, queue, colour, state, reason, tally, meter }) => ({
      ...{ id, subject, queue, colour, state, reason },
      received: tally.received,
      rate: meter.rate(at),
    }));
  }

  private pickColour(): number {
    const taken = new Set([...this.subscriptions.values()].map(({ colour }) => colour));
    let colour = 0;
    while (taken.has(colour)) colour += 1;
    return colour;
  }
}
