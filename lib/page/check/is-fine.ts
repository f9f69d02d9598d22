// When a line is fine, and when a server was not reached. Pure.

import type { CheckLine } from "./check-lines";

/** Without a server, creds are fine that nothing is known against. */
export function isFine({ outcome, causes, isExpiring, may }: CheckLine): boolean {
  if (isExpiring || may.some(({ decision }) => decision !== "allowed")) return false;
  if (outcome === "not-tried") return causes.every(({ certainty }) => certainty !== "proven");
  return outcome === "accepted";
}

export const isUnreached = ({ outcome }: CheckLine): boolean => outcome === "unreachable";
