// The objects of the store that is shown, one page at a time, and the download that runs or ran last. Written by
// object-actions.ts.

import { perEntry } from "@/lib/page/state/per-entry";
import type { Fault, Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { DownloadStep, ObjectPage } from "@/lib/shared/facts/stored";

/** How a download ended. "gone": there is no such object any more. */
export type DownloadEnd =
  | Exclude<DownloadStep, { kind: "reading" | "cancelled" }>
  /** `isRemoved` is false when the browser may have left an empty file. */
  | { readonly kind: "cancelled"; readonly isRemoved: boolean }
  | { readonly kind: "gone" }
  | { readonly kind: "fault"; readonly fault: Fault<ActionFault> };

export interface Download {
  /** The store and the name of the object. */
  readonly stream: string;
  readonly name: string;
  /** Whether it goes to a file on disk, instead of into memory first. */
  readonly isToDisk: boolean;
  readonly bytes: number;
  readonly total: number;
  /** Null while it runs. */
  readonly end: DownloadEnd | null;
}

interface EntryObjects {
  /** The stream of the store; "" = none was shown yet. */
  readonly stream: string;
  /** The last subject before each page up to the shown one; "" stands before the first. */
  readonly pages: readonly string[];
  /** Null until the answer has come. */
  readonly answer: Result<ApiAnswer<ObjectPage>, ActionFault> | null;
  readonly download: Download | null;
}

export const objectStore = perEntry<EntryObjects>({
  ...{ stream: "", pages: [""], answer: null, download: null },
});
