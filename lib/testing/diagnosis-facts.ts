// Facts as the vault would report them, for tests of the diagnosis: sound creds of a version 2 user, an accepted
// attempt and a server. Each test changes only what it is about.

import type { AttemptRecord, EndRecord, InfoFacts, ServerFacts } from "@/lib/shared/facts/attempt";
import type { CredsFacts, JwtFacts, UserClaims } from "@/lib/shared/facts/creds";

export const NOW = Date.UTC(2026, 5, 24, 12, 0, 0);
export const NOW_SEC = NOW / 1000;
export const USER = `U${"B".repeat(55)}`;
export const OTHER_USER = `U${"C".repeat(55)}`;
export const ACCOUNT = `A${"B".repeat(55)}`;
export const SIGNING_KEY = `A${"C".repeat(55)}`;

export const soundUser: UserClaims = {
  permissions: {
    publish: { allow: null, deny: null },
    subscribe: { allow: null, deny: null },
    responses: null,
  },
  limits: { subscriptions: -1, payloadBytes: -1, dataBytes: -1 },
  source: [],
  times: [],
  timesZone: null,
  ignoredLocale: null,
  isBearer: false,
  isProxyRequired: false,
  connectionTypes: null,
  issuerAccount: null,
  tags: [],
  carriedRights: ["subs", "payload", "data"],
};

export function jwtOf(change: Partial<JwtFacts> = {}, user: Partial<UserClaims> = {}): JwtFacts {
  return {
    kind: "user",
    version: 2,
    algorithm: "ed25519-nkey",
    type: "user",
    name: "svc-orders",
    subject: USER,
    issuer: ACCOUNT,
    jti: "J",
    audience: null,
    issuedAtSec: NOW_SEC - 1_000,
    expiresAtSec: null,
    notBeforeSec: null,
    signature: "valid",
    user: { ...soundUser, ...user },
    claims: new Map(),
    header: new Map(),
    problems: [],
    lengthChars: 700,
    ...change,
  };
}

export function factsOf(
  change: Partial<CredsFacts> = {},
  jwt: Partial<JwtFacts> = {},
  user: Partial<UserClaims> = {},
): CredsFacts {
  return {
    id: USER,
    sources: [{ kind: "file", name: "svc-orders.creds", bytes: 900, part: 0 }],
    form: [],
    jwt: jwtOf(jwt, user),
    jwtFault: null,
    seed: { state: "matches", publicKey: USER, fault: null, signer: "webcrypto" },
    unusable: null,
    parts: 1,
    sameUserAs: null,
    ...change,
  };
}

export function infoOf(change: Partial<InfoFacts> = {}): InfoFacts {
  return {
    serverId: `N${"B".repeat(55)}`,
    serverName: "nats-eu-2",
    version: "2.15.1",
    isNatsServer: true,
    cluster: "eu",
    domain: null,
    authRequired: true,
    hasNonce: true,
    tlsRequired: false,
    maxPayloadBytes: 1_048_576,
    jetstream: true,
    headers: true,
    clientId: 7,
    clientIp: "127.0.0.1",
    lameDuck: false,
    bridgeTls: null,
    remoteAccount: null,
    inSystemAccount: null,
    ...change,
  };
}

export function attemptOf(change: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    address: "ws://localhost:8080",
    bridge: null,
    number: 1,
    startedAt: NOW,
    timeLimitMs: 10_000,
    end: "pong",
    socketOpened: true,
    phases: { socketMs: 2, infoMs: 1, signMs: 1, connectMs: 3 },
    elapsedMs: 7,
    info: infoOf(),
    errors: [],
    close: null,
    signer: "webcrypto",
    login: null,
    localCode: null,
    browser: null,
    ...change,
  };
}

export function refusedWith(
  error: string | null,
  code = 1008,
  reason = "Authentication Failure",
): AttemptRecord {
  return attemptOf({
    end: "server-closed",
    errors: error === null ? [] : [error],
    close: { code, reason, wasClean: true },
  });
}

export function serverOf(change: Partial<ServerFacts> = {}): ServerFacts {
  return {
    info: infoOf(),
    maxPayloadBytes: 1_048_576,
    roundTripMs: 1,
    lastAnswerAt: 0,
    isSilent: false,
    identity: null,
    identitySilence: null,
    answersSystem: null,
    ...change,
  };
}

export function endOf(
  errors: readonly string[],
  code: number,
  reason = "",
  change: Partial<EndRecord> = {},
): EndRecord {
  return { at: NOW, errors, close: { code, reason, wasClean: true }, byUser: false, ...change };
}
