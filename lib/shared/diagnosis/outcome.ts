// Decides the outcome of an attempt or an end, and the cause that the server itself named. The vault calls it
// after every attempt and end; lib/page/diagnosis/verdict.ts uses it too. Pure, codes only. What the creds
// themselves prove does not count here.

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

/** Who the creds say that the user is. */
type Person = Pick<CredsFacts, "jwt"> & Partial<Pick<CredsFacts, "seed">>;

/**
 * Null while the attempt runs, and when it was cancelled. Call it again once `server` is known and once it
 * has said who the user is, because that can turn `accepted` into `unchecked`.
 */
export function outcomeOf(
  attempt: AttemptRecord,
  server: ServerFacts | null,
  facts: Person,
): Outcome | null {
  switch (attempt.end) {
    case null:
    case "cancelled":
      return null;
    case "not-tried":
      return "unreachable";
    case "pong":
      return whyUnchecked(attempt, server, facts) ? "unchecked" : "accepted";
    case "timed-out":
    case "server-closed":
      return attempt.info ? "refused" : "unreachable";
    default:
      return assertNever(attempt.end);
  }
}

/** The cause that the server's text or the observed frames prove; null when they prove none. */
export function namedCause(
  attempt: AttemptRecord,
  server: ServerFacts | null,
  facts: Person,
): CauseCode | null {
  switch (attempt.end) {
    case null:
    case "cancelled":
      return null;
    case "not-tried":
      return attempt.localCode;
    case "pong":
      return whyUnchecked(attempt, server, facts);
    case "timed-out":
    case "server-closed":
      if (attempt.info) return whyRefused(attempt);
      if (attempt.close?.fault) return attempt.close.fault;
      if (attempt.bridge !== null) return whyNotBridged(attempt);
      if (attempt.socketOpened) return "net/no-info";
      return attempt.end === "timed-out" ? "net/silent" : null;
    default:
      return assertNever(attempt.end);
  }
}

/** Why a connection proves nothing about these creds; null when the server checked them. */
function whyUnchecked(
  { info, login }: AttemptRecord,
  server: ServerFacts | null,
  facts: Person,
): CauseCode | null {
  if (info && !info.isNatsServer) return "server/not-nats-server";
  if (info && !info.authRequired) return "server/open";
  if (info && !info.hasNonce) return "server/not-jwt";
  // An auth callout makes the user another one: that is what the token or the password is for.
  if (login !== null) return null;
  return isOtherIdentity(server, facts) ? "server/other-identity" : null;
}

/** The account that a user JWT is for. */
export function accountOf(jwt: JwtFacts): string | null {
  return jwt.user?.issuerAccount ?? jwt.issuer;
}

/** Whether the server names another user or another account than the creds do. */
export function isOtherIdentity(server: ServerFacts | null, { jwt, seed }: Person): boolean {
  if (!server) return false;
  const { identity, info } = server;
  // A server with its own users names accounts as it likes. One whose accounts have keys has no nkey users.
  if (!jwt) {
    const isOther = differs(identity?.user, seed?.publicKey ?? null);
    return isOther || isAccountKey(identity?.account ?? info.remoteAccount ?? "");
  }
  const account = accountOf(jwt);
  return (
    // For a bearer user, a server answers with the nkey of CONNECT, which it never checked (observed
    // with nats-server 2.15.1: lib/vault/session/verdicts.test.ts).
    (!jwt.user?.isBearer && differs(identity?.user, jwt.subject)) ||
    differs(identity?.account, account) ||
    differs(info.remoteAccount, account)
  );
}

export const isAccountKey = (name: string): boolean => /^A[A-Z2-7]{55}$/.test(name);

function differs(said: string | null | undefined, own: string | null): boolean {
  return typeof said === "string" && own !== null && said !== own;
}

/**
 * The newest -ERR comes first and the close reason last, because an -ERR says more. When this page ended the
 * connection, its reason comes first.
 */
function wordsOf(errors: readonly string[], close: CloseFacts | null): readonly ServerErrorKind[] {
  const words = errors.map(wordOf).reverse();
  return close?.fault ? [readClose(close), ...words] : [...words, readClose(close)];
}

/**
 * Whether an auth callout did not answer. The server waits about 2 s for it. nats-server 2.10 then closes
 * with "Protocol Violation" and sends no -ERR (2.10.27: verdict-table.test.ts), as it does at once for bad input.
 */
export function isSilentCallout(attempt: AttemptRecord): boolean {
  const isWordless = attempt.errors.length === 0 && readClose(attempt.close) === "protocol";
  return isWordless && answerMs(attempt) >= SLOW_MS;
}

/** A full resolver looks for an account for about 1.9 s; a server waits 2 s for a silent callout (2.9 to 2.15). */
export const SLOW_MS = 1_500;

/** The time from CONNECT to the answer. */
export function answerMs({ phases, elapsedMs }: AttemptRecord): number {
  const { socketMs = 0, infoMs = 0, signMs = 0 } = phases;
  return Math.round(elapsedMs - socketMs - infoMs - signMs);
}

function whyRefused(attempt: AttemptRecord): CauseCode | null {
  // What its words mean is not known.
  if (attempt.info && !attempt.info.isNatsServer) return "server/not-nats-server";
  if (isSilentCallout(attempt)) return null;
  for (const word of wordsOf(attempt.errors, attempt.close)) {
    const code = codeWhileConnecting(word);
    if (code) return code;
  }
  // A server that asks for a login but offers nothing to sign can never accept a user JWT.
  if (attempt.info?.authRequired && !attempt.info.hasNonce) return "server/not-jwt";
  return attempt.end === "timed-out" ? "net/silent" : null;
}

/** Why no INFO came through the bridge: the reason that the bridge gave, or that it was not reached. */
function whyNotBridged({ close, socketOpened, end }: AttemptRecord): CauseCode | null {
  const code = codeWhileConnecting(readClose(close));
  if (code) return code;
  if (socketOpened) return end === "timed-out" ? "bridge/upstream-silent" : "net/no-info";
  return "bridge/not-reached";
}

/** Why an accepted connection ended. Not for an end by the user. */
export function endCodeOf(end: EndRecord, facts: Pick<CredsFacts, "jwt">): EndCode {
  for (const word of wordsOf(end.errors, end.close)) {
    const code = WHILE_OPEN[word];
    if (code) return code;
    if (word === "expired") return expiryCode(end.at, facts.jwt);
  }
  return "ended/lost";
}

/** Tolerates a clock slightly behind the server's, so that the account is not blamed. */
const SLACK_MS = 60_000;

/** Decides whether the user or the account expired. The close reason is "Authentication Expired" for both. */
function expiryCode(atMs: number, jwt: JwtFacts | null): EndCode {
  const exp = jwt?.expiresAtSec ?? 0;
  if (exp > 0 && atMs + SLACK_MS >= exp * 1000) return "ended/expired";
  const user = jwt?.user;
  const inside = user ? isInsideTimes(user.times, user.timesZone, atMs + SLACK_MS) : "yes";
  return inside === "yes" ? "ended/account-expired" : "ended/expired";
}
