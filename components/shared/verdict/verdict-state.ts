// The state that the verdict shows, derived from the creds and their session. Pure.

import type { Outcome } from "@/lib/shared/facts/causes";
import type { CredsFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

/** The value of data-verdict: an outcome, or "connecting" while an attempt runs. */
export type VerdictState = Outcome | "connecting";

/**
 * Null before the first attempt. "ended" remains until the user connects again or a retry succeeds, so a
 * running retry does not hide it. The retry itself is on record only once the server has answered something.
 */
export function verdictStateOf(
  facts: CredsFacts | null,
  session: SessionState | undefined,
): VerdictState | null {
  if (facts?.unusable) return "unreadable";
  if (session === undefined) return null;
  const isRetry = session.outcome === "ended";
  return session.phase === "connecting" && !isRetry ? "connecting" : session.outcome;
}
