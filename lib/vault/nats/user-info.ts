// Reads the reply to $SYS.REQ.USER.INFO: the user that the server knows, and what that user may do. Used by
// identity.ts. Fields: nats-server server/events.go (UserInfo), server/client.go (publicPermissions).

import { type Fields, fieldsOf } from "@/lib/shared/base/fields";
import type { IdentityAnswer } from "@/lib/shared/facts/attempt";
import type { SubjectRules, UserPermissions } from "@/lib/shared/facts/creds";
import { fieldsAt, numberAt, readJson, textAt, textOf, textsAt } from "./reply-fields";

const MAX_RULE_CHARS = 4096;
const MAX_RULES = 10_000;

const UNRESTRICTED: UserPermissions = {
  publish: { allow: null, deny: null },
  subscribe: { allow: null, deny: null },
  responses: null,
};

/** A reply, and whether the server of this connection gave it. */
export interface UserInfoReply {
  readonly answer: IdentityAnswer;
  readonly isOwn: boolean;
}

/**
 * Null when it names no user and no account, as the reply of another service might. `serverId` is the id in the
 * INFO of this connection, `elapsedMs` the time from request to reply. Another node of a cluster knows who the
 * user is, but not what it may do: its reply has no permissions, no end and no clock of this server
 * (nats-io/nats-server#7088).
 */
export function readUserInfo(
  payload: Uint8Array,
  elapsedMs: number,
  serverId: string,
): UserInfoReply | null {
  const reply = readJson(payload);
  const data = fieldsAt(reply, "data");
  const server = fieldsAt(reply, "server");
  const isOwn = serverId !== "" && server["id"] === serverId;
  const text = (name: string) => textOf(data[name]);
  const user = text("user");
  const account = text("account");
  if (user === null && account === null) return null;
  const who = {
    from: "user-info",
    user,
    account,
    accountName: text("account_name"),
    userName: text("user_name"),
  } as const;
  if (!isOwn) return { isOwn, answer: { ...who, clock: null, permissions: null, endsAtMs: null } };
  const time = Date.parse(textAt(server, "time"));
  const leftNs = numberAt(data, "expires");
  const halfMs = Math.ceil(elapsedMs / 2);
  const answeredAt = Date.now() - halfMs;
  const answer: IdentityAnswer = {
    ...who,
    clock: Number.isNaN(time)
      ? null
      : {
          aheadMs: Math.round(time - answeredAt),
          // A timer may be a few milliseconds late.
          accuracyMs: halfMs + 10,
          from: "server",
        },
    // Without this field nothing is restricted.
    permissions: data["permissions"] === undefined ? UNRESTRICTED : permissionsAt(data),
    endsAtMs: leftNs === null ? null : Math.round(answeredAt + leftNs / 1e6),
  };
  return { answer, isOwn };
}

function permissionsAt(data: Fields): UserPermissions {
  const fields = fieldsAt(data, "permissions");
  const replies = fieldsOf(fields["responses"]);
  const hasReplies = typeof fields["responses"] === "object" && fields["responses"] !== null;
  return {
    publish: rulesAt(fields, "publish"),
    subscribe: rulesAt(fields, "subscribe"),
    responses: hasReplies
      ? { max: numberAt(replies, "max") ?? 0, ttlNs: numberAt(replies, "ttl") ?? 0 }
      : null,
  };
}

function rulesAt(fields: Fields, name: string): SubjectRules {
  const rules = fieldsAt(fields, name);
  const list = (key: string) => textsAt(rules, key, MAX_RULES, MAX_RULE_CHARS);
  return { allow: list("allow"), deny: list("deny") };
}
