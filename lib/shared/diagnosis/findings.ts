// The rules of the checks, one function for each: creds, clock and observations of the server → findings.
// checks.ts calls them and uses the worst finding of each, before-connecting.ts uses all. Invariant: the file,
// the clock or the server's INFO proves a "fail"; what is only likely, or odd but working, is a "warn". The rules
// are those of nats-server server/auth.go (processClientOrLeafAuthentication) and nats-io/jwt v2 user_claims.go.

import { isServerAtLeast, parseServerVersion } from "@/lib/shared/base/server-version";
import type { AttemptRecord, ServerFacts } from "@/lib/shared/facts/attempt";
import type { CauseCode, CheckState } from "@/lib/shared/facts/causes";
import type { ClockFacts } from "@/lib/shared/facts/clock";
import type { CredsFacts, JwtFacts } from "@/lib/shared/facts/creds";
import { isInRange } from "./address-range";
import { unknownTypes } from "./connection-types";
import { mayBeScoped } from "./may-be-scoped";
import { isInsideTimes, SERVER_ZONE, secondsToNextWindow } from "./time-windows";

/** What was observed, apart from the creds. A SessionState has this shape. */
export interface Observations {
  readonly attempt: AttemptRecord | null;
  readonly server: ServerFacts | null;
  /** How this server logs users in, where other connections to it show that (login-mode.ts). */
  readonly loginMode?: "jwt" | "config" | null;
  /** A clock to compare this machine's with (clock-comparison.ts). */
  readonly clock?: ClockFacts | null;
  /** The bridge target of the address in the form. When it is left out, that of the attempt counts. */
  readonly bridge?: string | null;
}

/** Behind the bridge, the server sees a TCP client with the bridge's address. */
const isBridged = ({ bridge, attempt }: Observations): boolean =>
  (bridge === undefined ? (attempt?.bridge ?? null) : bridge) !== null;

export const NO_OBSERVATIONS: Observations = { attempt: null, server: null };

export type Evidence = Readonly<Record<string, string | number>>;

export interface Finding {
  readonly state: CheckState;
  readonly code: CauseCode | null;
  readonly evidence: Evidence;
}

export const pass = (evidence: Evidence = {}): Finding => ({ state: "pass", code: null, evidence });

const unknown = (evidence: Evidence = {}): Finding => ({ state: "unknown", code: null, evidence });

export const found = (
  state: "warn" | "fail",
  code: CauseCode,
  evidence: Evidence = {},
): Finding => ({
  state,
  code,
  evidence,
});

/** Whether some client cannot read the file as it is written. */
export const isRefusedBySome = ({ form }: Pick<CredsFacts, "form">): boolean =>
  form.some(({ refusedBy }) => refusedBy.length > 0);

export function formFindings(facts: CredsFacts): readonly Finding[] {
  const findings: Finding[] = [];
  for (const fault of [facts.unusable, facts.jwtFault]) {
    // The check of the seed says that it is missing.
    if (!fault?.code.startsWith("creds/") || fault.code === "creds/no-seed") continue;
    const state = fault.code === "creds/nkey-only" ? "unknown" : "fail";
    findings.push({ ...found("fail", fault.code, fault.params ?? {}), state });
    break;
  }
  const has = (...codes: readonly string[]) => facts.form.some(({ code }) => codes.includes(code));
  if (has("blocks-swapped")) findings.push(found("warn", "creds/blocks-swapped"));
  if (has("utf-16", "invalid-utf-8")) findings.push(found("warn", "creds/encoding"));
  const refused = facts.form.filter(({ refusedBy }) => refusedBy.length > 0);
  if (refused.length > 0) {
    // A byte order mark alone is no warning: of the common clients only Java's refuses it.
    const isMarkOnly = refused.every(({ code }) => code === "byte-order-mark");
    const clients = new Set(refused.flatMap(({ refusedBy }) => refusedBy.map((one) => one.client)));
    const evidence = { clients: [...clients].sort().join(", "), oddities: refused.length };
    findings.push(isMarkOnly ? pass(evidence) : found("warn", "creds/form", evidence));
  }
  return findings;
}

/** Turns the decoder's problems with the given codes into findings. `at` and the params are the evidence. */
export function problems(
  jwt: JwtFacts,
  state: "warn" | "fail",
  codes: readonly CauseCode[],
): readonly Finding[] {
  return jwt.problems
    .filter(({ code }) => codes.includes(code))
    .map(({ code, path, params }) => found(state, code, { at: path, ...params }));
}

export function signatureFindings(jwt: JwtFacts): readonly Finding[] {
  const algorithm = problems(jwt, "fail", ["jwt/algorithm"]);
  if (jwt.signature === "valid") return algorithm;
  if (jwt.signature === "unchecked") return algorithm.length > 0 ? algorithm : [unknown()];
  const issuer = jwt.issuer === null ? {} : { issuer: jwt.issuer };
  return [...algorithm, found("fail", "jwt/signature", issuer)];
}

export function issuerFindings(jwt: JwtFacts): readonly Finding[] {
  const known = problems(jwt, "fail", ["jwt/issuer-kind"]);
  const named = { issuer: jwt.issuer ?? "" };
  if (known.length > 0) {
    return known.map((one) => ({ ...one, evidence: { ...one.evidence, ...named } }));
  }
  if (jwt.issuer?.startsWith("A")) {
    return [pass({ issuer: jwt.issuer, isSigningKey: jwt.user?.issuerAccount ? 1 : 0 })];
  }
  return [found("fail", "jwt/issuer-kind", named)];
}

export function seedFindings(facts: CredsFacts): readonly Finding[] {
  const { seed, jwt } = facts;
  const isBearer = jwt?.user?.isBearer ?? false;
  // The server asks a bearer user for no signature (nats-server server/auth.go), so a seed decides
  // nothing.
  const bad = isBearer ? "warn" : "fail";
  const fault = seed.fault;
  switch (seed.state) {
    case "matches":
      // Only a user JWT logs in, so the seed of an account or operator JWT is in the wrong place.
      return jwt && jwt.kind !== "user" && seed.signer === null
        ? [found("fail", "seed/not-a-user-seed", { reason: "kind", kind: jwt.kind })]
        : [pass()];
    case "unmatched":
      return [unknown(seed.publicKey ? { seedOf: seed.publicKey } : {})];
    case "mismatch":
      return [
        found(bad, "seed/mismatch", {
          ...(seed.publicKey ? { seedOf: seed.publicKey } : {}),
          ...(jwt?.subject ? { subject: jwt.subject } : {}),
        }),
      ];
    case "malformed":
      return [found(bad, fault?.code ?? "seed/malformed", fault?.params ?? {})];
    case "wrong-kind":
      return [found(bad, fault?.code ?? "seed/not-a-user-seed", fault?.params ?? {})];
    case "absent":
      return isBearer ? [pass({ bearer: 1 })] : [found("fail", "creds/no-seed")];
  }
}

export function timesFindings(jwt: JwtFacts, nowMs: number): readonly Finding[] {
  const user = jwt.user;
  const locale: Finding[] = [...problems(jwt, "warn", ["jwt/locale-ignored"])];
  if (locale.length === 0 && user?.ignoredLocale) {
    locale.push(found("warn", "jwt/locale-ignored", { locale: user.ignoredLocale }));
  }
  if (!user || user.times.length === 0) return locale;
  const zone = user.timesZone === SERVER_ZONE ? null : user.timesZone;
  const inside = isInsideTimes(user.times, zone, nowMs);
  const evidence = {
    windows: user.times.map(({ start, end }) => `${start}–${end}`).join(", "),
    ...(zone === null ? {} : { zone }),
  };
  if (inside === "zone-unknown") return [...locale, unknown(evidence)];
  if (inside === "yes") {
    return [...locale, zone === null ? unknown(evidence) : pass(evidence)];
  }
  const opensInSec = secondsToNextWindow(user.times, zone, nowMs);
  const why = { ...evidence, ...(opensInSec === null ? {} : { opensInSec }) };
  if (inside === "disputed") {
    return [found("warn", "jwt/outside-times", { ...why, afterMidnight: 1 }), ...locale];
  }
  return [found(zone === null ? "warn" : "fail", "jwt/outside-times", why), ...locale];
}

export function sourceFindings(jwt: JwtFacts, seen: Observations): readonly Finding[] {
  const ranges = jwt.user?.source ?? [];
  if (ranges.length === 0) return [];
  const allowed = ranges.join(", ");
  const address = seen.server?.info.clientIp ?? seen.attempt?.info?.clientIp ?? null;
  if (address === null) return [unknown({ allowed, ...(isBridged(seen) ? { bridged: 1 } : {}) })];
  const answers = ranges.map((range) => isInRange(address, range));
  const evidence = { address, allowed };
  if (answers.includes(true)) return [pass(evidence)];
  return [
    answers.includes(false) ? found("fail", "jwt/source-address", evidence) : unknown(evidence),
  ];
}

export function connectionTypeFindings(jwt: JwtFacts, seen: Observations): readonly Finding[] {
  const types = jwt.user?.connectionTypes ?? [];
  const wanted = isBridged(seen) ? "STANDARD" : "WEBSOCKET";
  if (types.length === 0) return [pass({ wanted })];
  const evidence = { allowed: types.join(", "), wanted };
  return types.some((type) => type.toUpperCase() === wanted)
    ? [pass(evidence)]
    : [found("fail", "jwt/connection-type", { ...evidence, ...unknownTypes(types) })];
}

/**
 * Whether the server is older than 2.10; null when its version is not known. Servers of the 2.9 line
 * accept subjects that newer ones refuse (lib/vault/session/verdict-table.test.ts).
 */
function isOldServer({ attempt, server }: Observations): boolean | null {
  const version = (server?.info ?? attempt?.info)?.version ?? "";
  return parseServerVersion(version) === null ? null : !isServerAtLeast(version, "2.10");
}

export function claimsFindings(facts: CredsFacts, seen: Observations): readonly Finding[] {
  const { jwt, jwtFault, unusable } = facts;
  const fault = [jwtFault, unusable].find((one) => one?.code.startsWith("jwt/"));
  if (!jwt) return fault ? [found("fail", fault.code, fault.params ?? {})] : [];
  const isOld = isOldServer(seen);
  const findings = problems(jwt, "fail", ["jwt/malformed", "jwt/not-a-user", "jwt/claims"]).map(
    (one): Finding =>
      one.evidence["reason"] === "dots" && isOld !== false ? { ...one, state: "warn" } : one,
  );
  if (fault && !findings.some(({ code }) => code === fault.code)) {
    findings.unshift(found("fail", fault.code, fault.params ?? {}));
  }
  if (jwt.user?.isProxyRequired) findings.push(found("warn", "jwt/proxy-required"));
  findings.push(...problems(jwt, "warn", ["jwt/subject-kind"]));
  if (isReplyOnly(jwt) || problems(jwt, "warn", ["jwt/reply-only"]).length > 0) {
    findings.push(found("warn", "jwt/reply-only", replyEvidence(jwt)));
  }
  return findings;
}

/**
 * How many replies are allowed to each request and for how long. Zero means the server's default, 1 and 2 min,
 * and a negative number no limit (nats-server server/client.go validateResponsePermissions, server/const.go).
 */
function replyEvidence(jwt: JwtFacts): Evidence {
  const replies = jwt.user?.permissions.responses;
  if (!replies) return {};
  return {
    maxReplies: replies.max || 1,
    replySec: (replies.ttlNs || 120e9) / 1e9,
    isDefault: replies.max === 0 && replies.ttlNs === 0 ? 1 : 0,
  };
}

/** Only replies may be published with `resp` but no publish.allow, or with an empty allow list and a deny list. */
function isReplyOnly(jwt: JwtFacts): boolean {
  const rights = jwt.user?.permissions;
  if (!rights) return false;
  const { allow, deny } = rights.publish;
  if (rights.responses) return allow === null || allow.length === 0;
  return allow !== null && allow.length === 0 && deny !== null && deny.length > 0;
}

/** An absent limit is zero in version 2 and no limit in version 1 (nats-io/jwt v2 decoder_user.go). */
export function limitsFindings(jwt: JwtFacts, seen: Observations): readonly Finding[] {
  const user = jwt.user;
  if (!user || jwt.version !== 2) return [];
  const isZero = (limit: number | null) => limit === null || limit === 0;
  const zero = [
    ...(isZero(user.limits.subscriptions) ? ["subscriptions"] : []),
    ...(isZero(user.limits.payloadBytes) ? ["payload"] : []),
  ].join(", ");
  if (zero === "") return [];
  if (!mayBeScoped(jwt)) return [found("fail", "jwt/limits-zero", { zero })];
  // A user of a scoped signing key carries no limits, because its template does. INFO shows which it is.
  if (!seen.server) return [unknown({ zero, issuer: jwt.issuer ?? "" })];
  return seen.server.maxPayloadBytes > 0
    ? [pass({ maxPayloadBytes: seen.server.maxPayloadBytes })]
    : [found("fail", "jwt/limits-zero", { zero, maxPayloadBytes: 0 })];
}
