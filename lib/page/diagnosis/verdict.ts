// Creds + session + clock → the verdict on the page: an outcome and its causes, the headline first.
// Called by components and the report. Proven causes come from the server's words, the creds, the clock
// and the loaded account JWTs. If none is proven, every cause with this same answer is possible.

import { countsWholeFrames } from "@/lib/shared/base/server-version";
import { secondsBy } from "@/lib/shared/diagnosis/clock-comparison";
import type { Evidence, Observations } from "@/lib/shared/diagnosis/findings";
import {
  accountOf,
  answerMs,
  isSilentCallout,
  namedCause,
  SLOW_MS,
} from "@/lib/shared/diagnosis/outcome";
import { identityEvidence } from "@/lib/shared/diagnosis/own-checks";
import { readClose, wordOf } from "@/lib/shared/diagnosis/server-errors";
import type {
  AttemptRecord,
  CutFacts,
  EndRecord,
  HostProbeFacts,
  LocalNetworkFacts,
  VaultStopFacts,
} from "@/lib/shared/facts/attempt";
import type { Cause, CauseCode, Certainty, Outcome } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { accountCauses } from "./account-causes";
import { causesBeforeConnecting } from "./before-connecting";
import type { LoginMode } from "./login-mode";
import { bySuggestion } from "./open-order";
import { byServerOrder, isNamedByServer } from "./refusals";
import { sentinelCause } from "./sentinel";
import { insideCause, pathCause, transportCauses } from "./transport-causes";
import { effectiveFacts } from "./trust/effective";
import { wordsEvidence } from "./words-evidence";

export interface Verdict {
  readonly outcome: Outcome;
  readonly causes: readonly Cause[];
}

/** The part of a session that a verdict needs. A SessionState has it. */
export interface ObservedSession extends Observations {
  readonly outcome: Outcome | null;
  readonly end: EndRecord | null;
  readonly endCode: CauseCode | null;
  readonly hostProbe?: HostProbeFacts | null;
  readonly localNetwork?: LocalNetworkFacts | null;
  readonly cuts?: CutFacts | null;
}

/** Null before the first attempt and while it runs. `trust`: the loaded account and operator JWTs. */
export function verdictOf(
  facts: CredsFacts,
  session: ObservedSession | null,
  nowMs: number,
  trust: readonly TrustFacts[] = [],
): Verdict | null {
  if (facts.unusable) {
    return { outcome: "unreadable", causes: causesBeforeConnecting(facts, nowMs) };
  }
  if (!session?.outcome || !session.attempt) return null;
  const { attempt } = session;
  const causes = causesOf(facts, session, attempt, nowMs, trust);
  const isKnown = attempt.info?.isNatsServer ?? true;
  return { outcome: session.outcome, causes: isKnown ? causes : causes.map(ofOtherProduct) };
}

/** What this page knows of refusals and ends, it knows of nats-server: nothing is proven about another product. */
function ofOtherProduct(cause: Cause): Cause {
  if (cause.code === "vault/stopped" || cause.certainty !== "proven") return cause;
  return { ...cause, certainty: cause.code === "server/not-nats-server" ? "likely" : "possible" };
}

function causesOf(
  facts: CredsFacts,
  session: ObservedSession,
  attempt: AttemptRecord,
  nowMs: number,
  trust: readonly TrustFacts[],
): readonly Cause[] {
  switch (session.outcome) {
    case "refused":
      return refusedCauses(facts, session, attempt, trust);
    case "ended":
      return endedCauses(facts, session, attempt, nowMs);
    case "accepted":
      return [...limitsZero(facts, session, nowMs), ...proxyLimit(session)];
    case "unreachable":
      return unreachableCauses(facts, session, attempt);
    case "unchecked": {
      const code = namedCause(attempt, session.server, facts);
      return code ? [proven(code, seenEvidence(code, facts, session, attempt))] : [];
    }
    default:
      return [];
  }
}

function unreachableCauses(
  facts: CredsFacts,
  session: ObservedSession,
  attempt: AttemptRecord,
): readonly Cause[] {
  const code = namedCause(attempt, session.server, facts);
  if (code === null) {
    const { hostProbe = null, localNetwork = null } = session;
    return transportCauses(attempt, hostProbe, localNetwork);
  }
  const more =
    code === "net/no-info"
      ? pathCause(attempt)
      : code === "net/silent"
        ? insideCause(attempt)
        : null;
  const cause = proven(code, seenEvidence(code, facts, session, attempt));
  return more ? [cause, more] : [cause];
}

/** Judges by the time of the attempt, so a refusal gets no new causes while the page stays open. */
function refusedCauses(
  facts: CredsFacts,
  seen: Observations,
  attempt: AttemptRecord,
  trust: readonly TrustFacts[],
): readonly Cause[] {
  const at = attempt.startedAt + attempt.elapsedMs;
  const known = causesBeforeConnecting(effectiveFacts(facts, trust), at, seen);
  const named = namedCause(attempt, seen.server, facts);
  if (named !== null) {
    const own = known.find(({ code }) => code === named);
    const evidence = { ...own?.evidence, ...seenEvidence(named, facts, seen, attempt) };
    return [proven(named, evidence), ...known.filter(({ code }) => code !== named)];
  }
  const ofAccount = accountCauses(facts, trust, secondsBy(seen.clock ?? null, at) * 1000);
  if (isSilentCallout(attempt)) return calloutOrProtocol(ofAccount, attempt);
  const isPossible = ({ code }: Cause) => isWordless(attempt) || !isNamedByServer(code);
  const silent = known.filter(isPossible);
  const account = ofAccount
    .filter(isPossible)
    .map((cause) => withLogin(timed(cause, attempt), attempt));
  // With another clock to compare, the difference is known and is not a mere possibility.
  const skew = seen.clock ? [] : skewCauses(facts, at);
  const other = [
    ...bridgedSource(facts, attempt),
    ...skew,
    ...loginModeCauses(facts, seen, attempt),
  ];
  const all = withSentinel([...silent, ...account, ...other], facts, trust);
  const of = (wanted: Certainty) => all.filter(({ certainty }) => certainty === wanted);
  const certain = [...of("proven")].sort(byServerOrder);
  // A proven cause explains the refusal, so merely possible ones are left out.
  const order = bySuggestion(facts.jwt);
  const open =
    certain.length > 0
      ? silent.filter(isLikely)
      : [...[...of("likely")].sort(order), ...[...of("possible")].sort(order)];
  return [...certain, ...open, ...of("ruled-out")];
}

/** The loaded account JWT can show a sentinel that the creds alone do not. */
function withSentinel(
  known: readonly Cause[],
  facts: CredsFacts,
  trust: readonly TrustFacts[],
): readonly Cause[] {
  const sentinel = sentinelCause(facts, trust);
  const isKnown = known.some(({ code }) => code === sentinel?.code);
  return sentinel === null || isKnown ? known : [...known, sentinel];
}

/** A server answers alike for a JWT that it refuses and for a token that a callout refuses. */
function withLogin(cause: Cause, { login }: AttemptRecord): Cause {
  if (cause.code !== "account/callout" || login === null || cause.certainty === "ruled-out") {
    return cause;
  }
  return { ...cause, certainty: "likely", evidence: { ...cause.evidence, login } };
}

/**
 * A server with its own users looks at no JWT, and one in operator mode at no nkey without one. Both ask for
 * a signature, so INFO does not tell them apart; another connection to the same server does.
 */
function loginModeCauses(
  { jwt, seed }: CredsFacts,
  { loginMode = null }: Observations,
  { info }: AttemptRecord,
): readonly Cause[] {
  if (!info?.hasNonce) return [];
  const nkey = seed.publicKey ?? "";
  const by = (mode: LoginMode): Certainty =>
    loginMode === null ? "possible" : loginMode === mode ? "proven" : "ruled-out";
  if (jwt !== null) {
    const certainty = by("config");
    return [
      { code: "server/not-jwt", certainty, evidence: { asksNonce: 1, ...(nkey ? { nkey } : {}) } },
    ];
  }
  const notListed = by("config");
  return [
    // With its own users, nothing but the list refuses a signature of this key.
    { code: "server/nkey-not-listed", certainty: notListed, evidence: { nkey } },
    { code: "server/wants-jwt", certainty: by("jwt"), evidence: { nkey } },
  ];
}

/** The server was silent for two seconds and closed for bad input, without words: outcome.ts. */
function calloutOrProtocol(ofAccount: readonly Cause[], attempt: AttemptRecord): readonly Cause[] {
  const evidence = wordsEvidence(attempt.errors, attempt.close);
  const protocol = (certainty: Certainty): Cause => ({
    code: "server/protocol",
    certainty,
    evidence,
  });
  const callout = ofAccount.find(({ code }) => code === "account/callout");
  if (!callout) return [protocol("likely")];
  if (callout.certainty === "ruled-out") return [protocol("likely"), callout];
  return [timed({ ...callout, certainty: "possible" }, attempt), protocol("possible")];
}

/** The -ERR can be lost with the connection (2.15 over WebSocket: server/client.go, readLoop). */
const isWordless = ({ errors, close }: AttemptRecord): boolean =>
  errors.length === 0 && ["unknown", "bridge/upstream-closed"].includes(readClose(close));

const isLikely = ({ certainty }: Cause): boolean => certainty === "likely";

function timed(cause: Cause, attempt: AttemptRecord): Cause {
  const slowMs = answerMs(attempt);
  const isTimed = cause.code === "account/unknown" || cause.code === "account/callout";
  if (!isTimed || slowMs < SLOW_MS || cause.certainty !== "possible") return cause;
  return { ...cause, certainty: "likely", evidence: { ...cause.evidence, slowMs } };
}

/** The server sees the address of the bridge, and the bridge does not reveal it. */
function bridgedSource({ jwt }: CredsFacts, { bridge }: AttemptRecord): readonly Cause[] {
  const allowed = jwt?.user?.source.join(", ") ?? "";
  if (bridge === null || allowed === "") return [];
  return [{ code: "jwt/source-address", certainty: "possible", evidence: { allowed, bridged: 1 } }];
}

/** Clocks that nothing synchronises commonly differ by less than this. */
const SKEW_SEC = 300;

/** Causes for creds that are valid by this clock, but may not be by the server's. */
function skewCauses({ jwt }: CredsFacts, atMs: number): readonly Cause[] {
  const at = Math.floor(atMs / 1000);
  const exp = jwt?.expiresAtSec ?? 0;
  const nbf = jwt?.notBeforeSec ?? 0;
  const causes: Cause[] = [];
  if (exp >= at && exp - at < SKEW_SEC) {
    const evidence = { expiresAtSec: exp, leftSec: exp - at };
    causes.push({ code: "jwt/expired", certainty: "possible", evidence });
  }
  if (nbf > 0 && nbf <= at && at - nbf < SKEW_SEC) {
    const evidence = { notBeforeSec: nbf, startedSecAgo: at - nbf };
    causes.push({ code: "jwt/not-yet-valid", certainty: "possible", evidence });
  }
  return causes;
}

function endedCauses(
  facts: CredsFacts,
  session: ObservedSession,
  attempt: AttemptRecord,
  nowMs: number,
): readonly Cause[] {
  const code = session.endCode;
  if (!code) return [];
  const { vaultStopped, givenUpAfter } = session.end ?? {};
  const stopped = vaultStopped ? [proven("vault/stopped", stopEvidence(vaultStopped))] : [];
  if (code === "vault/stopped") return stopped;
  const exp = facts.jwt?.expiresAtSec;
  const evidence: Evidence = {
    ...wordsEvidence(session.end?.errors ?? [], session.end?.close ?? null),
    ...(session.end ? { endedAtMs: session.end.at } : {}),
    ...(code === "ended/expired" && exp ? { expiresAtSec: exp } : {}),
    // The one retry after a silent end was refused: the signing key was removed, not just changed.
    ...(attempt.number > 1 && attempt.end === "server-closed" && attempt.info
      ? { refusedAgain: 1 }
      : {}),
    ...(vaultStopped ? { vaultStopped: 1 } : {}),
    ...(givenUpAfter === undefined ? {} : { givenUpAfter }),
  };
  const ended = proven(code, evidence);
  if (code === "ended/lost") {
    return [ended, ...proxyLimit(session), ...compressedFrames(session), ...stopped];
  }
  if (code !== "ended/limits") return [ended, ...stopped];
  const zero = limitsZero(facts, session, nowMs);
  // A limit of zero is why the limit was exceeded, so it comes first.
  const [before, after] = zero.some((cause) => isMet(cause, session.end)) ? [zero, []] : [[], zero];
  return [...before, ended, ...after, ...stopped];
}

/** It stays while the next connection is open, since that one will probably be cut as well. */
function proxyLimit({ cuts = null }: ObservedSession): readonly Cause[] {
  if (cuts === null) return [];
  const { times, afterMs } = cuts;
  const certainty = times > 2 ? "likely" : "possible";
  return [{ code: "net/proxy-limit", certainty, evidence: { times, afterMs } }];
}

/**
 * A server that counts max_payload over a whole compressed frame ends the connection with unread bytes, so the close
 * reason is lost. This page cuts its frames at the limit that the server told; a lower one is not told while connected.
 */
function compressedFrames({ end, server }: ObservedSession): readonly Cause[] {
  const version = server?.info.version ?? "";
  const isWordless = end?.close?.code === 1006 && end.errors.length === 0;
  if (!isWordless || !end?.close?.isCompressed || !countsWholeFrames(version)) return [];
  const evidence = { version, maxPayloadBytes: server?.maxPayloadBytes ?? 0 };
  return [{ code: "server/compressed-frames", certainty: "possible", evidence }];
}

/** Whether the server named the limit that is zero in the JWT. */
function isMet({ evidence }: Cause, end: EndRecord | null): boolean {
  const words = end === null ? [] : [...end.errors.map(wordOf), readClose(end.close)];
  const zero = String(evidence["zero"]).split(", ");
  return words.some((word) => zero.includes(word));
}

const stopEvidence = ({ messages }: VaultStopFacts): Evidence =>
  messages === null ? {} : { lostMessages: messages };

/** With a limit of zero in the JWT the server accepts the user, who can then do nothing. */
function limitsZero(facts: CredsFacts, seen: Observations, nowMs: number): readonly Cause[] {
  return causesBeforeConnecting(facts, nowMs, seen).filter(
    ({ code }) => code === "jwt/limits-zero",
  );
}

const proven = (code: CauseCode, evidence: Evidence): Cause => ({
  code,
  certainty: "proven",
  evidence,
});

function seenEvidence(
  code: CauseCode,
  facts: CredsFacts,
  seen: Observations,
  attempt: AttemptRecord,
): Evidence {
  const address = { address: attempt.address };
  switch (code) {
    case "server/other-identity": {
      const account = facts.jwt ? accountOf(facts.jwt) : null;
      return {
        ...identityEvidence(seen.server),
        ...(attempt.bridge === null ? address : {}),
        ...(facts.jwt?.subject ? { subject: facts.jwt.subject } : {}),
        ...(account ? { account } : {}),
      };
    }
    case "net/silent":
    case "net/no-info": {
      const isFirefox = attempt.browser?.engine === "firefox" && !attempt.socketOpened;
      const times = { timeLimitMs: attempt.timeLimitMs, elapsedMs: attempt.elapsedMs };
      return { ...address, ...times, ...(isFirefox ? { firefoxDial: attempt.number } : {}) };
    }
    case "net/bad-url":
    case "net/mixed-content":
      return address;
    default:
      return {
        ...wordsEvidence(attempt.errors, attempt.close),
        ...versionEvidence(attempt),
        ...(code === "server/auth-timeout" ? sentEvidence(attempt) : {}),
        ...(attempt.login === null ? {} : { login: attempt.login }),
        ...(attempt.bridge === null
          ? {}
          : {
              bridge: attempt.bridge,
              origin: new URL(attempt.address).origin.replace("ws", "http"),
            }),
      };
  }
}

/** When this page had sent its login, and how long the server then waited for it in vain. */
function sentEvidence(attempt: AttemptRecord): Evidence {
  const { socketMs = 0, infoMs = 0, signMs } = attempt.phases;
  // Without a signature there was no login.
  if (signMs === undefined) return {};
  return { sentMs: Math.round(socketMs + infoMs + signMs), waitedMs: answerMs(attempt) };
}

function versionEvidence({ info }: AttemptRecord): Evidence {
  if (info === null) return {};
  const product = info.isNatsServer ? {} : { serverName: info.serverName, serverId: info.serverId };
  return { version: info.version, ...product };
}
