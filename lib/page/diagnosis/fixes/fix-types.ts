// The shape of a fix. Used by the tables of fixes and by fixes.ts, which joins them.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Certainty } from "@/lib/shared/facts/causes";
import type { Lines } from "./nsc-lines-text";

/** The part of a cause's text that is for a terminal. */
export interface FixText {
  /** Lines that mend or show it, one call each. Never empty. */
  readonly commands?: readonly string[];
  /** What to know before the first of them is run. */
  readonly warning?: string;
}

export type LinesOf = (evidence: Evidence, certainty: Certainty, nowMs: number) => Lines;

/**
 * What a terminal can do about a cause. "mends": refused before, accepted after, and run-fixes.test.ts does it.
 * "shows": the lines tell what has to be known first. `why` says to the maintainer why no line mends the
 * cause, or, beside lines that mend it, when there are none.
 */
export type FixEntry =
  | {
      readonly kind: "mends";
      readonly lines: LinesOf;
      /** Null where the lines do nothing that needs a second thought. */
      readonly warning?: (evidence: Evidence, nowMs: number) => string | null;
      readonly why?: string;
    }
  | { readonly kind: "shows"; readonly lines: LinesOf; readonly why: string }
  | { readonly kind: "none"; readonly why: string };
