// Reads the user part of a user JWT, with a problem for every rule that can be checked from the JWT alone and
// without a clock. Called by decode-jwt.ts. The rules are those of nats-io/jwt v2 user_claims.go, types.go
// (Permissions.Validate, Limits.Validate) and decoder_user.go; servers apply them in nats-server
// server/auth.go and client.go (setPermissions, validateResponsePermissions).

import { isJsonObject } from "@/lib/shared/base/json";
import type {
  SubjectRules,
  TimeWindow,
  UserClaims,
  UserPermissions,
} from "@/lib/shared/facts/creds";
import type { Steps } from "@/lib/vault/base/turns";
import { forEachInSteps } from "@/lib/vault/base/turns";
import { decodePublicKey } from "@/lib/vault/creds/nkeys";
import { findCarriedRights } from "./claims/carried-rights";
import type { Fields } from "./claims/claim-fields";
import { isCidr, isTimeOfDay, subjectFault, zoneFault } from "./claims/claim-rules";

const NO_RULES: SubjectRules = { allow: null, deny: null };
const CONNECTION_TYPES = /^(STANDARD|WEBSOCKET|LEAFNODE|LEAFNODE_WS|MQTT|MQTT_WS|IN_PROCESS)$/i;

/**
 * `top` has the fields of the JWT, `nats` those of its "nats" object. Version 1 has the issuer account and
 * the tags at the top, and no connection types.
 */
export function* readUserClaims(top: Fields, nats: Fields, version: number): Steps<UserClaims> {
  const generic = version === 1 ? top : nats;
  const permissions = yield* readPermissions(nats);
  const limits = {
    subscriptions: nats.integer("subs"),
    payloadBytes: nats.integer("payload"),
    dataBytes: nats.integer("data"),
  };
  const source = yield* readSource(nats);
  const times = yield* readTimes(nats);
  const timesZone = nats.string("times_location") || null;
  const zone = timesZone && zoneFault(timesZone);
  if (zone) nats.note("jwt/claims", "times_location", { reason: zone, value: timesZone });
  const ignoredLocale = readIgnoredLocale(nats);
  const isBearer = nats.boolean("bearer_token");
  const connectionTypes = version === 1 ? null : readConnectionTypes(nats);
  const issuerAccount = generic.string("issuer_account") || null;
  if (issuerAccount && decodePublicKey(issuerAccount)?.kind !== "account") {
    generic.note("jwt/claims", "issuer_account", { reason: "account-key" });
  }
  const carried = findCarriedRights(nats, version);
  // A scoped signing key requires that all limits are absent, because the account JWT has them.
  const mayBeScoped =
    issuerAccount !== null && issuerAccount !== top.string("iss") && carried.length === 0;
  if (!mayBeScoped) noteZeroLimits(nats, limits, version);
  return {
    permissions,
    limits,
    source,
    times,
    timesZone,
    ignoredLocale,
    isBearer,
    isProxyRequired: version !== 1 && nats.boolean("proxy_required"),
    connectionTypes,
    issuerAccount,
    tags: generic.strings("tags") ?? [],
    carriedRights: carried,
  };
}

function* readPermissions(nats: Fields): Steps<UserPermissions> {
  const publish = yield* readRules(nats, "pub");
  const subscribe = yield* readRules(nats, "sub");
  const resp = nats.object("resp");
  const responses = resp && { max: resp.integer("max") ?? 0, ttlNs: resp.integer("ttl") ?? 0 };
  const isAllowEmpty = publish.allow?.length === 0;
  if (responses && !publish.allow?.length) nats.note("jwt/reply-only", "resp");
  else if (isAllowEmpty && publish.deny?.length) nats.note("jwt/reply-only", "pub.allow");
  return { publish, subscribe, responses };
}

function* readRules(nats: Fields, side: "pub" | "sub"): Steps<SubjectRules> {
  const rules = nats.object(side);
  if (!rules) return NO_RULES;
  const read = function* (name: "allow" | "deny") {
    const list = rules.strings(name);
    yield* forEachInSteps(list ?? [], (entry, i) => {
      const reason = subjectFault(entry, side === "sub");
      if (reason) rules.note("jwt/claims", `${name}[${i}]`, { reason, value: entry });
    });
    return list;
  };
  return { allow: yield* read("allow"), deny: yield* read("deny") };
}

/** The claim is a list, or one string with commas (nats-io/jwt v2 types.go CIDRList.UnmarshalJSON). */
function* readSource(nats: Fields): Steps<readonly string[]> {
  const value = nats.value("src");
  const list =
    typeof value === "string"
      ? value
          .split(",")
          .map((entry) => entry.trim())
          .filter(Boolean)
      : (nats.strings("src") ?? []);
  yield* forEachInSteps(list, (entry, i) => {
    if (!isCidr(entry)) nats.note("jwt/claims", `src[${i}]`, { reason: "cidr", value: entry });
  });
  return list;
}

function* readTimes(nats: Fields): Steps<readonly TimeWindow[]> {
  const windows: TimeWindow[] = [];
  yield* forEachInSteps(nats.list("times") ?? [], (item, i) => {
    const window = isJsonObject(item) ? nats.inner(item, `times[${i}]`) : null;
    if (!window && item !== null) {
      nats.note("jwt/claims", `times[${i}]`, { reason: "type", expected: "object" });
    }
    const read = (name: "start" | "end") => {
      const value = window?.string(name) ?? "";
      if (!isTimeOfDay(value)) {
        nats.note("jwt/claims", `times[${i}].${name}`, { reason: "time", value });
      }
      return value;
    };
    windows.push({ start: read("start"), end: read("end") });
  });
  return windows;
}

function readIgnoredLocale(nats: Fields): string | null {
  const value = nats.value("locale");
  if (typeof value !== "string" || value === "") return null;
  nats.note("jwt/locale-ignored", "locale", { value });
  return value;
}

/** Servers skip unknown names next to a known one (nats-server server/auth.go convertAllowedConnectionTypes). */
function readConnectionTypes(nats: Fields): readonly string[] | null {
  const types = nats.strings("allowed_connection_types");
  if (!types || types.length === 0) return null;
  const unknown = types.filter((type) => !CONNECTION_TYPES.test(type));
  const params = { allowed: types.join(", "), unknown: unknown.join(", ") };
  if (!types.some((type) => /^WEBSOCKET$/i.test(type))) {
    nats.note("jwt/connection-type", "allowed_connection_types", params);
  }
  return types;
}

/** An absent limit is zero in version 2, and "no limit" in version 1. */
function noteZeroLimits(nats: Fields, limits: UserClaims["limits"], version: number): void {
  const isZero = (value: number | null) => value === 0 || (value === null && version !== 1);
  if (isZero(limits.subscriptions)) nats.note("jwt/limits-zero", "subs");
  if (isZero(limits.payloadBytes)) nats.note("jwt/limits-zero", "payload");
}
