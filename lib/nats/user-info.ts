// Reads the reply to $SYS.REQ.USER.INFO: who the server takes us for, and what it lets us do. Used by
// identity.ts. Everything in it came from the server and is bounded here.
// Fields: nats-server server/events.go (UserInfo), server/client.go (publicPermissions).

import type { IdentityAnswer } from "@/lib/facts/attempt";
import type { SubjectRules, UserPermissions } from "@/lib/facts/creds";

const MAX_CHARS = 256;
const MAX_RULE_CHARS = 4096;
const MAX_RULES = 10_000;

type Fields = Readonly<Record<string, unknown>>;

const UNRESTRICTED: UserPermissions = {
  publish: { allow: null, deny: null },
  subscribe: { allow: null, deny: null },
  responses: null,
};

/** Null when it names nobody, as the reply of something else would. `elapsedMs`: from question to answer. */
export function readUserInfo(payload: Uint8Array, elapsedMs: number): IdentityAnswer | null {
  let reply: Fields;
  try {
    reply = fieldsOf(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return null;
  }
  const data = fieldsOf(reply["data"]);
  const user = text(data["user"]);
  const account = text(data["account"]);
  if (user === null && account === null) return null;
  const time = Date.parse(text(fieldsOf(reply["server"])["time"]) ?? "");
  const leftNs = number(data["expires"]);
  const halfMs = Math.ceil(elapsedMs / 2);
  const answeredAt = Date.now() - halfMs;
  return {
    from: "user-info",
    user,
    account,
    accountName: text(data["account_name"]),
    userName: text(data["user_name"]),
    clock: Number.isNaN(time)
      ? null
      : {
          aheadMs: Math.round(time - answeredAt),
          // A timer of the page may be a few milliseconds late.
          accuracyMs: halfMs + 10,
          from: "server",
        },
    // Without the field nothing is restricted.
    permissions:
      data["permissions"] === undefined ? UNRESTRICTED : permissions(data["permissions"]),
    endsAtMs: leftNs === null ? null : Math.round(answeredAt + leftNs / 1e6),
  };
}

function permissions(value: unknown): UserPermissions {
  const fields = fieldsOf(value);
  const responses = fields["responses"];
  return {
    publish: rules(fields["publish"]),
    subscribe: rules(fields["subscribe"]),
    responses:
      typeof responses === "object" && responses !== null
        ? {
            max: number(fieldsOf(responses)["max"]) ?? 0,
            ttlNs: number(fieldsOf(responses)["ttl"]) ?? 0,
          }
        : null,
  };
}

function rules(value: unknown): SubjectRules {
  const fields = fieldsOf(value);
  return { allow: list(fields["allow"]), deny: list(fields["deny"]) };
}

function list(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const entries = value.filter((entry) => typeof entry === "string").slice(0, MAX_RULES);
  return entries.map((entry) => entry.slice(0, MAX_RULE_CHARS));
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, MAX_CHARS) : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
