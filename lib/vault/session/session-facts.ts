// Facts that a session puts together: records without an attempt, and what INFOs add up to. Pure; used
// by session.ts and its parts.

import type {
  AttemptRecord,
  IdentityAnswer,
  InfoFacts,
  ServerFacts,
} from "@/lib/shared/facts/attempt";
import type { CredsFacts, EntryId, UserPermissions } from "@/lib/shared/facts/creds";
import { hostOf, type ServerAddress } from "@/lib/shared/grammar/address";
import { chooseInbox, mayPublish } from "@/lib/shared/grammar/inbox";
import type { ConnectRequest } from "@/lib/shared/protocol/requests";
import type { AttemptIdentity } from "@/lib/vault/nats/attempt-run";
import { USER_INFO_SUBJECT } from "@/lib/vault/nats/identity";

const MAX_ADDRESS_CHARS = 256;

/** What a session needs of its entry. */
export interface SessionCreds {
  readonly id: EntryId;
  readonly identity: AttemptIdentity;
  facts(): Pick<CredsFacts, "jwt">;
}

/** Where replies can arrive, and whether to ask who one is. */
export type ConnectPlan = Pick<ConnectRequest, "inboxPrefix" | "asksIdentity">;

/**
 * Own lists of the JWT decide. Where it has none, what the page found for the session does: a template or
 * account defaults may give the rights, and renewed creds of a user have the same ones.
 */
export function planFor(creds: SessionCreds, fromPage: ConnectPlan): ConnectPlan {
  const permissions = creds.facts().jwt?.user?.permissions;
  if (!permissions || !saysAnything(permissions)) return fromPage;
  const inbox = chooseInbox(permissions.subscribe);
  const asksIdentity = inbox.isAllowed && mayPublish(permissions, USER_INFO_SUBJECT);
  return { inboxPrefix: inbox.prefix, asksIdentity };
}

function saysAnything({ publish, subscribe, responses }: UserPermissions): boolean {
  const lists = [publish.allow, publish.deny, subscribe.allow, subscribe.deny];
  return responses !== null || lists.some((list) => (list?.length ?? 0) > 0);
}

/** An attempt that was never made, since the address cannot be used. */
export function untriedAttempt(
  address: string,
  localCode: AttemptRecord["localCode"],
): AttemptRecord {
  return {
    address: address.slice(0, MAX_ADDRESS_CHARS),
    bridge: null,
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
