// The keys of the KV bucket that is shown, one page at a time, and the key that is open. Written by bucket-actions.ts.

import { perEntry } from "@/lib/page/state/per-entry";
import type { Fault, Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ApiAnswer, ApiSilence } from "@/lib/shared/facts/permission-tries";
import type { KeyPage, StoredDetail, StoredPage, WatchStep } from "@/lib/shared/facts/stored";

type Answer<T> = Result<ApiAnswer<T>, ActionFault>;

/** One revision of a key. */
export interface OpenRevision {
  readonly sequence: number;
  /** Null until the answer has come. */
  readonly answer: Answer<StoredDetail | null> | null;
}

export interface OpenKey {
  /** "$KV.bucket.key". */
  readonly subject: string;
  /** Its revisions, oldest first; null until they are read. */
  readonly history: Answer<StoredPage> | null;
  readonly shown: OpenRevision;
  /** The revision that the shown one is compared with; null = none. */
  readonly other: OpenRevision | null;
}

export interface BucketWatch {
  /** Null until the vault said it. */
  readonly way: WatchStep["way"] | null;
  /** Why it ended; null while it runs. */
  readonly end: ApiSilence | Fault<ActionFault> | null;
}

interface EntryBucket {
  /** The stream of the bucket; "" = none was shown yet. */
  readonly stream: string;
  /** As typed: part of a key, or a pattern with wildcards; "" = all. */
  readonly filter: string;
  /** The last subject before each page up to the shown one; "" stands before the first. */
  readonly pages: readonly string[];
  readonly isReading: boolean;
  readonly answer: Answer<KeyPage> | null;
  readonly key: OpenKey | null;
  /** Null while it is not watched. */
  readonly watch: BucketWatch | null;
}

export const bucketStore = perEntry<EntryBucket>({
  ...{ stream: "", filter: "", pages: [""], isReading: false, answer: null, key: null },
  watch: null,
});
