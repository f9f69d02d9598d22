// Messages of a stream as the page sees them. Types only, for the vault and the page.

import type { HeaderList, MessageRow } from "./console";

/** Where a page of stored messages begins. */
export type StoredFrom =
  | { readonly kind: "sequence"; readonly sequence: number }
  /** Milliseconds since 1970: the first message stored then or later. */
  | { readonly kind: "time"; readonly at: number }
  /** The last message of each subject, instead of every message. */
  | { readonly kind: "last-per-subject" };

export interface StoredRow {
  /** The sequence in the stream. */
  readonly sequence: number;
  /** When it was stored; milliseconds since 1970. */
  readonly at: number;
  readonly subject: string;
  readonly preview: string;
  readonly previewKind: MessageRow["previewKind"];
  readonly payloadBytes: number;
}

export interface StoredPage {
  readonly rows: readonly StoredRow[];
  /** The sequence from which the next page is read; null = there is none. */
  readonly next: number | null;
}

export interface StoredDetail {
  readonly sequence: number;
  readonly at: number;
  readonly subject: string;
  readonly headers: HeaderList;
  readonly payload: Uint8Array;
}
