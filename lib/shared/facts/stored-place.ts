// Where stored messages are read from, and how far. Types only, for the vault and the page.

import type { ApiSilence } from "./permission-tries";

/** Where a page of stored messages begins. */
export type StoredFrom =
  | { readonly kind: "sequence"; readonly sequence: number }
  /** Milliseconds since 1970: the first message stored then or later. */
  | { readonly kind: "time"; readonly at: number }
  /** The last message of each subject, instead of every message; from that sequence on, if there is one. */
  | { readonly kind: "last-per-subject"; readonly sequence?: number };

/** "before": that many messages before a sequence, as near as the server can tell. */
export type StoredPlace =
  | StoredFrom
  | { readonly kind: "before"; readonly sequence: number; readonly count: number };

/** How far a log of stored messages was read. */
export interface StoredProgress {
  /** Only messages of this subject; ">" = all. */
  readonly subject: string;
  /** The sequence at which the read messages begin. */
  readonly from: number;
  /** The sequence at which reading goes on; null = nothing is left. */
  readonly next: number | null;
  /** Of the stream when the place was chosen. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** New messages are read as they come. */
  readonly isFollowing: boolean;
  /** Why reading ended; null while there is no reason. */
  readonly problem: ApiSilence | null;
}
