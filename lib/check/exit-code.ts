// The exit code of all results.

import type { CheckLine } from "@/lib/page/check/check-lines";
import { isFine, isUnreached } from "@/lib/page/check/is-fine";

export const ALL_FINE = 0;
export const SOME_WRONG = 1;
export const COULD_NOT = 2;

/** A server that was not reached weighs more, since nothing is known then. */
export function exitCodeOf(lines: readonly CheckLine[]): number {
  if (lines.length === 0 || lines.some(isUnreached)) return COULD_NOT;
  return lines.every(isFine) ? ALL_FINE : SOME_WRONG;
}
