// Facts that a session derives: a record without an attempt, and what several INFOs say together. Pure.
// Used by session.ts and its parts.

import { mayBecomeAnother } from "@/lib/shared/diagnosis/sentinel";
import type {
  AttemptRecord,
  IdentityAnswer,
  InfoFacts,
  ServerFacts,
} from "@/lib/shared/facts/attempt";
import type { CredsFacts, EntryId, UserPermissions } from "@/lib/shared/facts/creds";
import { hostOf, type ServerAddress } from "@/lib/shared/grammar/address";
import { chooseInbox, DEFAULT_INBOX_PREFIX, mayPublish } from "@/lib/shared/grammar/inbox";
import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";
import type { ConnectRequest } from "@/lib/shared/protocol/requests";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import type { AttemptIdentity } from "@/lib/vault/nats/attempt-run";

const MAX_ADDRESS_CHARS = 256;

/** What a session needs from its entry. */
export interface SessionCreds {
  readonly id: EntryId;
  readonly identity: AttemptIdentity;
  facts(): Pick<CredsFacts, "jwt" | "seed" | "login">;
}

/** Where replies can arrive, and whether to ask the server for the user's identity. */
export type ConnectPlan = Pick<ConnectRequest, "inboxPrefix" | "asksIdentity">;

export const DEFAULT_PLAN: ConnectPlan = {
  inboxPrefix: DEFAULT_INBOX_PREFIX,
  asksIdentity: true,
};

/**
 * The lists in the JWT decide. If it has none, the plan from the page applies: the rights may come from a
 * template or from account defaults, and then renewed creds of the same user have the same rights.
 */
export function planFor(creds: SessionCreds, fromPage: ConnectPlan): ConnectPlan {
  const facts = creds.facts();
  const permissions = facts.jwt?.user?.permissions;
  if (!permissions || !hasRules(permissions) || mayBecomeAnother(facts)) return fromPage;
  const inbox = chooseInbox(permissions.subscribe);
  const asksIdentity = inbox.isAllowed && mayPublish(permissions, USER_INFO_SUBJECT);
  return { inboxPrefix: inbox.prefix, asksIdentity };
}

function hasRules({ publish, subscribe, responses }: UserPermissions): boolean {
  const lists = [publish.allow, publish.deny, subscribe.allow, subscribe.deny];
  return responses !== null || lists.some((list) => (list?.length ?? 0) > 0);
}

/** The record of an attempt that was not made, because the address cannot be used. */
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
    login: null,
    localCode,
    browser: null,
  };
}

export function newServer(info: InfoFacts): ServerFacts {
  return {
    info,
    maxPayloadBytes: info.maxPayloadBytes,
    roundTripMs: null,
    lastAnswerAt: clockMs(),
    isSilent: false,
    identity: null,
    identitySilence: null,
    answersSystem: null,
  };
}

/** Later INFOs omit what the first one said about the client and the login. */
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

/** For people: "server n1 at 127.0.0.1:8080". A server that has no name is named by its address. */
export function sourceName(server: ServerFacts | null, address: ServerAddress | null): string {
  const { serverName = "", serverId = "" } = server?.info ?? {};
  const at = hostOf(address?.url ?? "");
  return serverName === "" || serverName === serverId
    ? `server ${at}`
    : `server ${serverName} at ${at}`;
}
