// Messages of a stream as the page sees them. Types only, for the vault and the page.

import type { HeaderList, MessageRow } from "./console";
import type { ApiSilence } from "./permission-tries";

export interface StoredRow {
  /** The sequence in the stream. */
  readonly sequence: number;
  /** When it was stored; milliseconds since 1970. */
  readonly at: number;
  readonly subject: string;
  readonly preview: string;
  readonly previewKind: MessageRow["previewKind"];
  readonly payloadBytes: number;
  /** As MessageRow.removal. */
  readonly removal: MessageRow["removal"];
}

export interface StoredPage {
  readonly rows: readonly StoredRow[];
  /** The sequence from which the next page is read; null = there is none. */
  readonly next: number | null;
  /** There are more subjects than were read. Only for the last message of each subject. */
  readonly isCut: boolean;
}

/** A page of the keys of a bucket, sorted by name, each with its last revision. */
export interface KeyPage {
  readonly rows: readonly StoredRow[];
  /** All keys that match. */
  readonly total: number;
  readonly isMore: boolean;
}

/** Subjects of a stream; `rows` are some of all `total`. */
export interface StoredSubjects {
  readonly total: number;
  readonly rows: readonly { readonly subject: string; readonly messages: number }[];
}

export interface StoredDetail {
  readonly sequence: number;
  readonly at: number;
  readonly subject: string;
  readonly headers: HeaderList;
  readonly payload: Uint8Array;
}

/** What a watched bucket has told by now. */
export interface WatchStep {
  /** The last sequence that is known. It grows with each change. */
  readonly sequence: number;
  /** By an ordered consumer, or by asking every second because that is refused. */
  readonly way: "consumer" | "polling";
  readonly hasEnded: boolean;
  /** Why it ended; null when it did not, or was stopped. */
  readonly silence: ApiSilence | null;
}

/** What the next part of a download did. All but the first end it. */
export type DownloadStep =
  /** `bytes` are written so far. */
  | { readonly kind: "reading"; readonly bytes: number }
  /** The file is whole. `url` is the address of a blob; null when it is on disk. */
  | {
      readonly kind: "kept";
      readonly bytes: number;
      readonly url: string | null;
      /** False when the object has no digest to compare with. */
      readonly isVerified: boolean;
    }
  | { readonly kind: "cancelled" }
  | (DownloadFailure & { readonly isRemoved: boolean });

/** Nothing that was written is kept. `isRemoved` is false when the browser leaves an empty file. */
type DownloadFailure =
  | { readonly kind: "mismatch"; readonly digest: string; readonly expected: string }
  /** Chunks are missing, or there are more bytes than the object has. */
  | { readonly kind: "incomplete"; readonly bytes: number; readonly expected: number }
  /** The browser could not write; `text` is its name for the error. */
  | { readonly kind: "disk"; readonly text: string }
  | { readonly kind: "silence"; readonly silence: ApiSilence };

/** An object of an object store, as its last info message describes it (ADR-20). */
export interface ObjectRow {
  /** The subject of its info. */
  readonly subject: string;
  readonly name: string;
  readonly at: number;
  readonly bytes: number;
  readonly chunks: number;
  /** "SHA-256=" and base64url; "" when it was never uploaded whole. */
  readonly digest: string;
  readonly isDeleted: boolean;
  /** The store or object that it is a link to; "" = it is no link. */
  readonly link: string;
}

export interface ObjectPage {
  readonly rows: readonly ObjectRow[];
  /** All objects, deleted ones among them. */
  readonly total: number;
  readonly isMore: boolean;
}
