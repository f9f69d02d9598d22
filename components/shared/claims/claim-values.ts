// Claims as exact text, for data-value, the claims table and the raw view. Nothing is rounded or dropped.
// Pure; used by the page only.

import {
  type InexactNumber,
  isJsonObject,
  type Json,
  type JsonObject,
} from "@/lib/shared/base/json";

function isInexact(value: Json): value is InexactNumber {
  return typeof value === "object" && value !== null && "inexact" in value;
}

/** Strings without quotes, numbers as written, everything else as compact JSON. */
export function rawText(value: Json): string {
  return typeof value === "string" ? value : printJson(value, null);
}

/** JSON indented by two spaces. The vault bounds its depth (lib/vault/creds/encoding/json-reader.ts). */
export function prettyText(value: Json): string {
  return printJson(value, "");
}

/** Compact when `indent` is null. */
function printJson(value: Json, indent: string | null): string {
  if (value === null || typeof value === "boolean" || typeof value === "number") {
    return String(value);
  }
  if (typeof value === "string") return JSON.stringify(value);
  if (isInexact(value)) return value.inexact;
  const inner = indent === null ? null : `${indent}  `;
  const colon = indent === null ? ":" : ": ";
  if (isJsonObject(value)) {
    const members = [...value].map(
      ([name, member]) => `${JSON.stringify(name)}${colon}${printJson(member, inner)}`,
    );
    return wrap("{", members, "}", indent);
  }
  return wrap(
    "[",
    value.map((item) => printJson(item, inner)),
    "]",
    indent,
  );
}

function wrap(open: string, parts: readonly string[], close: string, indent: string | null) {
  if (parts.length === 0) return open + close;
  if (indent === null) return open + parts.join(",") + close;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
}

export interface ClaimRow {
  /** "exp", "nats.pub.allow". */
  readonly path: string;
  readonly value: Json;
  /** Seconds since 1970 if the claim is a time, else null. */
  readonly atSec: number | null;
  /** False for claims that nats-io/jwt v2 does not define for a user. */
  readonly isKnown: boolean;
}

const TIME_CLAIMS: ReadonlySet<string> = new Set(["iat", "exp", "nbf"]);

/** One row for each claim. The members of `nats`, `nats.pub`, `nats.sub` and `nats.resp` get rows too. */
export function claimRows(claims: JsonObject): readonly ClaimRow[] {
  const rows: ClaimRow[] = [];
  const visit = (object: JsonObject, prefix: string) => {
    for (const [name, value] of object) {
      const path = prefix + name;
      if (isJsonObject(value) && FLATTENED.has(path) && value.size > 0) {
        visit(value, `${path}.`);
        continue;
      }
      const isTime = TIME_CLAIMS.has(path) && typeof value === "number" && value > 0;
      rows.push({ path, value, atSec: isTime ? value : null, isKnown: KNOWN.has(path) });
    }
  };
  visit(claims, "");
  return rows;
}

/**
 * The rows to show while `limit` are wanted. All of them as written, if they are few; else the known claims come
 * first, so that no number of others can push them out.
 */
export function firstRows(rows: readonly ClaimRow[], limit: number): readonly ClaimRow[] {
  if (rows.length <= limit) return rows;
  const known = rows.filter((row) => row.isKnown);
  const others = rows.filter((row) => !row.isKnown);
  return [...known, ...others.slice(0, Math.max(0, limit - known.length))];
}

const FLATTENED: ReadonlySet<string> = new Set(["nats", "nats.pub", "nats.sub", "nats.resp"]);

// nats-io/jwt v2: claims.go (standard), user_claims.go and types.go; version 1 has `type`, `tags` and
// `issuer_account` at the top, and `max` among the limits.
const KNOWN: ReadonlySet<string> = new Set([
  ...["aud", "exp", "iat", "iss", "jti", "name", "nbf", "sub"],
  ...["type", "tags", "issuer_account", "nats"],
  ...["type", "version", "tags", "issuer_account", "subs", "data", "payload", "max"].map(inNats),
  ...["pub", "pub.allow", "pub.deny", "sub", "sub.allow", "sub.deny"].map(inNats),
  ...["resp", "resp.max", "resp.ttl", "src", "times", "times_location"].map(inNats),
  ...["bearer_token", "proxy_required", "allowed_connection_types"].map(inNats),
]);

function inNats(name: string): string {
  return `nats.${name}`;
}
