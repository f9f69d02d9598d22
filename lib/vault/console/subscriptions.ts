// The console side of one session: its message store and its subscriptions, which outlive connections.
// Owned by session.ts; the vault reads windows through it. Messages go from the socket into the store
// without passing here; this hears of them once a frame, and the page at most once until it has pulled.

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
  type SubscriptionSink,
  type Tally,
} from "@/lib/vault/message-store/store/message-ingest";
import type { Connection, Subscribed } from "@/lib/vault/nats/connection";
import type { MessageParts } from "@/lib/vault/nats/message-parts";
import type { InboundFilter } from "@/lib/vault/nats/recording-socket";
import { DuplicateFilter } from "./duplicate-filter";
import { LogReader } from "./log-reader";

const COLOURS = 6;
const MAX_DETAIL_CHARS = 256;
const METER_EVERY_MS = 100;

interface DeskSubscription {
  readonly id: SubscriptionId;
  readonly subject: string;
  readonly queue: string;
  readonly colour: number;
  /** It ends by itself after so many messages; 0 = never. */
  readonly max: number;
  readonly tally: Tally;
  readonly meter: RateMeter;
  /** Received up to the last look at the meter. */
  metered: number;
  /** The server has it, or has refused it. Until then it is not listed: who sees it may rely on it. */
  isAnswered: boolean;
  state: SubscriptionView["state"];
  reason: string;
  /** On the wire; null while there is no connection. */
  wire: Pick<Subscribed, "stop" | "drain"> | null;
  /** The connection that it was last put up on, and what takes its messages there. */
  on: Connection | null;
  intake: SubscriptionSink | null;
  /** Present while it is on two connections. */
  overlap: DuplicateFilter | null;
}

/** The intake of one connection, with the sids that `wire` knows. */
export interface ConnectionIngest extends InboundFilter {
  readonly wire: MessageIngest;
}

export class SubscriptionManager {
  readonly stream: LogReader;
  private readonly subscriptions = new Map<SubscriptionId, DeskSubscription>();
  private lastId: SubscriptionId = 0;
  private arrivedBefore = 0;
  private meteredAt = 0;

  /** `tell` says that there are new rows; not called again before the next window is read. */
  constructor(tell: () => void, limits: Retention) {
    this.stream = new LogReader(tell, limits);
  }

  /** For the frames of a new connection. */
  newIngest(): ConnectionIngest {
    const wire = new MessageIngest(this.stream.store, {
      onTooLarge: (subject, bytes) => this.notice("flow/too-large", subject, "", { bytes }),
    });
    return {
      wire,
      take: (frame, atMs, passOn) => {
        const isSound = wire.take(frame, atMs, passOn);
        this.arrived(atMs);
        return isSound;
      },
    };
  }

  /** Settles a round trip later. A refused subscription stays in the list, marked. */
  async subscribe(
    connection: Connection,
    subject: string,
    queue: string,
    max: number,
  ): Promise<Result<{ readonly subscription: SubscriptionId }, ActionFault>> {
    this.lastId += 1;
    const id = this.lastId;
    const subscription: DeskSubscription = {
      id,
      subject,
      queue,
      colour: this.freeColour(),
      max,
      tally: { received: 0, left: max, onLast: () => this.reachedMax(id) },
      meter: new RateMeter(),
      metered: 0,
      isAnswered: false,
      state: "active",
      reason: "",
      wire: null,
      on: null,
      intake: null,
      overlap: null,
    };
    this.subscriptions.set(id, subscription);
    this.stream.store.setColour(id, subscription.colour);
    const result = await this.start(connection, subscription);
    return result.ok ? ok({ subscription: id }) : result;
  }

  /** `drain`: what is on its way is still taken, and this settles when it has come. */
  async unsubscribe(id: SubscriptionId, drain: boolean): Promise<Result<null, ActionFault>> {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) return fail("not-found");
    if (drain) await Promise.race([subscription.wire?.drain(), subscription.on?.roundTrip()]);
    else subscription.wire?.stop();
    this.subscriptions.delete(id);
    this.stream.notify();
    return ok(null);
  }

  /** Puts every subscription up again on a new connection; not those refused or at their end. */
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

  /**
   * Moves what is subscribed from one open connection to another, and misses no message: the former
   * ones end only after the new ones are there. duplicate-filter.ts says what may come twice. False when `next`
   * ended before it was done; then all is on `former` as it was.
   */
  async moveTo(next: Connection, former: Connection): Promise<boolean> {
    // Again for what was subscribed meanwhile.
    for (;;) {
      const all = [...this.subscriptions.values()];
      const rest = all.filter(
        (one) => one.on !== next && one.state !== "violated" && !isSpent(one),
      );
      if (rest.length === 0) return true;
      const isMoved = await this.moveSome(rest, next, former);
      if (!isMoved) return false;
    }
  }

  /** The connection is gone: nothing more will come on any of them. Messages a second up to now. */
  connectionEnded(): number {
    for (const subscription of this.subscriptions.values()) {
      subscription.wire = null;
      if (subscription.state === "active") subscription.state = "ended";
    }
    return this.stream.store.rate(clockMs());
  }

  /** Marks the newest active subscription of that subject and queue group. */
  refused(subject: string, queue: string, reason: string): void {
    const mine = [...this.subscriptions.values()].filter(
      (one) => one.state === "active" && one.subject === subject && one.queue === queue,
    );
    const subscription = mine.at(-1);
    if (subscription !== undefined) this.mark(subscription, reason);
  }

  notice(code: NoticeCode, subject = "", detail = "", values: NoticeRow["values"] = {}): void {
    this.stream.store.appendNotice({
      at: clockMs(),
      code,
      subject,
      detail: detail.slice(0, MAX_DETAIL_CHARS),
      values,
    });
    this.stream.notify();
  }

  /** A reply to a request of ours, which has no subscription; null when it is too large to be kept. */
  reply(
    { subject, reply, headers, payload }: MessageParts,
    asked: string,
    elapsedMs: number,
  ): Seq | null {
    const seq = this.stream.store.append({
      ...{ at: clockMs(), subject, reply, headers, payload, subscription: 0 },
      answerTo: { subject: asked, elapsedMs },
    });
    this.stream.notify();
    return seq;
  }

  window(request: WindowRequest): WindowReply {
    const at = clockMs();
    this.sample(at);
    return { ...this.stream.window(request, at), subscriptions: this.views(at) };
  }

  private async start(
    connection: Connection,
    subscription: DeskSubscription,
  ): Promise<Result<null, ActionFault>> {
    const { intake, ...wire } = this.open(connection, subscription, null);
    subscription.on = connection;
    subscription.intake = intake;
    subscription.wire = wire;
    const outcome = await wire.result;
    if (subscription.on !== connection) return outcome;
    subscription.isAnswered = true;
    this.stream.notify();
    if (!outcome.ok && outcome.fault.code !== "connection-ended") {
      // nats.ws drops what permissions refuse, but knows nothing of limits.
      if (outcome.fault.code === "limits/subscriptions") wire.stop();
      this.mark(subscription, String(outcome.fault.params?.["text"] ?? ""));
    }
    return outcome;
  }

  /** `overlap`: it is on another connection as well. */
  private open(
    connection: Connection,
    subscription: DeskSubscription,
    overlap: DuplicateFilter | null,
  ) {
    const { id, subject, queue, tally } = subscription;
    const admits =
      overlap === null ? null : (message: IncomingMessage) => overlap.admits("next", message);
    const intake: SubscriptionSink = { id, tally, admits };
    return { intake, ...connection.subscribe(subject, queue, intake) };
  }

  /** A message that was held back. */
  private received({ id, tally }: DeskSubscription, message: IncomingMessage): void {
    this.stream.store.append({ at: clockMs(), ...message, subscription: id });
    tally.received += 1;
    this.stream.notify();
  }

  private async moveSome(
    rest: readonly DeskSubscription[],
    next: Connection,
    former: Connection,
  ): Promise<boolean> {
    const moves = rest.map((subscription) => {
      const { queue, wire: old, intake: formerIntake } = subscription;
      const overlap = queue === "" && old !== null ? new DuplicateFilter() : null;
      subscription.overlap = overlap;
      if (formerIntake !== null && overlap !== null) {
        formerIntake.admits = (message) => overlap.admits("former", message);
      }
      const { intake, ...wire } = this.open(next, subscription, overlap);
      const both = [wire, ...(old === null ? [] : [old])];
      subscription.wire = {
        stop: () => {
          for (const one of both) one.stop();
        },
        drain: () => {
          return Promise.all(both.map((one) => one.drain())).then(() => {});
        },
      };
      return { subscription, overlap, old, wire, intake, formerIntake };
    });
    const results = await Promise.all(moves.map(({ wire }) => wire.result));
    const hasFormer = (await former.roundTrip()) !== null;
    for (const { overlap } of moves) overlap?.count();
    const isThere = (await next.roundTrip()) !== null;
    if (!isThere) {
      for (const { subscription, old, formerIntake } of moves) {
        if (formerIntake !== null) formerIntake.admits = null;
        subscription.overlap = null;
        subscription.wire = subscription.state === "active" ? old : null;
      }
      return false;
    }
    for (const { overlap, old } of moves) {
      overlap?.cut();
      void old?.drain();
    }
    const isWhole = hasFormer && (await former.roundTrip()) !== null;
    if ((await next.roundTrip()) === null) {
      // Their end on the former connection is on its way already.
      for (const { subscription } of moves) {
        subscription.overlap = null;
        if (this.subscriptions.has(subscription.id)) void this.start(former, subscription);
      }
      return false;
    }
    for (const [at, { subscription, overlap, wire, intake }] of moves.entries()) {
      const isLeft = !this.subscriptions.has(subscription.id);
      const left = isWhole || isLeft ? [] : (overlap?.release() ?? []);
      for (const message of left) this.received(subscription, message);
      intake.admits = null;
      subscription.overlap = null;
      subscription.on = next;
      subscription.intake = intake;
      subscription.wire = wire;
      subscription.state = "active";
      subscription.isAnswered = true;
      const refusal = results[at];
      if (refusal?.ok === false) {
        wire.stop();
        this.mark(subscription, String(refusal.fault.params?.["text"] ?? ""));
      }
    }
    this.stream.notify();
    return true;
  }

  /** Once a frame. */
  private arrived(atMs: number): void {
    const { store } = this.stream;
    if (store.log.received === this.arrivedBefore) return;
    this.arrivedBefore = store.log.received;
    store.settle(atMs);
    if (atMs - this.meteredAt >= METER_EVERY_MS) this.sample(atMs);
    this.stream.onRowsAppended();
  }

  private sample(atMs: number): void {
    this.meteredAt = atMs;
    for (const one of this.subscriptions.values()) {
      one.meter.add(atMs, one.tally.received - one.metered);
      one.metered = one.tally.received;
    }
  }

  private reachedMax(id: SubscriptionId): void {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) return;
    subscription.wire?.stop();
    subscription.wire = null;
    subscription.state = "ended";
  }

  private mark(subscription: DeskSubscription, reason: string): void {
    subscription.state = "violated";
    subscription.reason = reason;
    subscription.wire = null;
    this.stream.notify();
  }

  private views(at: number): readonly SubscriptionView[] {
    const answered = [...this.subscriptions.values()].filter((one) => one.isAnswered);
    return answered.map(({ id, subject, queue, colour, state, reason, tally, meter }) => ({
      ...{ id, subject, queue, colour, state, reason },
      received: tally.received,
      rate: meter.rate(at),
    }));
  }

  private freeColour(): number {
    const taken = new Set([...this.subscriptions.values()].map(({ colour }) => colour));
    for (let colour = 0; colour < COLOURS; colour += 1) if (!taken.has(colour)) return colour;
    return this.lastId % COLOURS;
  }
}

function isSpent({ max, tally }: DeskSubscription): boolean {
  return max > 0 && tally.left === 0;
}
