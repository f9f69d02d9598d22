// The console side of one session: its message store and its subscriptions, which outlive connections.
// Owned by session.ts; serve.ts reads windows through it. Between a message and its row stands one
// append, and the page is told at most once until it has pulled.

import { fail, ok, type Result } from "@/lib/base/result";
import { MessageStore } from "@/lib/console/message-store";
import type { ActionFault } from "@/lib/facts/action-fault";
import type {
  MessageDetail,
  NoticeCode,
  Seq,
  SubscriptionId,
  SubscriptionView,
  WindowReply,
  WindowRequest,
} from "@/lib/facts/console";
import type { Connection, Subscribed } from "@/lib/nats/connection";
import type { MessageParts } from "@/lib/nats/message-parts";
import { Overlap } from "@/lib/vault/worker/overlap";

const COLOURS = 6;
const MAX_DETAIL_CHARS = 256;

interface DeskSubscription {
  readonly id: SubscriptionId;
  readonly subject: string;
  readonly queue: string;
  readonly colour: number;
  /** The server has it, or has refused it. Until then it is not listed: who sees it may rely on it. */
  isAnswered: boolean;
  state: SubscriptionView["state"];
  reason: string;
  /** On the wire; null while there is no connection. */
  wire: Pick<Subscribed, "stop" | "drain"> | null;
  /** The connection that it was last put up on. */
  on: Connection | null;
  /** Present while it is on two connections. */
  overlap: Overlap | null;
}

/** Milliseconds since 1970, fractional. */
export const now = () => performance.timeOrigin + performance.now();

export class ConsoleDesk {
  private readonly store = new MessageStore();
  private readonly subscriptions = new Map<SubscriptionId, DeskSubscription>();
  private lastId: SubscriptionId = 0;
  private isTold = false;

  /** `tell` says that there are new rows; not called again before the next window is read. */
  constructor(private readonly tell: () => void) {}

  /** Settles a round trip later. A refused subscription stays in the list, marked. */
  async subscribe(
    connection: Connection,
    subject: string,
    queue: string,
  ): Promise<Result<{ readonly subscription: SubscriptionId }, ActionFault>> {
    this.lastId += 1;
    const subscription: DeskSubscription = {
      id: this.lastId,
      subject,
      queue,
      colour: this.freeColour(),
      isAnswered: false,
      state: "active",
      reason: "",
      wire: null,
      on: null,
      overlap: null,
    };
    this.subscriptions.set(subscription.id, subscription);
    const result = await this.start(connection, subscription);
    return result.ok ? ok({ subscription: subscription.id }) : result;
  }

  unsubscribe(id: SubscriptionId): Result<null, ActionFault> {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) return fail("not-found");
    subscription.wire?.stop();
    this.subscriptions.delete(id);
    this.store.forgetSubscription(id);
    this.told();
    return ok(null);
  }

  /** Puts every subscription up again on a new connection, except refused ones. */
  restore(connection: Connection): void {
    for (const subscription of this.subscriptions.values()) {
      if (subscription.state !== "ended") continue;
      subscription.state = "active";
      void this.start(connection, subscription);
    }
  }

  /**
   * Moves what is subscribed from one open connection to another, and misses no message: the former
   * ones end only after the new ones are there. overlap.ts says what may come twice. False when `next`
   * ended before it was done; then all is on `former` as it was.
   */
  async moveTo(next: Connection, former: Connection): Promise<boolean> {
    // Again for what was subscribed meanwhile.
    for (;;) {
      const all = [...this.subscriptions.values()];
      const rest = all.filter(({ on, state }) => on !== next && state !== "violated");
      if (rest.length === 0) return true;
      const isMoved = await this.moveSome(rest, next, former);
      if (!isMoved) return false;
    }
  }

  /** The connection is gone: nothing more will come on any of them. */
  connectionEnded(): void {
    for (const subscription of this.subscriptions.values()) {
      subscription.wire = null;
      if (subscription.state === "active") subscription.state = "ended";
    }
  }

  /** Marks the newest active subscription of that subject and queue group. */
  refused(subject: string, queue: string, reason: string): void {
    const mine = [...this.subscriptions.values()].filter(
      (one) => one.state === "active" && one.subject === subject && one.queue === queue,
    );
    const subscription = mine.at(-1);
    if (subscription !== undefined) this.mark(subscription, reason);
  }

  notice(code: NoticeCode, subject = "", detail = ""): void {
    this.store.appendNotice({
      at: now(),
      code,
      subject,
      detail: detail.slice(0, MAX_DETAIL_CHARS),
    });
    this.told();
  }

  /** A reply to a request of ours, which has no subscription of the user. */
  reply(parts: MessageParts, subject: string, elapsedMs: number): Seq {
    const seq = this.store.appendMessage({
      at: now(),
      ...parts,
      subscription: 0,
      colour: -1,
      answerTo: { subject, elapsedMs },
    });
    this.told();
    return seq;
  }

  window(request: WindowRequest): WindowReply {
    this.isTold = false;
    const at = now();
    return { ...this.store.window(request, at), subscriptions: this.views(at) };
  }

  detail(seq: Seq): MessageDetail | null {
    return this.store.detail(seq);
  }

  clear(): void {
    this.store.clear();
  }

  private async start(
    connection: Connection,
    subscription: DeskSubscription,
  ): Promise<Result<null, ActionFault>> {
    const wire = this.open(connection, subscription);
    subscription.on = connection;
    subscription.wire = wire;
    const outcome = await wire.result;
    if (subscription.on !== connection) return outcome;
    subscription.isAnswered = true;
    this.told();
    if (!outcome.ok && outcome.fault.code !== "connection-ended") {
      // nats.ws drops what permissions refuse, but knows nothing of limits.
      if (outcome.fault.code === "limits/subscriptions") wire.stop();
      this.mark(subscription, String(outcome.fault.params?.["text"] ?? ""));
    }
    return outcome;
  }

  private open(connection: Connection, subscription: DeskSubscription) {
    return connection.subscribe(subscription.subject, subscription.queue, (parts) => {
      const { overlap, on } = subscription;
      if (overlap?.admits(on === connection ? "former" : "next", parts) === false) return;
      this.received(subscription, parts);
    });
  }

  private received({ id, colour }: DeskSubscription, parts: MessageParts): void {
    this.store.appendMessage({ at: now(), ...parts, subscription: id, colour });
    this.told();
  }

  private async moveSome(
    rest: readonly DeskSubscription[],
    next: Connection,
    former: Connection,
  ): Promise<boolean> {
    const moves = rest.map((subscription) => {
      const { queue, wire: old } = subscription;
      if (queue === "" && old !== null) subscription.overlap = new Overlap();
      const wire = this.open(next, subscription);
      const both = [wire, ...(old === null ? [] : [old])];
      subscription.wire = {
        stop: () => {
          for (const one of both) one.stop();
        },
        drain: () => {
          for (const one of both) one.drain();
        },
      };
      return { subscription, overlap: subscription.overlap, old, wire };
    });
    const results = await Promise.all(moves.map(({ wire }) => wire.result));
    const hasFormer = (await former.roundTrip()) !== null;
    for (const { overlap } of moves) overlap?.count();
    const isThere = (await next.roundTrip()) !== null;
    if (!isThere) {
      for (const { subscription, old } of moves) {
        subscription.overlap = null;
        subscription.wire = subscription.state === "active" ? old : null;
      }
      return false;
    }
    for (const { overlap, old } of moves) {
      overlap?.cut();
      old?.drain();
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
    for (const [at, { subscription, overlap, wire }] of moves.entries()) {
      const isLeft = !this.subscriptions.has(subscription.id);
      const left = isWhole || isLeft ? [] : (overlap?.release() ?? []);
      for (const parts of left) this.received(subscription, parts);
      subscription.overlap = null;
      subscription.on = next;
      subscription.wire = wire;
      subscription.state = "active";
      subscription.isAnswered = true;
      const refusal = results[at];
      if (refusal?.ok === false) {
        wire.stop();
        this.mark(subscription, String(refusal.fault.params?.["text"] ?? ""));
      }
    }
    this.told();
    return true;
  }

  private mark(subscription: DeskSubscription, reason: string): void {
    subscription.state = "violated";
    subscription.reason = reason;
    subscription.wire = null;
    this.told();
  }

  private views(at: number): readonly SubscriptionView[] {
    const answered = [...this.subscriptions.values()].filter((one) => one.isAnswered);
    return answered.map(({ id, subject, queue, colour, state, reason }) => ({
      id,
      subject,
      queue,
      colour,
      state,
      reason,
      ...this.store.subscriptionCounts(id, at),
    }));
  }

  private freeColour(): number {
    const taken = new Set([...this.subscriptions.values()].map(({ colour }) => colour));
    for (let colour = 0; colour < COLOURS; colour += 1) if (!taken.has(colour)) return colour;
    return this.lastId % COLOURS;
  }

  private told(): void {
    if (this.isTold) return;
    this.isTold = true;
    this.tell();
  }
}
