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
import type { Connection } from "@/lib/nats/connection";
import type { MessageParts } from "@/lib/nats/message-parts";

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
  /** Ends it on the wire; null while there is no connection. */
  stop: (() => void) | null;
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
      stop: null,
    };
    this.subscriptions.set(subscription.id, subscription);
    const result = await this.start(connection, subscription);
    return result.ok ? ok({ subscription: subscription.id }) : result;
  }

  unsubscribe(id: SubscriptionId): Result<null, ActionFault> {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) return fail("not-found");
    subscription.stop?.();
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

  /** The connection is gone: nothing more will come on any of them. */
  connectionEnded(): void {
    for (const subscription of this.subscriptions.values()) {
      subscription.stop = null;
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
      values: {},
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
    const { id, colour } = subscription;
    const { stop, result } = connection.subscribe(
      subscription.subject,
      subscription.queue,
      (parts) => {
        this.store.appendMessage({ at: now(), ...parts, subscription: id, colour });
        this.told();
      },
    );
    subscription.stop = stop;
    const outcome = await result;
    subscription.isAnswered = true;
    this.told();
    if (!outcome.ok && outcome.fault.code !== "connection-ended") {
      // nats.ws drops what permissions refuse, but knows nothing of limits.
      if (outcome.fault.code === "limits/subscriptions") stop();
      this.mark(subscription, String(outcome.fault.params?.["text"] ?? ""));
    }
    return outcome;
  }

  private mark(subscription: DeskSubscription, reason: string): void {
    subscription.state = "violated";
    subscription.reason = reason;
    subscription.stop = null;
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
