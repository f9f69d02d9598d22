// What the page sees of the message store: types only, shared by the vault and the page.
// A window is pulled by the page; nothing is pushed per message.

/** Number of a row in the stream of one session, from 1, never reused; messages and notices share it. */
export type Seq = number;

/** Where a message came from: 0 = a reply to a request of ours, else the subscription's id. */
export type SubscriptionId = number;

/** Which rows are meant. "" = all. */
export interface RowFilter {
  /** As typed; the grammar is in lib/shared/console/query.ts. Terms that cannot be read count as absent. */
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
  /** Nothing could arrive for `values.ms` (subscriptions were down); how much was sent is not known. */
  | "flow/gap"
  /**
   * The connection was lost without a word in a flood of `values.perSecond` messages: that is how a
   * slow consumer is dropped, whose last words no longer get through (slow-consumer.test.ts).
   */
  | "flow/slow-consumer"
  /** The browser did not let the vault run for `values.ms`; the server kept what it could. */
  | "flow/suspended"
  /** A message of `values.bytes` is larger than the store; received and dropped in one. */
  | "flow/too-large"
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
  /** Figures that belong to the code; {} for most. */
  readonly values: Readonly<Record<string, number>>;
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
  /** Rows (messages and notices) that the filter lets through, as far as it has looked. */
  readonly matching: number;
  /** Memory that the store takes now, its index included; at most about the budget. */
  readonly heldBytes: number;
}

/** What one stream may keep; the oldest rows go first. */
export interface Retention {
  /** Memory, index included: 16 MiB to 2 GiB; 256 MiB unless set. */
  readonly budgetBytes: number;
  /** Rows, notices included; null = no bound. */
  readonly maxRows: number | null;
  /** Of the time of arrival; null = no bound. */
  readonly maxAgeMs: number | null;
}

/** A filter at work, from the newest row to the oldest; rows are shown as they are found. */
export interface SearchProgress {
  readonly scanned: number;
  readonly total: number;
  /** Ended by `stopSearch`: older rows stay unsearched until the filter changes. */
  readonly isStopped: boolean;
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
   * Place of the oldest matching row that is known. A row's place is `removed + index` and never
   * changes under one filter: `removed` goes up as rows leave the store, and down as a search finds
   * older rows. With another filter places are counted anew.
   */
  readonly removed: number;
  /** Null when every kept row has been looked at. */
  readonly search: SearchProgress | null;
  /** Time that looking for this filter's rows has taken so far, other work not counted; 0 without one. */
  readonly searchMs: number;
  readonly limits: Retention;
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

/** A row and where it stands among the rows that a filter lets through. */
export interface FoundRow {
  readonly seq: Seq;
  /** See WindowReply.removed. */
  readonly place: number;
}

export interface TreeRequest {
  /** Subjects whose next level is wanted: "" = the first tokens, "orders" = what comes after "orders.". */
  readonly prefixes: readonly string[];
  /** At most so many nodes for each prefix, 1..1000. */
  readonly limit: number;
  readonly order: "name" | "messages" | "rate" | "bytes";
}

/** Kept messages whose subject is `path`, or begins with it and a dot. */
export interface TreeNode {
  /** The last token of `path`. */
  readonly token: string;
  readonly path: string;
  readonly messages: number;
  /** Of subject, headers and payload. */
  readonly bytes: number;
  /** Messages a second over the last second. */
  readonly rate: number;
  /** Kept messages with exactly this subject; 0 = only deeper ones. */
  readonly own: number;
  /** How many different tokens come next; 0 = a leaf. */
  readonly children: number;
  readonly lastSeq: Seq;
  readonly lastAt: number;
  readonly lastPreview: string;
  readonly lastPreviewKind: MessageRow["previewKind"];
  /** Messages in each of the last 30 spans of 2 seconds, oldest first. */
  readonly spark: readonly number[];
}

export interface TreeLevel {
  readonly prefix: string;
  readonly nodes: readonly TreeNode[];
  /** Nodes left out because of the limit, and the messages in them. */
  readonly more: { readonly nodes: number; readonly messages: number };
}

export interface TreeReply {
  readonly levels: readonly TreeLevel[];
  /** Different subjects among the kept messages. */
  readonly subjects: number;
}

export interface TimelineRequest {
  readonly filter: RowFilter;
  /** Milliseconds since 1970; null = from the oldest, to the newest. */
  readonly from: number | null;
  readonly to: number | null;
  /** 1..2000. */
  readonly buckets: number;
}

export interface TimelineReply {
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  /** Messages that arrived in each step; exact, notices not counted. */
  readonly messages: readonly number[];
  /** Their subjects, headers and payloads. */
  readonly bytes: readonly number[];
  /** False while the filter has not looked at every row. */
  readonly isComplete: boolean;
}

export type ExportFormat = "ndjson" | "csv";

export type ExportScope =
  | { readonly kind: "all" }
  | { readonly kind: "matching"; readonly filter: RowFilter }
  | { readonly kind: "selected"; readonly seqs: readonly Seq[] };

export interface ExportChunk {
  /** Whole lines, UTF-8; transferred. At most about 1 MiB unless one message is larger. */
  readonly lines: Uint8Array;
  /** Messages written so far. */
  readonly written: number;
  /** Messages that left the store before they were written. */
  readonly missed: number;
  /** Rows looked at and to be looked at, for a progress bar. */
  readonly scanned: number;
  readonly total: number;
  readonly isEnd: boolean;
}

/** A recording that was opened: a stream without a connection. */
export interface RecordingFacts {
  /** Stands wherever an EntryId does in the reading operations. */
  readonly id: string;
  readonly name: string;
  readonly fileBytes: number;
  readonly readBytes: number;
  readonly messages: number;
  /** Lines that are no message of ours, and the number of the first one (from 1); it is 0 if there is none. */
  readonly badLines: number;
  readonly firstBadLine: number;
  readonly state: "reading" | "read" | "failed";
}

/** What to send over and over; `{{seq}} {{now}} {{uuid}} {{random a b}}` in each part. */
export interface RepeatTemplate {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  /** "" = none. */
  readonly reply: string;
}

export interface RepeatFacts {
  readonly run: number;
  readonly state: "running" | "paused" | "done" | "cancelled" | "failed";
  /** Messages handed to the connection. */
  readonly sent: number;
  readonly times: number;
  /** Of the protocol, lines included. */
  readonly bytes: number;
  /** Messages a second over the last second. */
  readonly rate: number;
  /** Time spent running, pauses left out. */
  readonly elapsedMs: number;
  /** The server has taken all that was sent (a round trip behind the last one). */
  readonly isTaken: boolean;
}
