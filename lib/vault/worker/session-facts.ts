// Facts that a session puts together: records without an attempt, and what INFOs add up to. Pure; used
// by session.ts.

import type { AttemptRecord, IdentityAnswer, InfoFacts, ServerFacts } from "@/lib/facts/attempt";
import type { CredsFacts, EntryId } from "@/lib/facts/creds";
import { hostOf, type ServerAddress } from "@/lib/grammar/address";
import type { AttemptIdentity } from "@/lib/nats/attempt-run";

const MAX_ADDRESS_CHARS = 256;

/** What a session needs of its entry. */
export interface SessionCreds {
  readonly id: EntryId;
  readonly identity: AttemptIdentity;
  facts(): Pick<CredsFacts, "jwt">;
}

/** An attempt that was never made, since the address cannot be used. */
export function untriedAttempt(
  address: string,
  localCode: AttemptRecord["localCode"],
): AttemptRecord {
  return {
    address: address.slice(0, MAX_ADDRESS_CHARS),
    number: 1,
    startedAt: Date.now(),
    timeLimitMs: 0,
    end: "not-tried",
    socketOpened: false,
    phases: {},
    elapsedMs: 0,
    info: null,
    errors: [],
    close: null,
    signer: null,
    localCode,
  };
}

export function newServer(info: InfoFacts): ServerFacts {
  return {
    info,
    maxPayloadBytes: info.maxPayloadBytes,
    roundTripMs: null,
    identity: null,
    identitySilence: null,
    answersSystem: null,
  };
}

/** Later INFOs leave out what the first one said about us and about the login. */
export function laterInfo(first: InfoFacts, next: InfoFacts): InfoFacts {
  return {
    ...next,
    authRequired: first.authRequired,
    hasNonce: first.hasNonce,
    clientId: next.clientId ?? first.clientId,
    clientIp: next.clientIp ?? first.clientIp,
    remoteAccount: next.remoteAccount ?? first.remoteAccount,
    inSystemAccount: next.inSystemAccount ?? first.inSystemAccount,
  };
}

export function identityOfInfo(account: string): IdentityAnswer {
  return {
    from: "info",
    user: null,
    account,
    accountName: null,
    userName: null,
    clock: null,
    permissions: null,
    endsAtMs: null,
  };
}

/** For people: "server n1 at 127.0.0.1:8080"; a server without a name of its own goes by its address. */
export function sourceName(server: ServerFacts | null, address: ServerAddress | null): string {
  const { serverName = "", serverId = "" } = server?.info ?? {};
  const at = hostOf(address?.url ?? "");
  return serverName === "" || serverName === serverId
    ? `server ${at}`
    : `server ${serverName} at ${at}`;
}
