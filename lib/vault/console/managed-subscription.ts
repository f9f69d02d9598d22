// One subscription as the console keeps it over several connections. Made by subscriptions.ts, moved by
// subscription-handover.ts.

import type { SubscriptionId, SubscriptionView } from "@/lib/shared/facts/console";
import type { RateMeter } from "@/lib/vault/message-store/rate-meter";
import type { SubscriptionSink, Tally } from "@/lib/vault/message-store/store/message-ingest";
import type { Connection, Subscribed } from "@/lib/vault/nats/connection";

export interface ManagedSubscription {
  readonly id: SubscriptionId;
  readonly subject: string;
  readonly queue: string;
  readonly colour: number;
  /** The subscription ends by itself after this many messages; 0 = never. */
  readonly max: number;
  readonly tally: Tally;
  readonly meter: RateMeter;
  /** What `tally.received` was when the meter was last read. */
  countedByMeter: number;
  /**
   * The server has accepted or refused it. Until then it is not listed, because the user relies on a
   * subscription that is listed.
   */
  isAnswered: boolean;
  state: SubscriptionView["state"];
  reason: string;
  /** Ends it on the connections that have it; null while there is no connection. */
  wire: Pick<Subscribed, "stop" | "drain"> | null;
  /** The connection on which it was started last. */
  connection: Connection | null;
  /** Takes its messages on that connection. */
  sink: SubscriptionSink | null;
}

/** Sends SUB on `connection`. `admits` is null where every message is taken. */
export function openOn(
  connection: Connection,
  { id, subject, queue, tally }: ManagedSubscription,
  admits: SubscriptionSink["admits"],
): { readonly sink: SubscriptionSink; readonly wire: Subscribed } {
  const sink: SubscriptionSink = { id, tally, admits };
  return { sink, wire: connection.subscribe(subject, queue, sink) };
}

/** It has received all the messages that it was made for. */
export function isSpent({ max, tally }: ManagedSubscription): boolean {
  return max > 0 && tally.left === 0;
}
