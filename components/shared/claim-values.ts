// Claims as exact text: what stands in data-value, in the claims table and in the raw view. Nothing is
// rounded or dropped. Pure; used by the page only.

import {
  type InexactNumber,
  isJsonObject,
  type Json,
  type JsonObject,
} from "@/lib/shared/base/json";

function isInexact(value: Json): value is InexactNumber {
  return typeof value === "object" && value !== null && "inexact" in value;
}

/** Strings bare, numbers as written, everything else as compact JSON. */
export function rawText(value: Json): string {
  return typeof value === "string" ? value : printJson(value, null);
}

/** JSON with two blanks of indent; the vault bounds its depth (lib/vault/creds/json-reader.ts). */
export function prettyText(value: Json): string {
  return printJson(value, "");
}

/** `indent` null = compact. */
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
  /** Seconds since 1970, when the claim is a moment. */
  readonly atSec: number | null;
  /** False for claims that nats-io/jwt v2 does not define for a user. */
  readonly isKnown: boolean;
}

const MOMENTS: ReadonlySet<string> = new Set(["iat", "exp", "nbf"]);

/** Every claim, one row each; objects are followed into `nats`, `nats.pub`, `nats.sub`, `nats.resp`. */
export function claimRows(claims: JsonObject): readonly ClaimRow[] {
  const rows: ClaimRow[] = [];
  const visit = (object: JsonObject, prefix: string) => {
    for (const [name, value] of object) {
      const path = prefix + name;
      if (isJsonObject(value) && OPENED.has(path) && value.size > 0) {
        visit(value, `${path}.`);
        continue;
      }
      const isMoment = MOMENTS.has(path) && typeof value === "number" && value > 0;
      rows.push({ path, value, atSec: isMoment ? value : null, isKnown: KNOWN.has(path) });
    }
  };
  visit(claims, "");
  return rows;
}

const OPENED: ReadonlySet<string> = new Set(["nats", "nats.pub", "nats.sub", "nats.resp"]);

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
