// What the page of an account shows of its limits, and how many loaded users each account and signing key has.
// Field names: nats-io/jwt v2 account_claims.go. Pure.

import { rawText } from "@/components/shared/claims/claim-values";
import { objectAt, valueAt } from "@/lib/page/diagnosis/trust/account-claims";
import { formatBinaryBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { isJsonObject, type Json, type JsonObject } from "@/lib/shared/base/json";
import type { EntryId, EntrySummary, JwtFacts, TrustFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

/** A name for people, and the value in words. */
export type Fact = readonly [name: string, text: string];

/** An absent limit is 0: none. */
const COUNTS: readonly Fact[] = [
  ["conn", "Connections"],
  ["leaf", "Leaf nodes"],
  ["subs", "Subscriptions"],
];

const EXTRAS: readonly Fact[] = [
  ["max_ack_pending", "Ack pending"],
  ["mem_max_stream_bytes", "Largest memory stream"],
  ["disk_max_stream_bytes", "Largest disk stream"],
];

const SHOWN: ReadonlySet<string> = new Set([
  ...["conn", "leaf", "subs", "payload", "data", "disallow_bearer", "exports", "imports"],
  ...["mem_storage", "disk_storage", "streams", "consumer", "tiered_limits", "wildcards"],
  ...["max_ack_pending", "mem_max_stream_bytes", "disk_max_stream_bytes", "max_bytes_required"],
]);

/** In the order of the page. What a newer server may know is shown under its own name. */
export function limitFacts({ claims }: JwtFacts): readonly Fact[] {
  const limits = objectAt(objectAt(claims, "nats"), "limits");
  const tiers = [...objectAt(limits, "tiered_limits")];
  return [
    ...COUNTS.map(([field, name]): Fact => [name, countText(numberAt(limits, field))]),
    ["Payload", bytesText(numberAt(limits, "payload"))],
    ["Data", bytesText(numberAt(limits, "data"))],
    [
      "Bearer tokens",
      valueAt(limits, "disallow_bearer") === true ? "not allowed" : "allowed",
    ] as const,
    ...(tiers.length === 0
      ? storageFacts("JetStream", limits)
      : tiers.flatMap(([tier, values]) =>
          isJsonObject(values) ? storageFacts(tier, values) : [],
        )),
    ["Exports", countText(numberAt(limits, "exports"))],
    ["Imports", countText(numberAt(limits, "imports"))],
    ["Wildcard exports", valueAt(limits, "wildcards") === true ? "allowed" : "not allowed"],
    ...[...limits].flatMap(([field, value]): readonly Fact[] =>
      SHOWN.has(field.toLowerCase()) ? [] : [[field, otherText(value)]],
    ),
  ];
}

/**
 * Without storage the account has no JetStream. Of streams, consumers and sizes a server limits only what is above
 * zero (nats-server server/jetstream.go checkLimits).
 */
function storageFacts(name: string, limits: JsonObject): readonly Fact[] {
  const [memory, disk] = [numberAt(limits, "mem_storage"), numberAt(limits, "disk_storage")];
  const isOff = memory === 0 && disk === 0;
  const most = (field: string) => {
    const value = numberAt(limits, field);
    return isOff ? "none" : value <= 0 ? "no limit" : formatCount(value);
  };
  const [streams, consumers] =
    name === "JetStream" ? ["Streams", "Consumers"] : [`${name} streams`, `${name} consumers`];
  return [
    [`${name} memory`, bytesText(memory)],
    [`${name} disk`, bytesText(disk)],
    [streams, most("streams")],
    [consumers, most("consumer")],
    ...EXTRAS.flatMap(([field, title]): readonly Fact[] => {
      const value = numberAt(limits, field);
      if (value <= 0) return [];
      const text = field === "max_ack_pending" ? formatCount(value) : formatBinaryBytes(value);
      return [[name === "JetStream" ? title : `${name} ${title.toLowerCase()}`, text]];
    }),
    ...(valueAt(limits, "max_bytes_required") === true
      ? [["Streams without a size", "not allowed"] as const]
      : []),
  ];
}

function numberAt(object: JsonObject, field: string): number {
  const value = valueAt(object, field);
  return typeof value === "number" ? value : 0;
}

const countText = (value: number): string => (value < 0 ? "no limit" : formatCount(value));

const bytesText = (value: number): string =>
  value < 0 ? "no limit" : value === 0 ? "none" : formatBinaryBytes(value);

function otherText(value: Json): string {
  return typeof value === "number" ? countText(value) : rawText(value);
}

export interface LoadedUsers {
  readonly count: number;
  /** Of these, the last answer of a server was to accept them. */
  readonly accepted: number;
  /** Key that signed → number of users. */
  readonly byIssuer: ReadonlyMap<string, number>;
}

const NO_USERS: LoadedUsers = { count: 0, accepted: 0, byIssuer: new Map() };

/** By account key. */
export function usersByAccount(
  entries: ReadonlyMap<EntryId, EntrySummary>,
  sessions: ReadonlyMap<EntryId, SessionState>,
): (account: string) => LoadedUsers {
  const found = new Map<
    string,
    { count: number; accepted: number; byIssuer: Map<string, number> }
  >();
  for (const { id, account, issuer } of entries.values()) {
    if (account === null) continue;
    const users = found.get(account) ?? { count: 0, accepted: 0, byIssuer: new Map() };
    found.set(account, users);
    users.count += 1;
    if (sessions.get(id)?.outcome === "accepted") users.accepted += 1;
    if (issuer !== null) users.byIssuer.set(issuer, (users.byIssuer.get(issuer) ?? 0) + 1);
  }
  return (account) => found.get(account) ?? NO_USERS;
}

/** The loaded creds of a user; several may hold the same key. */
export function entriesOf(
  user: string,
  entries: ReadonlyMap<EntryId, EntrySummary>,
): readonly EntrySummary[] {
  return [...entries.values()].filter(({ subject }) => subject === user);
}

/** The loaded accounts that the operator's key or one of its signing keys signed. */
export function accountsOf(
  keys: readonly (string | null)[],
  trust: readonly TrustFacts[],
): readonly TrustFacts[] {
  return trust.filter(({ jwt }) => jwt.kind === "account" && keys.includes(jwt.issuer));
}
