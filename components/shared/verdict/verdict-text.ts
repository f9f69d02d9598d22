// The texts of the verdict: its headline, and what the server and the browser said. Pure.

import { lowerFirst } from "@/components/shared/lower-first";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { wordsEvidence } from "@/lib/page/diagnosis/words-evidence";
import { formatLatency } from "@/lib/page/format/duration";
import { namedCause } from "@/lib/shared/diagnosis/outcome";
import type { CredsFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import type { VerdictState } from "./verdict-state";

export function headline(
  state: VerdictState,
  session: SessionState | undefined,
  facts: CredsFacts,
): string {
  const attempt = session?.attempt;
  const took = formatLatency(attempt?.elapsedMs ?? 0);
  switch (state) {
    case "connecting":
      return "Connecting";
    case "accepted":
      return `Accepted in ${took}`;
    case "refused":
      if (attempt?.close?.fault) return `Ended by this page after ${took}`;
      return attempt?.end === "timed-out" ? `No answer within ${took}` : `Refused after ${took}`;
    case "unreachable":
      return attempt?.end === "timed-out" ? `No server answered within ${took}` : "No answer";
    case "unchecked":
      return attempt && namedCause(attempt, session.server, facts) === "server/other-identity"
        ? "Connected, but as another user"
        : "Connected, but the creds were not checked";
    case "ended": {
      const code = session?.endCode ?? null;
      if (code === null) return "Ended";
      const evidence = wordsEvidence([], session?.end?.close ?? null);
      const { title } = causeText({ code, certainty: "proven", evidence });
      return `Ended: ${lowerFirst(title)}`;
    }
    case "unreadable":
      return "Cannot be used";
  }
}

/**
 * Each as the server sent it: "-ERR 'Authorization Violation'". They belong to the end of the connection
 * if it has ended, else to the attempt.
 */
export function serverErrors(session: SessionState): readonly string[] {
  return (recordOf(session)?.errors ?? []).map((text) => `-ERR '${text}'`);
}

/** "it closed with 1008, Authentication Failure"; null when no close was seen. */
export function closeText(session: SessionState): string | null {
  const close = recordOf(session)?.close;
  if (!close) return null;
  if (close.fault) return "this page closed the connection";
  // 1006 is the browser's own code for a connection that ended without a close frame.
  if (close.code === 1006) return "the connection ended without a close frame (1006)";
  const subject = close.reason.startsWith("bridge/") ? "the bridge" : "it";
  return `${subject} closed with ${close.code}${close.reason ? `, ${close.reason}` : ""}`;
}

function recordOf(session: SessionState) {
  return session.outcome === "ended" ? session.end : session.attempt;
}
