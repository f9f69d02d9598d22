// When a line is fine, and when a server was not reached. Pure.

import type { CheckLine } from "./check-lines";

/** Without a server, creds are fine that nothing is known against. */
export function isFine(line: CheckLine): boolean {
  const { outcome, causes, isExpiring, may } = line;
  if (isUntried(line)) return false;
  if (isExpiring || may.some(({ decision }) => decision !== "allowed")) return false;
  if (outcome === "not-tried") return causes.every(({ certainty }) => certainty !== "proven");
  return outcome === "accepted";
}

/** The check was stopped before. Nothing is known then. */
export const isUntried = ({ outcome, server }: CheckLine): boolean =>
  outcome === "not-tried" && server !== null;

/** An error of the check, not of the creds: JUnit and the exit code tell them apart. */
export const isUnreached = ({ outcome }: CheckLine): boolean => outcome === "unreachable";
