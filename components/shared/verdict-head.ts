// The answer in words: the largest text of the workbench and the sentence beneath it. Pure.

import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { formatLatency } from "@/lib/page/format/duration";
import { namedCause } from "@/lib/shared/diagnosis/outcome";
import type { Outcome } from "@/lib/shared/facts/causes";
import type { CredsFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

/** What data-verdict says: an outcome, or that an attempt runs; null before the first. */
export type VerdictWord = Outcome | "connecting";

/** An end stands until the user connects again or a retry succeeds, so a retry does not hide it. */
export function verdictWord(
  facts: CredsFacts | null,
  session: SessionState | undefined,
): VerdictWord | null {
  if (facts?.unusable) return "unreadable";
  if (session === undefined) return null;
  const isRetry = session.outcome === "ended" && (session.attempt?.number ?? 1) > 1;
  return session.phase === "connecting" && !isRetry ? "connecting" : session.outcome;
}

export function headline(
  word: VerdictWord,
  session: SessionState | undefined,
  facts: CredsFacts,
): string {
  const attempt = session?.attempt;
  const took = formatLatency(attempt?.elapsedMs ?? 0);
  switch (word) {
    case "connecting":
      return "Connecting";
    case "accepted":
      return `Accepted in ${took}`;
    case "refused":
      return attempt?.end === "timed-out" ? `No answer within ${took}` : `Refused after ${took}`;
    case "unreachable":
      return attempt?.end === "timed-out"
        ? `Could not reach it within ${took}`
        : "Could not reach it";
    case "unchecked":
      return attempt && namedCause(attempt, session.server, facts) === "server/other-identity"
        ? "Connected, but as somebody else"
        : "Connected, but nothing was checked";
    case "ended": {
      const code = session?.endCode ?? null;
      if (code === null) return "Ended";
      const { title } = causeText({ code, certainty: "proven", evidence: {} });
      return `Ended: ${lowerFirst(title)}`;
    }
    case "unreadable":
      return "Cannot be used";
  }
}

/** "-ERR 'Authorization Violation'", as it came: of the end, where there is one, else of the attempt. */
export function serverErrors(session: SessionState): readonly string[] {
  return (recordOf(session)?.errors ?? []).map((text) => `-ERR '${text}'`);
}

/** "it closed with 1008, Authentication Failure"; null when no close was seen. */
export function closeText(session: SessionState): string | null {
  const close = recordOf(session)?.close;
  if (!close) return null;
  // 1006 is the browser's own code for a connection that ended without a close frame.
  if (close.code === 1006) return "the connection broke off without a close frame (1006)";
  const who = close.reason.startsWith("bridge/") ? "the bridge" : "it";
  return `${who} closed with ${close.code}${close.reason ? `, ${close.reason}` : ""}`;
}

function recordOf(session: SessionState) {
  return session.outcome === "ended" ? session.end : session.attempt;
}

function lowerFirst(text: string): string {
  // "The …" becomes "the …"; names and abbreviations such as "JWT" stay.
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
