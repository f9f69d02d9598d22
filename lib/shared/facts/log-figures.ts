// Figures of a log that the page asks for while it shows them: the tree of subjects, and the chart over time.

import type { MessageRow, RowFilter, Seq, SubscriptionId } from "./console";

export interface TreeRequest {
  /** Subjects to show the next level of: "" = the first tokens, "orders" = what follows "orders.". */
  readonly prefixes: readonly string[];
  /** The most nodes for each prefix, 1..1000. */
  readonly limit: number;
  readonly order: "name" | "messages" | "rate" | "bytes";
  /** Absent = messages of all subscriptions count. */
  readonly listed?: ListedSubscriptions;
}

/** Whose messages are shown. */
export interface ListedSubscriptions {
  readonly muted: readonly SubscriptionId[];
  /** The only one, even if it is muted; null = all but the muted ones. */
  readonly solo: SubscriptionId | null;
}

/** The kept messages whose subject is `path`, or begins with it and a dot. */
export interface TreeNode {
  /** The last token of `path`. */
  readonly token: string;
  readonly path: string;
  readonly messages: number;
  /** Bytes of subject, headers and payload. */
  readonly bytes: number;
  /** Messages a second over the last second. */
  readonly rate: number;
  /** Kept messages with exactly this subject; 0 = there are only deeper ones. */
  readonly own: number;
  /** How many different tokens follow; 0 = a leaf. */
  readonly children: number;
  readonly lastSeq: Seq;
  readonly lastAt: number;
  readonly lastPreview: string;
  readonly lastPreviewKind: MessageRow["previewKind"];
  readonly lastDecodedAs?: MessageRow["decodedAs"];
  /** Messages in each of the last 30 spans of 2 seconds, oldest first. */
  readonly spark: readonly number[];
}

export interface TreeLevel {
  readonly prefix: string;
  readonly nodes: readonly TreeNode[];
  /** The nodes left out because of the limit, and their messages. */
  readonly more: { readonly nodes: number; readonly messages: number };
}

export interface TreeReply {
  readonly levels: readonly TreeLevel[];
  /** How many different subjects the counted messages have. */
  readonly subjects: number;
}

export interface TimelineRequest {
  readonly filter: RowFilter;
  /** Milliseconds since 1970; null = the oldest row for `from`, the newest for `to`. */
  readonly from: number | null;
  readonly to: number | null;
  /** 1..2000. */
  readonly buckets: number;
}

export interface TimelineReply {
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  /** The exact number of messages that arrived in each step, without notices. */
  readonly messages: readonly number[];
  /** The bytes of their subjects, headers and payloads. */
  readonly bytes: readonly number[];
  /** False while the filter has not searched every row. */
  readonly isComplete: boolean;
}
