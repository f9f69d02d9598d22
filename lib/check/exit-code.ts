// When a result is fine, and the exit code of all of them.

import type { CheckResult } from "./check-run";

export const ALL_FINE = 0;
export const SOME_WRONG = 1;
export const COULD_NOT = 2;

/** Without a server, creds are fine that nothing is known against. */
export function isFine({ outcome, causes, isExpiring, may }: CheckResult): boolean {
  if (isExpiring || may.some(({ decision }) => decision !== "allowed")) return false;
  if (outcome === "not-tried") return causes.every(({ certainty }) => certainty !== "proven");
  return outcome === "accepted";
}

export const isUnreached = ({ outcome }: CheckResult): boolean => outcome === "unreachable";

/** A server that was not reached weighs more, since nothing is known then. */
export function exitCodeOf(results: readonly CheckResult[]): number {
  if (results.length === 0 || results.some(isUnreached)) return COULD_NOT;
  return results.every(isFine) ? ALL_FINE : SOME_WRONG;
}
