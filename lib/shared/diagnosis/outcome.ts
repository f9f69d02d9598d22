// What an attempt or an end amounts to: its outcome, and the cause that the server itself named.
// Used by the vault after every attempt and end, and by lib/page/diagnosis/verdict.ts. Pure, codes only.
// What the creds themselves prove is not looked at here.

import { assertNever } from "@/lib/shared/base/result";
import type { AttemptRecord, CloseFacts, EndRecord, ServerFacts } from "@/lib/shared/facts/attempt";
import type { CauseCode, Outcome } from "@/lib/shared/facts/causes";
import type { CredsFacts, JwtFacts } from "@/lib/shared/facts/creds";
import {
  codeWhileConnecting,
  type EndCode,
  readClose,
  type ServerErrorKind,
  WHILE_OPEN,
  wordOf,
} from "./server-errors";
import { isInsideTimes } from "./time-windows";

/**
 * Null while the attempt runs, and when it was cancelled. `server` once it is known, and again when
 * it has said who we are: that can turn `accepted` into `unchecked`.
 */
export function outcomeOf(
  attempt: AttemptRecord,
  server: ServerFacts | null,
  facts: Pick<CredsFacts, "jwt">,
): Outcome | null {
  switch (attempt.end) {
    case null:
    case "cancelled":
      return null;
    case "not-tried":
      return "unreachable";
    case "pong":
      return whyUnchecked(attempt, server, facts.jwt) ? "unchecked" : "accepted";
    case "timed-out":
    case "server-closed":
      return attempt.info ? "refused" : "unreachable";
    default:
      return assertNever(attempt.end);
  }
}

/** Proven by the server's words or by what was seen on the wire; null when nothing was named. */
export function namedCause(
  attempt: AttemptRecord,
  server: ServerFacts | null,
  facts: Pick<CredsFacts, "jwt">,
): CauseCode | null {
  switch (attempt.end) {
    case null:
    case "cancelled":
      return null;
    case "not-tried":
      return attempt.localCode;
    case "pong":
      return whyUnchecked(attempt, server, facts.jwt);
    case "timed-out":
    case "server-closed":
      if (attempt.info) return whyRefused(attempt);
      if (attempt.bridge !== null) return whyNotBridged(attempt);
      if (attempt.socketOpened) return "net/no-info";
      return attempt.end === "timed-out" ? "net/silent" : null;
    default:
      return assertNever(attempt.end);
  }
}

/** Why a connection proves nothing about these creds; null when the server did check them. */
function whyUnchecked(
  { info }: AttemptRecord,
  server: ServerFacts | null,
  jwt: JwtFacts | null,
): CauseCode | null {
  if (info && !info.authRequired) return "server/open";
  if (info && !info.hasNonce) return "server/not-jwt";
  return isOtherIdentity(server, jwt) ? "server/other-identity" : null;
}

/** The account that a user JWT is for. */
export function accountOf(jwt: JwtFacts): string | null {
  return jwt.user?.issuerAccount ?? jwt.issuer;
}

/** True when the server says that we are somebody else, or in another account, than the JWT says. */
export function isOtherIdentity(server: ServerFacts | null, jwt: JwtFacts | null): boolean {
  if (!server || !jwt) return false;
  const account = accountOf(jwt);
  const { identity, info } = server;
  return (
    // Asked who a bearer user is, a server gives back the nkey that CONNECT carried, which it never
    // checked (observed with nats-server 2.15.1: lib/vault/session/verdicts.test.ts).
    (!jwt.user?.isBearer && differs(identity?.user, jwt.subject)) ||
    differs(identity?.account, account) ||
    differs(info.remoteAccount, account)
  );
}

function differs(said: string | null | undefined, own: string | null): boolean {
  return typeof said === "string" && own !== null && said !== own;
}

/** The newest -ERR first, the close reason last: an -ERR says more. */
function wordsOf(errors: readonly string[], close: CloseFacts | null): readonly ServerErrorKind[] {
  return [...errors.map(wordOf).reverse(), readClose(close)];
}

/**
 * The server waits about 2 s for an auth callout that does not answer. nats-server 2.10 then closes with
 * "Protocol Violation" and says nothing (2.10.27: verdict-table.test.ts), as it does at once for bad input.
 */
export function isSilentCallout(attempt: AttemptRecord): boolean {
  const isWordless = attempt.errors.length === 0 && readClose(attempt.close) === "protocol";
  return isWordless && answerMs(attempt) >= SLOW_MS;
}

/** A full resolver looks about 1.9 s for an account, a silent callout is waited for 2 s (2.9 to 2.15). */
export const SLOW_MS = 1_500;

/** From CONNECT to the answer. */
export function answerMs({ phases, elapsedMs }: AttemptRecord): number {
  const { socketMs = 0, infoMs = 0, signMs = 0 } = phases;
  return Math.round(elapsedMs - socketMs - infoMs - signMs);
}

function whyRefused(attempt: AttemptRecord): CauseCode | null {
  if (isSilentCallout(attempt)) return null;
  for (const word of wordsOf(attempt.errors, attempt.close)) {
    const code = codeWhileConnecting(word);
    if (code) return code;
  }
  // A server that asks for a login but offers nothing to sign can never accept a user JWT.
  if (attempt.info?.authRequired && !attempt.info.hasNonce) return "server/not-jwt";
  return attempt.end === "timed-out" ? "net/silent" : null;
}

/** Before any INFO came through the bridge: its own words, or that it was not there to say them. */
function whyNotBridged({ close, socketOpened, end }: AttemptRecord): CauseCode | null {
  const code = codeWhileConnecting(readClose(close));
  if (code) return code;
  if (socketOpened) return end === "timed-out" ? "bridge/upstream-silent" : "net/no-info";
  return "bridge/not-reached";
}

/** Not for an end that the user made. */
export function endCodeOf(end: EndRecord, facts: Pick<CredsFacts, "jwt">): EndCode {
  for (const word of wordsOf(end.errors, end.close)) {
    const code = WHILE_OPEN[word];
    if (code) return code;
    if (word === "expired") return expiryCode(end.at, facts.jwt);
  }
  return "ended/lost";
}

/** A clock that is a little behind the server's must not blame the account. */
const SLACK_MS = 60_000;

/** The close reason "Authentication Expired" is the user's or the account's end alike. */
function expiryCode(atMs: number, jwt: JwtFacts | null): EndCode {
  const exp = jwt?.expiresAtSec ?? 0;
  if (exp > 0 && atMs + SLACK_MS >= exp * 1000) return "ended/expired";
  const user = jwt?.user;
  const inside = user ? isInsideTimes(user.times, user.timesZone, atMs + SLACK_MS) : "yes";
  return inside === "yes" ? "ended/account-expired" : "ended/expired";
}
