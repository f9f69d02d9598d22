// What trying things on a server brought: types only, shared by the vault and the page.

import type { IdentityAnswer, RightsUnavailableReason } from "./attempt";

/** $SYS.REQ.USER.INFO asked once more, on a click: also where the JWT seems to forbid it. */
export interface RightsResult {
  readonly answer: IdentityAnswer | null;
  readonly silence: RightsUnavailableReason | null;
  /** The server's own words when it refused, which name the missing right; else "". */
  readonly text: string;
}

export interface SubscribeTry {
  readonly isAllowed: boolean;
  /** The server's words when refused; else "". */
  readonly text: string;
  /**
   * checked: the server checked it and set up no subscription (nothing is received or taken from a queue
   * group). opened: it was set up and ended in the same write, since there was no other way.
   */
  readonly manner: "checked" | "opened";
}

/** What one server on the way did with a traced message (nats-server 2.11 and newer). */
export interface TraceStep {
  readonly kind:
    | "ingress"
    | "mapping"
    | "egress"
    | "stream-export"
    | "service-import"
    | "jetstream";
  /** Who or what: a client's name, a subject, a stream. */
  readonly what: string;
  /** Egress to a subscription: its subject and queue group; else "". */
  readonly subject: string;
  readonly queue: string;
  /** Client number of an egress, to recognise one's own connections; null when it is none. */
  readonly clientId: number | null;
  /** The server's words why it did not go this way; "" = it did. */
  readonly error: string;
}

export interface PublishTry {
  readonly isAllowed: boolean;
  readonly text: string;
  /** Null when it was a real publish; else nothing was delivered. */
  readonly trace: readonly TraceStep[] | null;
}

/** A published while B listened. */
export interface ReachResult {
  /** Null when it was not tried, since B may not listen. */
  readonly publish: { readonly isAllowed: boolean; readonly text: string } | null;
  readonly subscribe: { readonly isAllowed: boolean; readonly text: string };
  readonly hasArrived: boolean;
  /** The subject it arrived under; "" when it did not. */
  readonly arrivedAs: string;
  readonly elapsedMs: number | null;
}

/** One question to JetStream: what it said, or how it refused. */
export type ApiAnswer<T> =
  | { readonly kind: "told"; readonly value: T }
  | { readonly kind: "refused"; readonly text: string }
  /** JetStream itself said no: "10039: JetStream not enabled for account". */
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "no-responders" }
  | { readonly kind: "timed-out" };

/** -1 = no limit. Bytes and counts. */
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
  /** One for the account as a whole (tier ""), or one a tier. */
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
  /** Milliseconds since 1970; null when it never held a message. */
  readonly lastAt: number | null;
  /** What it is the store of. */
  readonly holds: "messages" | "kv" | "objects";
}

export interface ConsumerSummary {
  readonly name: string;
  readonly isPull: boolean;
  readonly filters: readonly string[];
  readonly pending: number;
  readonly ackPending: number;
  readonly deliverSubject: string;
}

export interface JetStreamOverview {
  readonly account: ApiAnswer<JetStreamAccount>;
  readonly streams: ApiAnswer<{
    /** Empty when names alone could be had. */
    readonly list: readonly StreamSummary[];
    readonly names: readonly string[];
    /** More than `names` holds when the list was cut. */
    readonly total: number;
  }>;
}

/** One stream, by name: also one that no list shows. A KV bucket is the stream KV_<bucket>. */
export interface StreamDetail {
  readonly stream: ApiAnswer<StreamSummary>;
  readonly consumers: ApiAnswer<readonly ConsumerSummary[]>;
}
