// What the page sees of the message store. Types only, for the vault and the page. The page pulls windows of
// rows; nothing is pushed for each message.

import type { Fill } from "./fill";
import type { DecodedPayload, Packing, UnpackedPayload } from "./payload";
import type { StoredProgress } from "./stored-place";

/** The number of a row in the log of one session, from 1 and never reused. Messages and notices share the sequence. */
export type Seq = number;

/** The subscription that a message came from; 0 = it is a reply to a request of the console. */
export type SubscriptionId = number;

/** Which rows to show. "" = all. */
export interface RowFilter {
  /** The filter as typed (lib/shared/console/query.ts). Terms that cannot be read count as absent. */
  readonly text: string;
}

export interface MessageRow {
  readonly kind: "message";
  readonly seq: Seq;
  /** Milliseconds since 1970, fractional. */
  readonly at: number;
  readonly subject: string;
  /** The beginning of the payload as one line of text, at most 240 characters, or as hex when it is no text. */
  readonly preview: string;
  readonly previewKind: "text" | "binary" | "empty";
  /** The preview is of what is packed or encoded so; absent when it is of the payload itself. */
  readonly decodedAs?: Packing | DecodedPayload["format"] | undefined;
  readonly payloadBytes: number;
  /** Colour 0..5 of its subscription; -1 for replies. */
  readonly colour: number;
  readonly hasReply: boolean;
  /** The sequence in its stream, for a message that was read from one; else null. */
  readonly sequence: number | null;
  readonly hasHeaders: boolean;
  /** The status of the header block, such as 503 (no responders); null when it has none. */
  readonly status: number | null;
  /** It says that the key or subject was removed (removal.ts); null = it is a message with a value. */
  readonly removal: "deleted" | "purged" | "expired" | null;
  /** Code and text of the error that a service answered with; absent when it is none. */
  readonly serviceError?: string;
}

/** Codes of rows that are not messages: what the server or the session reported at this point. */
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
  | "ended/kicked"
  | "ended/stale"
  | "ended/shutdown"
  | "ended/lost"
  /** Subscriptions were down for `values.ms`, so nothing could arrive. How much was sent is not known. */
  | "flow/gap"
  /**
   * The connection was lost without a reason in a flood of `values.perSecond` messages. A slow consumer is
   * dropped that way, because the server's reason no longer gets through (slow-consumer.test.ts).
   */
  | "flow/slow-consumer"
  /** The browser suspended the vault for `values.ms`. The server kept what it could. */
  | "flow/suspended"
  /** A message of `values.bytes` is larger than the store. It counts as received and as dropped. */
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
  /** The subject that the notice is about, or "". */
  readonly subject: string;
  /** The server's text, shortened; or "". */
  readonly detail: string;
  /** Figures for the text of the code; {} for most codes. */
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
  /** The server's text when the state is `violated`. */
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
  /** Rows (messages and notices) that the filter lets through, among those searched so far. */
  readonly matching: number;
  /** The notices among them. */
  readonly matchingNotices: number;
  /** Memory that the store uses now, including its index; at most about the budget. */
  readonly heldBytes: number;
}

/** How much one log may keep. The oldest rows are dropped first. */
export interface Retention {
  /** Memory, including the index: 16 MiB to 2 GiB; 256 MiB unless set. */
  readonly budgetBytes: number;
  /** Rows, including notices; null = no bound. */
  readonly maxRows: number | null;
  /** Age by time of arrival; null = no bound. */
  readonly maxAgeMs: number | null;
}

/** The progress of a filter, which searches from the newest row to the oldest. Rows are shown as they are found. */
export interface SearchProgress {
  readonly scanned: number;
  readonly total: number;
  /** `stopSearch` ended it. Older rows stay unsearched until the filter changes. */
  readonly isStopped: boolean;
}

/** Asks for a window of the matching rows, from a place that never changes or at the newest end. */
export interface WindowRequest {
  readonly filter: RowFilter;
  /**
   * The place of the first row: `removed` + index, so that rows dropped between request and reply shift
   * nothing. A place before the oldest row means the oldest. "tail" = the newest `count` rows.
   */
  readonly from: number | "tail";
  /** 0..400. */
  readonly count: number;
  /** While paused, the page passes the last Seq that it shows. Later rows are kept but do not count as matching. */
  readonly until: Seq | null;
}

export interface WindowReply {
  readonly rows: readonly Row[];
  /** The index of rows[0] among the matching rows. */
  readonly first: number;
  readonly counts: Counts;
  /**
   * The place of the oldest known matching row. A row's place is `removed + index` and never changes under
   * one filter: `removed` rises as rows are dropped, and falls as a search finds older rows. Another filter
   * has other places.
   */
  readonly removed: number;
  /** Null when every kept row has been searched. */
  readonly search: SearchProgress | null;
  /** How long this filter has searched so far, without other work; 0 without a filter. */
  readonly searchMs: number;
  readonly limits: Retention;
  readonly lastSeq: Seq;
  readonly subscriptions: readonly SubscriptionView[];
}

/** Repeated names stay repeated, in the order received. Names keep their spelling. */
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
  /** Null when it is not compressed. */
  readonly unpacked: UnpackedPayload | null;
  /**
   * Binary formats that fit the payload or what is packed in it, or that a header names. The one that fits best
   * comes first.
   */
  readonly decoded: readonly DecodedPayload[];
  /** The request's subject and how long the reply took, when the message is a reply to the console. */
  readonly answerTo: { readonly subject: string; readonly elapsedMs: number } | null;
  /** Its place in a stream. Null when it was received. */
  readonly stored: { readonly stream: string; readonly sequence: number } | null;
}

/** A row and its place among the rows that a filter lets through. */
export interface FoundRow {
  readonly seq: Seq;
  /** See WindowReply.removed. */
  readonly place: number;
}

export type ExportFormat = "ndjson" | "csv";

export type ExportScope =
  | { readonly kind: "all" }
  | { readonly kind: "matching"; readonly filter: RowFilter }
  | { readonly kind: "selected"; readonly seqs: readonly Seq[] };

export interface ExportChunk {
  /** Whole lines in UTF-8, transferred. At most about 1 MiB unless one message is larger. */
  readonly lines: Uint8Array;
  /** Messages written so far. */
  readonly written: number;
  /** Messages that were dropped before they were written. */
  readonly missed: number;
  /** Rows done so far and in all, for a progress bar. */
  readonly scanned: number;
  readonly total: number;
  readonly isEnd: boolean;
}

/** An opened recording: a log without a connection. */
export interface RecordingFacts {
  /** Operations that read a log take it instead of an EntryId. */
  readonly id: string;
  readonly name: string;
  /** For the messages of a stream; null = it is a file. The two fields below count sequences for a stream. */
  readonly stored: StoredProgress | null;
  readonly fileBytes: number;
  readonly readBytes: number;
  readonly messages: number;
  /** Lines that are not a message as Credence writes it. */
  readonly badLines: number;
  /** The number of the first of them, from 1; 0 if there is none. */
  readonly firstBadLine: number;
  readonly state: "reading" | "read" | "failed";
}

/** What a repeat sends. Each part can hold the placeholders of lib/shared/console/repeat-template.ts. */
export interface RepeatTemplate {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  /** "" = none. */
  readonly reply: string;
  /** Absent in an answer of the responder. */
  readonly fill?: Fill;
}

/** How much faster than its messages came a replay may be. */
export const REPLAY_SPEED = { min: 0.01, max: 10_000 } as const;

export interface RepeatFacts {
  /** The number that the page gave it. Later runs have higher ones. */
  readonly run: number;
  readonly kind: "repeat" | "replay";
  /** `starting`: asked for, and not yet known to have begun. It can be cancelled. */
  readonly state: "starting" | "running" | "paused" | "done" | "cancelled" | "failed";
  /** Messages handed to the connection. */
  readonly sent: number;
  /** Of a replay: the rows to go through. */
  readonly times: number;
  /** How much of `times` is done. */
  readonly done: number;
  /** Of a replay: messages whose subject is not sent to, and rows that were dropped before their turn. */
  readonly leftOut: number;
  /** Those of `leftOut` on reply subjects, and on others that a replay never sends to. */
  readonly refused: number;
  /** Bytes of the protocol, including its lines. */
  readonly bytes: number;
  /** Messages a second over the last second. */
  readonly rate: number;
  /** The time spent running, without pauses. */
  readonly elapsedMs: number;
  /** Whether the server has taken everything (a round trip after the last message). */
  readonly isTaken: boolean;
}

/** What a responder sends back. */
export type ResponderAnswer =
  /** The payload and the header values can hold the placeholders of lib/shared/console/repeat-template.ts. */
  | { readonly kind: "template"; readonly payload: Uint8Array; readonly headers: HeaderList }
  /** The payload and the headers of the request. */
  | { readonly kind: "echo" }
  /** An error as the services of NATS send it: two headers and an empty payload (ADR-32). */
  | { readonly kind: "error"; readonly code: string; readonly text: string };

/** A request as a responder saw it. */
export interface SeenRequest {
  /** Counts the requests of this responder, from 1. */
  readonly number: number;
  readonly at: number;
  readonly subject: string;
  readonly bytes: number;
  readonly preview: string;
  readonly previewKind: "text" | "binary" | "empty";
  readonly outcome: "answered" | "waiting" | "failed" | "unasked";
}

export interface ResponderFacts {
  readonly isOn: boolean;
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  /** Answers handed to the connection. */
  readonly answered: number;
  /** Messages without a reply subject, which need no answer. */
  readonly unasked: number;
  /** Answers that could not be sent: too large, or a header that cannot be written. */
  readonly failed: number;
  /** Answers that wait for their delay. */
  readonly waiting: number;
  /** The last requests, the newest first. */
  readonly recent: readonly SeenRequest[];
}

/** What a request brought. */
export interface RequestResult {
  /** Rows of the replies, in order of arrival. */
  readonly replies: readonly Seq[];
  /** Milliseconds to each reply. */
  readonly elapsedMs: readonly number[];
  readonly noResponders: boolean;
  readonly timedOut: boolean;
}
