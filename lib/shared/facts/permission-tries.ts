// The results of tries: asking the server whether something is allowed. Types only, for vault and page.

import type { IdentityAnswer, RightsUnavailableReason } from "./attempt";

/** The result of asking $SYS.REQ.USER.INFO once more after a click, even where the JWT seems to forbid it. */
export interface RightsResult {
  readonly answer: IdentityAnswer | null;
  readonly silence: RightsUnavailableReason | null;
  /** The server's text when it refused, which names the missing right; else "". */
  readonly text: string;
}

export interface SubscribeTry {
  readonly isAllowed: boolean;
  /** The server's text when it refused; else "". */
  readonly text: string;
  /**
   * `checked`: the server checked it without setting up a subscription, so nothing was received or taken
   * from a queue group. `opened`: it was set up and ended in the same write, as there was no other way.
   */
  readonly manner: "checked" | "opened";
}

/** What one server did with a traced message (nats-server 2.11 and newer). */
export interface TraceStep {
  readonly kind:
    | "ingress"
    | "mapping"
    | "egress"
    | "stream-export"
    | "service-import"
    | "jetstream";
  /** The name of the client, the subject or the stream. */
  readonly what: string;
  /** Subject and queue group of the subscription that an egress goes to; else "". */
  readonly subject: string;
  readonly queue: string;
  /** Client number of an egress, which identifies the page's own connections; null for other steps. */
  readonly clientId: number | null;
  /** The server's text when the message did not go this way; "" = it did. */
  readonly error: string;
}

export interface PublishTry {
  readonly isAllowed: boolean;
  readonly text: string;
  /** Null after a real publish. Otherwise nothing was delivered. */
  readonly trace: readonly TraceStep[] | null;
}

/** The result of one entry publishing while another one listened. */
export interface ReachResult {
  /** Null when it was not tried because the other entry may not subscribe. */
  readonly publish: { readonly isAllowed: boolean; readonly text: string } | null;
  readonly subscribe: { readonly isAllowed: boolean; readonly text: string };
  readonly hasArrived: boolean;
  /** The subject it arrived under; "" when it did not. */
  readonly arrivedAs: string;
  readonly elapsedMs: number | null;
}

/** The answer to one question to JetStream, or how it was refused. */
export type ApiAnswer<T> = { readonly kind: "told"; readonly value: T } | ApiSilence;

/** Why JetStream gave no answer. `text` is what the server said. */
export type ApiSilence =
  | { readonly kind: "refused"; readonly text: string }
  /** The replies cannot arrive, because the user may not subscribe to the inbox. */
  | { readonly kind: "no-inbox"; readonly text: string }
  /** The server has no JetStream. */
  | { readonly kind: "off"; readonly text: string }
  | { readonly kind: "not-enabled"; readonly text: string }
  /** A cluster without a leader, for JetStream or for the stream. */
  | { readonly kind: "no-leader"; readonly text: string }
  /** Nothing answers for the domain that was asked. */
  | { readonly kind: "other-domain" }
  /** JetStream itself refused: "10059: stream not found". */
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "no-responders" }
  | { readonly kind: "timed-out" };

/** Bytes and counts. -1 = no limit. */
export interface JetStreamUse {
  readonly tier: string;
  readonly memory: number;
  readonly memoryLimit: number;
  readonly storage: number;
  readonly storageLimit: number;
  readonly streams: number;
  readonly streamsLimit: number;
  readonly consumers: number;
  readonly consumersLimit: number;
}

export interface JetStreamAccount {
  readonly domain: string;
  /** One for the whole account (tier ""), or one for each tier. */
  readonly use: readonly JetStreamUse[];
  readonly apiTotal: number;
  readonly apiErrors: number;
}

export interface StreamSummary {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly storage: string;
  readonly retention: string;
  readonly messages: number;
  readonly bytes: number;
  readonly consumers: number;
  /** Sequences; 0 when it never held a message. When it is empty, `firstSeq` is past `lastSeq`. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Milliseconds since 1970; null when it never held a message. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Messages deleted between the first and the last one. */
  readonly deleted: number;
  /** How many subjects its messages have; null when the server did not say. */
  readonly subjectCount: number | null;
  /** The stream that it mirrors; null = none. */
  readonly mirror: StreamOrigin | null;
  readonly sources: readonly StreamOrigin[];
  /** Messages can be read with direct gets. A mirror may answer those for its origin, and none for itself. */
  readonly allowsDirect: boolean;
  /** Every field of the configuration as the server names it, with its value as JSON. */
  readonly config: readonly (readonly [name: string, value: string])[];
  readonly leader: string;
  readonly replicas: readonly StreamReplica[];
  /** What kind of data the stream holds. */
  readonly holds: "messages" | "kv" | "objects";
}

/** A stream whose messages are copied into another one. */
export interface StreamOrigin {
  readonly name: string;
  /** The prefix of its API in another domain or account; "" = here. */
  readonly api: string;
  /** Messages that were not copied yet; null when the server did not say. */
  readonly lag: number | null;
  /** How long ago it was last heard of; null = never. */
  readonly heardMs: number | null;
}

export interface StreamReplica {
  readonly name: string;
  readonly isCurrent: boolean;
  readonly isOffline: boolean;
  /** Operations behind the leader. */
  readonly lag: number;
}

export interface ConsumerSummary {
  readonly name: string;
  readonly isPull: boolean;
  readonly filters: readonly string[];
  readonly pending: number;
  readonly ackPending: number;
  readonly redelivered: number;
  /** Pull requests that wait for messages. */
  readonly waiting: number;
  /** Stream sequences: of the last message delivered, and up to which all are acknowledged. */
  readonly delivered: number;
  readonly ackFloor: number;
  /** Milliseconds since 1970 of both; null = never. */
  readonly deliveredAt: number | null;
  readonly ackFloorAt: number | null;
  /** Messages that may wait for acknowledgements; null = no limit. */
  readonly maxAckPending: number | null;
  /** As the server names them: "all", "new"; "explicit", "none". */
  readonly deliverPolicy: string;
  readonly ackPolicy: string;
  /** Milliseconds; null when nothing is acknowledged. */
  readonly ackWaitMs: number | null;
  /** How often a message is delivered at most; null = no limit. */
  readonly maxDeliver: number | null;
  readonly deliverSubject: string;
  /** The queue group of a push consumer; "" = none. */
  readonly deliverGroup: string;
  /** Whether a subscriber of `deliverSubject` is there; null for a pull consumer. */
  readonly isBound: boolean | null;
  readonly isPaused: boolean;
  /** Milliseconds since 1970; null when it was never paused. */
  readonly pausedUntil: number | null;
  /** Priority groups, and the client to which a group is pinned (ADR-42); "" = none. */
  readonly groups: readonly { readonly name: string; readonly pinnedTo: string }[];
  /** "overflow", "pinned_client", "prioritized"; "" = no groups. */
  readonly groupPolicy: string;
  /** The server that leads it; "" when the server did not say. */
  readonly leader: string;
  /** As StreamSummary.config. */
  readonly config: readonly (readonly [name: string, value: string])[];
}

export interface JetStreamOverview {
  readonly account: ApiAnswer<JetStreamAccount>;
  readonly streams: ApiAnswer<{
    /** Empty when the server gave only names. */
    readonly list: readonly StreamSummary[];
    readonly names: readonly string[];
    /** Larger than the number of `names` when the list was cut. */
    readonly total: number;
  }>;
}
