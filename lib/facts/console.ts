// What the page sees of the message store: types only, shared by the vault and the page.
// A window is pulled by the page; nothing is pushed per message.

/** Number of a row in the stream of one session, from 1, never reused; messages and notices share it. */
export type Seq = number;

/** Where a message came from: 0 = a reply to a request of ours, else the subscription's id. */
export type SubscriptionId = number;

/** Which rows to show. Both parts empty = all. */
export interface RowFilter {
  /** Subject pattern with wildcards; a bare word without wildcard or dot matches as text. */
  readonly text: string;
}

export interface MessageRow {
  readonly kind: "message";
  readonly seq: Seq;
  /** Milliseconds since 1970, fractional. */
  readonly at: number;
  readonly subject: string;
  /** First part of the payload as one line of text (at most 240 characters), or of hex when not text. */
  readonly preview: string;
  readonly previewKind: "text" | "binary" | "empty";
  readonly payloadBytes: number;
  /** Colour slot 0..5 of its subscription; -1 for replies. */
  readonly colour: number;
  readonly hasReply: boolean;
  readonly hasHeaders: boolean;
  /** 503 in a status header: no responders; else null. */
  readonly status: number | null;
}

/** Codes of rows that are no messages: what the server or the session said at this point. */
export type NoticeCode =
  | "permissions-violation"
  | "limits/subscriptions"
  | "limits/payload"
  | "server/shutdown"
  | "server/protocol"
  | "server/lame-duck"
  | "session/connected"
  | "session/reconnected"
  | "session/disconnected"
  | "session/renewal-loaded"
  | "session/renewing"
  | "session/renewed"
  | "session/renewal-failed"
  | "ended/expired"
  | "ended/account-expired"
  | "ended/revoked"
  | "ended/limits"
  | "ended/authorization"
  | "ended/slow-consumer"
  | "ended/stale"
  | "ended/shutdown"
  | "ended/lost"
  | "bridge/busy"
  | "bridge/upstream-closed"
  | "bridge/idle"
  | "bridge/slow-reader"
  | "bridge/stopped";

export interface NoticeRow {
  readonly kind: "notice";
  readonly seq: Seq;
  readonly at: number;
  readonly code: NoticeCode;
  /** The subject it concerns, or "". */
  readonly subject: string;
  /** The server's own words, shortened; or "". */
  readonly detail: string;
}

export type Row = MessageRow | NoticeRow;

export interface SubscriptionView {
  readonly id: SubscriptionId;
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  readonly colour: number;
  readonly received: number;
  /** Messages a second over the last second. */
  readonly rate: number;
  readonly state: "active" | "violated" | "ended";
  /** The server's words when violated. */
  readonly reason: string;
}

export interface Counts {
  readonly received: number;
  readonly kept: number;
  readonly dropped: number;
  readonly notices: number;
  /** Bytes of subject, headers and payload of the kept messages. */
  readonly bytes: number;
  readonly rate: number;
  /** Rows (messages and notices) that the filter lets through. */
  readonly matching: number;
}

/** Where a window lies among the matching rows: a place that never changes, or the newest ones. */
export interface WindowRequest {
  readonly filter: RowFilter;
  /**
   * Place of the first row wanted: `removed` + index, so that rows which leave the store between
   * request and reply shift nothing. Below the oldest = the oldest. "tail" = the newest `count`.
   */
  readonly from: number | "tail";
  /** 0..400. */
  readonly count: number;
  /** While paused the page passes the last Seq it shows: later rows are kept but not counted as matching. */
  readonly until: Seq | null;
}

export interface WindowReply {
  readonly rows: readonly Row[];
  /** Index among the matching rows of rows[0]. */
  readonly first: number;
  readonly counts: Counts;
  /**
   * How many matching rows have left the store since the session began. A row's place that never
   * changes is `removed + index`; the page keeps rows still under the pointer with it.
   */
  readonly removed: number;
  readonly lastSeq: Seq;
  readonly subscriptions: readonly SubscriptionView[];
}

/** Repeated names stay repeated, in the order received; names keep their spelling. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface MessageDetail {
  readonly seq: Seq;
  readonly at: number;
  readonly subject: string;
  /** "" = none. */
  readonly reply: string;
  readonly headers: HeaderList;
  readonly status: number | null;
  readonly statusText: string;
  readonly payload: Uint8Array;
  readonly subscription: SubscriptionId;
  /** The request's subject and how long the answer took, when this is a reply to one of ours. */
  readonly answerTo: { readonly subject: string; readonly elapsedMs: number } | null;
}
