// Creds + session + clock → the verdict on the page: an outcome and its causes, the headline first.
// Causes come from two places only: what the server or the wire named, and what the creds and the
// clock prove. Where neither speaks, there is no cause, and the page says that the server does not tell.

import { causesBeforeConnecting } from "@/lib/diagnosis/before-connecting";
import { identityEvidence } from "@/lib/diagnosis/checks";
import type { Evidence, Seen } from "@/lib/diagnosis/findings";
import { accountOf, namedCause } from "@/lib/diagnosis/outcome";
import type { AttemptRecord, EndRecord } from "@/lib/facts/attempt";
import type { Cause, CauseCode, Outcome } from "@/lib/facts/causes";
import type { CredsFacts } from "@/lib/facts/creds";

export interface Verdict {
  readonly outcome: Outcome;
  readonly causes: readonly Cause[];
}

/** The part of a session that a verdict needs; a SessionState fits. */
export interface SessionSeen extends Seen {
  readonly outcome: Outcome | null;
  readonly end: EndRecord | null;
  readonly endCode: CauseCode | null;
}

/** Null before the first attempt, and while it runs. */
export function verdictOf(
  facts: CredsFacts,
  session: SessionSeen | null,
  nowMs: number,
): Verdict | null {
  if (facts.unusable) {
    return { outcome: "unreadable", causes: causesBeforeConnecting(facts, nowMs) };
  }
  if (!session?.outcome || !session.attempt) return null;
  return { outcome: session.outcome, causes: causesOf(facts, session, session.attempt, nowMs) };
}

function causesOf(
  facts: CredsFacts,
  session: SessionSeen,
  attempt: AttemptRecord,
  nowMs: number,
): readonly Cause[] {
  switch (session.outcome) {
    case "refused":
      return refusedCauses(facts, session, attempt);
    case "ended":
      return endedCauses(facts, session, attempt, nowMs);
    case "accepted":
      return limitsZero(facts, session, nowMs);
    case "unchecked":
    case "unreachable": {
      const code = namedCause(attempt, session.server, facts);
      return code ? [proven(code, seenEvidence(code, facts, session, attempt))] : [];
    }
    default:
      return [];
  }
}

/** By the clock of the attempt: a refusal does not get new reasons while the page stands open. */
function refusedCauses(facts: CredsFacts, seen: Seen, attempt: AttemptRecord): readonly Cause[] {
  const known = causesBeforeConnecting(facts, attempt.startedAt + attempt.elapsedMs, seen);
  const named = namedCause(attempt, seen.server, facts);
  if (named === null) return known;
  const own = known.find(({ code }) => code === named);
  const evidence = { ...own?.evidence, ...seenEvidence(named, facts, seen, attempt) };
  return [proven(named, evidence), ...known.filter(({ code }) => code !== named)];
}

function endedCauses(
  facts: CredsFacts,
  session: SessionSeen,
  attempt: AttemptRecord,
  nowMs: number,
): readonly Cause[] {
  const code = session.endCode;
  if (!code) return [];
  const exp = facts.jwt?.expiresAtSec;
  const evidence: Evidence = {
    ...wordsEvidence(session.end?.errors ?? [], session.end?.close ?? null),
    ...(session.end ? { endedAtMs: session.end.at } : {}),
    ...(code === "ended/expired" && exp ? { expiresAtSec: exp } : {}),
    // The one retry after a silent end was refused: the signing key is gone, not merely changed.
    ...(attempt.number > 1 && attempt.end === "server-closed" && attempt.info
      ? { refusedAgain: 1 }
      : {}),
  };
  return [
    proven(code, evidence),
    ...(code === "ended/limits" ? limitsZero(facts, session, nowMs) : []),
  ];
}

/** A limit of zero in the JWT: accepted all the same, but nothing may be subscribed or sent. */
function limitsZero(facts: CredsFacts, seen: Seen, nowMs: number): readonly Cause[] {
  return causesBeforeConnecting(facts, nowMs, seen).filter(
    ({ code }) => code === "jwt/limits-zero",
  );
}

const proven = (code: CauseCode, evidence: Evidence): Cause => ({
  code,
  certainty: "proven",
  evidence,
});

function wordsEvidence(errors: readonly string[], close: AttemptRecord["close"]): Evidence {
  const error = errors.at(-1);
  return {
    ...(error === undefined ? {} : { error }),
    ...(close ? { closeCode: close.code } : {}),
    ...(close?.reason ? { closeReason: close.reason } : {}),
  };
}

function seenEvidence(
  code: CauseCode,
  facts: CredsFacts,
  seen: Seen,
  attempt: AttemptRecord,
): Evidence {
  const address = { address: attempt.address };
  switch (code) {
    case "server/other-identity": {
      const account = facts.jwt ? accountOf(facts.jwt) : null;
      return {
        ...identityEvidence(seen.server),
        ...(facts.jwt?.subject ? { subject: facts.jwt.subject } : {}),
        ...(account ? { account } : {}),
      };
    }
    case "net/silent":
    case "net/no-info":
      return { ...address, timeLimitMs: attempt.timeLimitMs, elapsedMs: attempt.elapsedMs };
    case "net/bad-url":
    case "net/mixed-content":
      return address;
    default:
      return { ...wordsEvidence(attempt.errors, attempt.close), ...versionEvidence(attempt) };
  }
}

function versionEvidence({ info }: AttemptRecord): Evidence {
  return info ? { version: info.version } : {};
}
