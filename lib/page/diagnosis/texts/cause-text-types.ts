// The shape of the text of a cause. Apart from cause-text.ts, which joins the tables that use it.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Certainty } from "@/lib/shared/facts/causes";

export interface CauseText {
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
  /** A line for a terminal that mends or settles it. */
  readonly command?: string;
  /** What an operator finds in the server's log, at debug level. */
  readonly log?: string;
  /** What the server, or this page, does if one connects all the same; only where something does. */
  readonly anyway?: string;
  /** Lines for the server's configuration. */
  readonly config?: string;
  /** An address to open in a tab of its own. */
  readonly link?: string;
  /** An address to connect to instead, for the Server field. */
  readonly address?: string;
}

/** `nowMs` is for moments that read differently today and later. */
export type CauseTextOf = (evidence: Evidence, nowMs: number, certainty: Certainty) => CauseText;
