// Moves subscriptions from one open connection to another and misses no message: they end on the previous
// connection only after the next one has them. Called by subscriptions.ts when renewed creds take over.
// duplicate-filter.ts says which messages may come twice.

import type { Result } from "@/lib/shared/base/result";
import type { SubscriptionId } from "@/lib/shared/facts/console";
import type {
  IncomingMessage,
  SubscriptionSink,
} from "@/lib/vault/message-store/store/message-ingest";
import type { Connection, Subscribed } from "@/lib/vault/nats/connection";
import type { SendFault } from "@/lib/vault/nats/in-flight";
import { DuplicateFilter } from "./duplicate-filter";
import { isSpent, type ManagedSubscription, openOn } from "./managed-subscription";

/** What the handover needs of the subscriptions' owner. */
export interface HandoverOwner {
  /** Changes while a handover runs: the user subscribes and unsubscribes. */
  readonly subscriptions: ReadonlyMap<SubscriptionId, ManagedSubscription>;
  start(connection: Connection, subscription: ManagedSubscription): void;
  /** Appends a message that the filter had held back. */
  append(subscription: ManagedSubscription, message: IncomingMessage): void;
  markRefused(subscription: ManagedSubscription, reason: string): void;
  notify(): void;
}

/** One subscription while both connections have it. */
interface Move {
  readonly subscription: ManagedSubscription;
  /** Null for a queue group, which needs none. */
  readonly duplicates: DuplicateFilter | null;
  readonly previousWire: ManagedSubscription["wire"];
  readonly previousSink: SubscriptionSink | null;
  readonly wire: Subscribed;
  readonly sink: SubscriptionSink;
}

/** False when `next` ended before the move was complete; then `previous` has all of them as before. */
export async function moveSubscriptions(
  owner: HandoverOwner,
  next: Connection,
  previous: Connection,
): Promise<boolean> {
  // The user may subscribe during a round, so rounds go on until nothing is left to move.
  for (;;) {
    const left = [...owner.subscriptions.values()].filter(
      (one) => one.connection !== next && one.state !== "violated" && !isSpent(one),
    );
    if (left.length === 0) return true;
    const isMoved = await moveRound(owner, left, next, previous);
    if (!isMoved) return false;
  }
}

async function moveRound(
  owner: HandoverOwner,
  subscriptions: readonly ManagedSubscription[],
  next: Connection,
  previous: Connection,
): Promise<boolean> {
  const moves = subscriptions.map((subscription) => openOnBoth(next, subscription));
  const results = await Promise.all(moves.map(({ wire }) => wire.result));
  const hasPrevious = (await previous.roundTrip()) !== null;
  for (const { duplicates } of moves) duplicates?.startCounting();
  if ((await next.roundTrip()) === null) {
    for (const move of moves) revert(move);
    return false;
  }
  for (const { duplicates, previousWire } of moves) {
    duplicates?.cut();
    void previousWire?.drain();
  }
  const isDrained = hasPrevious && (await previous.roundTrip()) !== null;
  if ((await next.roundTrip()) === null) {
    // UNSUB is already on its way on the previous connection, so they are subscribed there again.
    for (const { subscription } of moves) {
      if (owner.subscriptions.has(subscription.id)) owner.start(previous, subscription);
    }
    return false;
  }
  for (const [index, move] of moves.entries()) {
    finish(owner, move, next, isDrained, results[index]);
  }
  owner.notify();
  return true;
}

function openOnBoth(next: Connection, subscription: ManagedSubscription): Move {
  const { queue, wire: previousWire, sink: previousSink } = subscription;
  const duplicates = queue === "" && previousWire !== null ? new DuplicateFilter() : null;
  if (previousSink !== null && duplicates !== null) {
    previousSink.admits = (message) => duplicates.admits("previous", message);
  }
  const { sink, wire } = openOn(
    next,
    subscription,
    duplicates === null ? null : (message) => duplicates.admits("next", message),
  );
  const both = [wire, ...(previousWire === null ? [] : [previousWire])];
  subscription.wire = {
    stop: () => {
      for (const one of both) one.stop();
    },
    drain: async () => {
      await Promise.all(both.map((one) => one.drain()));
    },
  };
  return { subscription, duplicates, previousWire, previousSink, wire, sink };
}

function revert({ subscription, previousWire, previousSink }: Move): void {
  if (previousSink !== null) previousSink.admits = null;
  subscription.wire = subscription.state === "active" ? previousWire : null;
}

/** `isDrained`: the previous connection has brought all that it had. */
function finish(
  owner: HandoverOwner,
  { subscription, duplicates, wire, sink }: Move,
  next: Connection,
  isDrained: boolean,
  result: Result<null, SendFault> | undefined,
): void {
  const isSubscribed = owner.subscriptions.has(subscription.id);
  const held = isDrained || !isSubscribed ? [] : (duplicates?.release() ?? []);
  for (const message of held) owner.append(subscription, message);
  sink.admits = null;
  subscription.connection = next;
  subscription.sink = sink;
  subscription.wire = wire;
  subscription.state = "active";
  subscription.isAnswered = true;
  if (result?.ok === false) {
    wire.stop();
    owner.markRefused(subscription, String(result.fault.params?.["text"] ?? ""));
  }
}
