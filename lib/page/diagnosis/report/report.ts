// Makes the report of one attempt for a ticket: public keys, checks, server, attempt with its times, and
// causes with what to do. Called by the button Report. It never contains a seed, a JWT, a signature or a
// nonce. The page has none of them; what looks like one in a name is removed, and so are passwords in
// addresses (report.test.ts greps for them).

import { PRODUCT } from "@/lib/page/base/version";
import { checksOf } from "@/lib/page/diagnosis/checks";
import {
  causeText,
  commandOf,
  outcomeTitle,
  remedyText,
} from "@/lib/page/diagnosis/texts/cause-text";
import { checkText } from "@/lib/page/diagnosis/texts/check-text";
import { chainOf } from "@/lib/page/diagnosis/trust/chain";
import { namesOf } from "@/lib/page/diagnosis/trust/names";
import { type ObservedSession, verdictOf } from "@/lib/page/diagnosis/verdict";
import { withoutSecrets } from "@/lib/shared/base/secret-patterns";
import { NO_OBSERVATIONS } from "@/lib/shared/diagnosis/findings";
import type {
  AttemptRecord,
  CloseFacts,
  HostProbeFacts,
  ServerFacts,
} from "@/lib/shared/facts/attempt";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import {
  REPORT_FORMAT,
  REPORT_LIMITS,
  REPORT_VERSION,
  type Report,
  type ReportAttempt,
  type ReportCause,
  type ReportIdentity,
  type ReportLook,
  type ReportServer,
} from "@/lib/shared/facts/report";
import { publicAddress, withPublicAddresses } from "./public-address";

export function reportOf(
  facts: CredsFacts,
  session: ObservedSession | null,
  trust: readonly TrustFacts[],
  nowMs: number,
): Report {
  const verdict = verdictOf(facts, session, nowMs, trust);
  const names = namesOf(facts, trust);
  const causes = (verdict?.causes ?? []).slice(0, REPORT_LIMITS.causes);
  return cleaned({
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    madeAt: new Date(nowMs).toISOString(),
    madeBy: PRODUCT,
    outcome: verdict?.outcome ?? null,
    headline: outcomeTitle(verdict?.outcome ?? null),
    identity: identityOf(facts, trust),
    checks: checksOf(facts, nowMs, session ?? NO_OBSERVATIONS, trust).map((check) => {
      const { id, state, code } = check;
      return { id, state, code, ...checkText(check, nowMs) };
    }),
    causes: causes.map((cause) => causeOf(cause, nowMs, names)),
    server: serverOf(session),
    attempt: session?.attempt ? attemptOf(session.attempt, session) : null,
    look: session?.hostProbe ? lookOf(session.hostProbe) : null,
    clock: session?.clock ?? null,
  });
}

export function reportJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function identityOf(facts: CredsFacts, trust: readonly TrustFacts[]): ReportIdentity {
  const { jwt, seed } = facts;
  const chain = chainOf(facts, trust);
  return {
    name: jwt?.name ?? null,
    user: jwt?.subject ?? seed.publicKey,
    issuer: jwt?.issuer ?? null,
    account: chain?.account ?? null,
    accountName: chain?.accountJwt?.name ?? null,
    accountJwtIssuedAt: moment(chain?.accountJwt?.issuedAtSec ?? null),
    operator: chain?.operatorJwt?.subject ?? null,
    operatorName: chain?.operatorJwt?.name ?? null,
    issuedAt: moment(jwt?.issuedAtSec ?? null),
    notBefore: moment(jwt?.notBeforeSec ?? null),
    expiresAt: moment(jwt?.expiresAtSec ?? null),
    isBearer: jwt?.user?.isBearer ?? false,
  };
}

/** Also null for times that Date cannot express. A JWT can contain any number; the checks report it. */
function moment(sec: number | null): string | null {
  if (!sec || Math.abs(sec) > 8.64e12) return null;
  return new Date(sec * 1000).toISOString();
}

function causeOf(cause: Cause, nowMs: number, names: Cause["evidence"]): ReportCause {
  const { code, certainty } = cause;
  const { address } = cause.evidence;
  const evidence =
    typeof address === "string"
      ? { ...cause.evidence, address: publicAddress(address) }
      : cause.evidence;
  const text = causeText({ code, certainty, evidence }, nowMs, names);
  const { config = null, log = null, link = null } = text;
  return {
    code,
    certainty,
    title: text.title,
    meaning: text.meaning,
    next: remedyText(text),
    command: commandOf(text),
    config,
    log,
    link,
    address: text.address ?? null,
    evidence,
  };
}

function serverOf(session: ObservedSession | null): ReportServer | null {
  const server: ServerFacts | null = session?.server ?? null;
  const info = server?.info ?? session?.attempt?.info ?? null;
  return (
    info && {
      name: info.serverName,
      id: info.serverId,
      version: info.version,
      cluster: info.cluster,
      domain: info.domain,
      authRequired: info.authRequired,
      asksForSignature: info.hasNonce,
      tlsRequired: info.tlsRequired,
      jetstream: info.jetstream,
      lameDuck: info.lameDuck,
      clientIp: info.clientIp,
      maxPayloadBytes: server?.maxPayloadBytes ?? info.maxPayloadBytes,
      roundTripMs: server?.roundTripMs ?? null,
      seenAsUser: server?.identity?.user ?? null,
      seenAsAccount: server?.identity?.account ?? info.remoteAccount,
    }
  );
}

function attemptOf(attempt: AttemptRecord, { end }: ObservedSession): ReportAttempt {
  const { number, startedAt, elapsedMs, timeLimitMs, phases, signer, login } = attempt;
  const { socketMs = null, infoMs = null, signMs = null, connectMs = null } = phases;
  return {
    address: publicAddress(attempt.address),
    bridge: attempt.bridge,
    number,
    startedAt: new Date(startedAt).toISOString(),
    elapsedMs: Math.round(elapsedMs * 10) / 10,
    timeLimitMs,
    end: attempt.end,
    phasesMs: { socket: socketMs, info: infoMs, sign: signMs, connect: connectMs },
    signer,
    login,
    errors: (end?.errors ?? attempt.errors).slice(0, REPORT_LIMITS.errors),
    close: closeOf(end ? end.close : attempt.close),
    endedAt: end ? new Date(end.at).toISOString() : null,
  };
}

/** The causes say why when this page ended the connection. */
const closeOf = (close: CloseFacts | null): CloseFacts | null =>
  close && { code: close.code, reason: close.reason, wasClean: close.wasClean };

function lookOf({ http, https, monitoring }: HostProbeFacts): ReportLook {
  return {
    http,
    https,
    monitoring: monitoring && `${monitoring.serverName}, nats-server ${monitoring.version}`,
  };
}

/** Removes secrets from every text, and cuts texts to the length that a page opens again. */
function cleaned(report: Report): Report {
  return JSON.parse(JSON.stringify(report), (_, value: unknown) =>
    typeof value === "string" ? cut(withoutSecrets(withPublicAddresses(value))) : value,
  );
}

function cut(text: string): string {
  const { chars } = REPORT_LIMITS;
  return text.length > chars ? `${text.slice(0, chars - 1)}…` : text;
}
