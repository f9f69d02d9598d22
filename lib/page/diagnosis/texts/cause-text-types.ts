// The shape of a text of a cause. Used by the tables of texts and by cause-text.ts, which joins them.

import type { FixText } from "@/lib/page/diagnosis/fixes/fix-types";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Certainty } from "@/lib/shared/facts/causes";

/** Its commands come from diagnosis/fixes. */
export interface CauseText extends FixText {
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
  /** What an operator finds in the server's log at debug level. */
  readonly log?: string;
  /** What the server or this page does if the user connects anyway. Absent where nothing happens. */
  readonly anyway?: string;
  /** Lines for the server's configuration. */
  readonly config?: string;
  /** An address to open in a new tab. */
  readonly link?: string;
  /** An address to connect to instead, for the Server field. */
  readonly address?: string;
}

/** `nowMs` decides whether a time is shown with its date. */
export type CauseTextOf = (evidence: Evidence, nowMs: number, certainty: Certainty) => CauseText;
