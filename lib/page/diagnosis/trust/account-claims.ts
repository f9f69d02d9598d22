// Typed views of account and operator claims: what they say about users. Read by chain.ts and by the
// permissions. Field names and defaults: nats-io/jwt v2 account_claims.go, signingkeys.go,
// operator_claims.go. Upper and lower case of names does not matter, as in Go's decoder. Pure.

import { isJsonObject, type Json, type JsonObject } from "@/lib/shared/base/json";
import type {
  JwtFacts,
  SubjectRules,
  TimeWindow,
  UserClaims,
  UserPermissions,
} from "@/lib/shared/facts/creds";

/** A signing key that sets the rights of the users it signs. */
export interface Scope {
  readonly role: string;
  /** The permissions and limits as in a user JWT. Templates are not expanded yet. */
  readonly template: UserClaims;
}

/** The new subject of a published message, and for which share of the messages. */
export interface MappingTarget {
  readonly subject: string;
  /** Percent, 1 to 100. */
  readonly weight: number;
  /** "" = any cluster. */
  readonly cluster: string;
}

/** Source subject → targets. */
export type Mappings = ReadonlyMap<string, readonly MappingTarget[]>;

export interface Export {
  readonly kind: "stream" | "service";
  readonly subject: string;
  readonly name: string;
  /** Importers need an activation token. */
  readonly isPrivate: boolean;
}

export interface Import {
  readonly kind: "stream" | "service";
  /** In the exporting account. */
  readonly subject: string;
  /** In this account; "" = the same. It may contain $1, $2 for the wildcards of `subject`. */
  readonly localSubject: string;
  /** The exporting account. */
  readonly account: string;
  readonly name: string;
}

export interface AccountClaims {
  /** Null = a plain signing key: the user JWT sets the permissions. */
  readonly signingKeys: ReadonlyMap<string, Scope | null>;
  /** User key or "*" → seconds since 1970. Creds issued at or before that time are revoked. */
  readonly revocations: ReadonlyMap<string, number>;
  readonly disallowsBearer: boolean;
  /** -1 = no limit; absent counts as 0. */
  readonly maxConnections: number;
  /** For each connection; -1 = no limit, absent counts as 0. */
  readonly maxSubscriptions: number;
  readonly maxPayloadBytes: number;
  /** If it has any, an auth callout decides about all users except these. */
  readonly authUsers: readonly string[];
  readonly tags: readonly string[];
  /** For users whose JWT sets no permissions at all. */
  readonly defaults: UserPermissions;
  readonly mappings: Mappings;
  readonly exports: readonly Export[];
  readonly imports: readonly Import[];
}

export interface OperatorClaims {
  readonly signingKeys: readonly string[];
  /** Accounts must then sign users with signing keys. */
  readonly isStrict: boolean;
  readonly systemAccount: string | null;
}

export function accountClaimsOf({ claims }: JwtFacts): AccountClaims {
  const nats = objectAt(claims, "nats");
  const limits = objectAt(nats, "limits");
  return {
    signingKeys: new Map(listAt(nats, "signing_keys").flatMap(signingKeyOf)),
    revocations: new Map(
      [...objectAt(nats, "revocations")].flatMap(([key, value]) =>
        typeof value === "number" ? [[key, value] as const] : [],
      ),
    ),
    disallowsBearer: valueAt(limits, "disallow_bearer") === true,
    maxConnections: numberAt(limits, "conn") ?? 0,
    maxSubscriptions: numberAt(limits, "subs") ?? 0,
    maxPayloadBytes: numberAt(limits, "payload") ?? 0,
    authUsers: stringsAt(objectAt(nats, "authorization"), "auth_users"),
    tags: stringsAt(nats, "tags"),
    defaults: permissionsAt(objectAt(nats, "default_permissions")),
    mappings: new Map(
      [...objectAt(nats, "mappings")].map(([from, to]) => [
        from,
        isList(to) ? to.flatMap(targetOf) : [],
      ]),
    ),
    exports: listAt(nats, "exports").flatMap(exportOf),
    imports: listAt(nats, "imports").flatMap(importOf),
  };
}

export function operatorClaimsOf({ claims }: JwtFacts): OperatorClaims {
  const nats = objectAt(claims, "nats");
  const systemAccount = valueAt(nats, "system_account");
  return {
    systemAccount: typeof systemAccount === "string" ? systemAccount : null,
    signingKeys: stringsAt(nats, "signing_keys"),
    isStrict: valueAt(nats, "strict_signing_key_usage") === true,
  };
}

function signingKeyOf(entry: Json): readonly (readonly [string, Scope | null])[] {
  if (typeof entry === "string") return [[entry, null]];
  if (!isJsonObject(entry)) return [];
  const key = valueAt(entry, "key");
  if (typeof key !== "string") return [];
  const template = templateOf(objectAt(entry, "template"));
  return [[key, { role: textAt(entry, "role"), template }]];
}

/** In a template an absent limit means no limit, unlike in a user JWT. */
function templateOf(template: JsonObject): UserClaims {
  const zone = valueAt(template, "times_location");
  const types = stringsAt(template, "allowed_connection_types");
  return {
    permissions: permissionsAt(template),
    limits: {
      subscriptions: numberAt(template, "subs") ?? -1,
      payloadBytes: numberAt(template, "payload") ?? -1,
      dataBytes: numberAt(template, "data") ?? -1,
    },
    source: stringsAt(template, "src"),
    times: listAt(template, "times").flatMap(windowOf),
    timesZone: typeof zone === "string" && zone !== "" ? zone : null,
    ignoredLocale: null,
    isBearer: valueAt(template, "bearer_token") === true,
    isProxyRequired: valueAt(template, "proxy_required") === true,
    connectionTypes: types.length > 0 ? types : null,
    issuerAccount: null,
    tags: [],
    carriedRights: [],
  };
}

function permissionsAt(object: JsonObject): UserPermissions {
  const responses = valueAt(object, "resp");
  return {
    publish: rulesAt(object, "pub"),
    subscribe: rulesAt(object, "sub"),
    responses: isJsonObject(responses)
      ? { max: numberAt(responses, "max") ?? 0, ttlNs: numberAt(responses, "ttl") ?? 0 }
      : null,
  };
}

/** A weight of 0 or an absent one is 100 percent. */
function targetOf(entry: Json): readonly MappingTarget[] {
  if (!isJsonObject(entry)) return [];
  const weight = numberAt(entry, "weight") || 100;
  return [{ subject: textAt(entry, "subject"), weight, cluster: textAt(entry, "cluster") }];
}

function exportOf(entry: Json): readonly Export[] {
  if (!isJsonObject(entry)) return [];
  const kind = kindAt(entry);
  const subject = textAt(entry, "subject");
  const isPrivate = valueAt(entry, "token_req") === true;
  return kind === null ? [] : [{ kind, subject, name: textAt(entry, "name"), isPrivate }];
}

/** `to` is the old form of `local_subject`: a prefix for a stream, the local subject for a service. */
function importOf(entry: Json): readonly Import[] {
  if (!isJsonObject(entry)) return [];
  const kind = kindAt(entry);
  if (kind === null) return [];
  const subject = textAt(entry, "subject");
  const to = textAt(entry, "to");
  const older = to === "" || kind === "service" ? to : `${to}.${subject}`;
  return [
    {
      kind,
      subject,
      localSubject: textAt(entry, "local_subject") || older,
      account: textAt(entry, "account"),
      name: textAt(entry, "name"),
    },
  ];
}

function kindAt(object: JsonObject): Export["kind"] | null {
  const kind = textAt(object, "type");
  return kind === "stream" || kind === "service" ? kind : null;
}

function windowOf(entry: Json): readonly TimeWindow[] {
  if (!isJsonObject(entry)) return [];
  const start = valueAt(entry, "start");
  const end = valueAt(entry, "end");
  return typeof start === "string" && typeof end === "string" ? [{ start, end }] : [];
}

function rulesAt(object: JsonObject, name: string): SubjectRules {
  const rules = objectAt(object, name);
  const list = (key: string) => (isList(valueAt(rules, key)) ? stringsAt(rules, key) : null);
  return { allow: list("allow"), deny: list("deny") };
}

const EMPTY: JsonObject = new Map();

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Of names that differ in case only, the last one counts, as in Go's decoder. */
export function valueAt(object: JsonObject, name: string): Json | undefined {
  let found: Json | undefined;
  for (const [key, value] of object) if (key.toLowerCase() === name) found = value;
  return found;
}

export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = valueAt(object, name);
  return isJsonObject(value) ? value : EMPTY;
}

function listAt(object: JsonObject, name: string): readonly Json[] {
  const value = valueAt(object, name);
  return isList(value) ? value : [];
}

/** A single string is a list of its parts between commas. */
export function stringsAt(object: JsonObject, name: string): readonly string[] {
  const value = valueAt(object, name);
  if (typeof value === "string") return value.split(",").filter((part) => part !== "");
  return isList(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function textAt(object: JsonObject, name: string): string {
  const value = valueAt(object, name);
  return typeof value === "string" ? value : "";
}

function numberAt(object: JsonObject, name: string): number | null {
  const value = valueAt(object, name);
  return typeof value === "number" ? value : null;
}
