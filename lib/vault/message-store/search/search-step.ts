// How many rows are looked at before the clock is read again. What is slow for each byte, as a regular expression
// is, gets few bytes, so that a search can be stopped and messages are received meanwhile. Used by what searches.

import type { Segment } from "@/lib/vault/message-store/store/segment";
import type { RowMatcher } from "./row-matcher";

/** A single row may be larger. */
const SLOW_BYTES = 16 * 1024;

/** The end of the step that begins at the row `from` and may reach to `to`. */
export function endOfStep(
  matchers: readonly RowMatcher[],
  segment: Segment,
  from: number,
  to: number,
): number {
  if (!isSlow(matchers)) return to;
  const limit = segment.lineOffset(from) + SLOW_BYTES;
  let end = from + 1;
  while (end < to && segment.lineOffset(end) < limit) end++;
  return Math.min(end, to);
}

/** The first row of the step that ends before the row `to` and may reach back to `from`. */
export function startOfStep(
  matchers: readonly RowMatcher[],
  segment: Segment,
  from: number,
  to: number,
): number {
  if (!isSlow(matchers)) return from;
  const limit = segment.lineOffset(to - 1) - SLOW_BYTES;
  let start = to - 1;
  while (start > from && segment.lineOffset(start - 1) > limit) start--;
  return Math.max(start, from);
}

function isSlow(matchers: readonly RowMatcher[]): boolean {
  return matchers.some((matcher) => matcher.isSlow);
}
