// What the writer of a claim that no server reads probably meant. The names are those of public generators, of
// other libraries and of the flags of nsc. Called by unknown-claims.ts.

/** What is lost because no server reads the claim. */
export type LostEffect =
  | "rights"
  | "limit"
  | "expiry"
  | "start"
  | "issued"
  | "source"
  | "hours"
  | "types"
  | "bearer"
  | "account"
  | "reply"
  | "none";

export interface NearMiss {
  /** What servers read instead, as a path; "" = nothing is like it. */
  readonly right: string;
  readonly effect: LostEffect;
}

/** The name without case, hyphens and underscores: "allowedConnectionTypes" and "allowed-connection-types". */
export const plainName = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "");

const table = (
  rows: readonly (readonly [names: string, right: string, effect: LostEffect])[],
): ReadonlyMap<string, NearMiss> =>
  new Map(
    rows.flatMap(([names, right, effect]) =>
      names.split(" ").map((name) => [name, { right, effect }] as const),
    ),
  );

/** In a user's "nats" object, or at the top of its JWT. Plain names. */
const USER = table([
  ["permissions permission perms rights acl", "nats.pub and nats.sub", "rights"],
  ["publish pubs publishes canpublish allowpublish allowpub pubacl", "nats.pub.allow", "rights"],
  ["puballow publishallow publishallowed allowedpub", "nats.pub.allow", "rights"],
  ["subscribe subscribes cansubscribe allowsubscribe allowsub subacl", "nats.sub.allow", "rights"],
  ["suballow subscribeallow subscribeallowed allowedsub", "nats.sub.allow", "rights"],
  ["pubdeny publishdeny denypub denypublish", "nats.pub.deny", "rights"],
  ["subdeny subscribedeny denysub denysubscribe", "nats.sub.deny", "rights"],
  ["allow allowed allowpubsub", "nats.pub.allow and nats.sub.allow", "rights"],
  ["deny denied denypubsub", "nats.pub.deny and nats.sub.deny", "rights"],
  ["response responses allowresponses responsepermissions allowpubresponse", "nats.resp", "reply"],
  ["limits limit", "nats.subs, nats.data and nats.payload", "limit"],
  ["subscriptions maxsubs maxsubscriptions sublimit", "nats.subs", "limit"],
  ["maxpayload payloadbytes maxpayloadbytes", "nats.payload", "limit"],
  ["maxdata bytes maxbytes", "nats.data", "limit"],
  ["exp expires expiry expiration expiresat expire expiresin ttl validuntil", "exp", "expiry"],
  ["nbf notbefore start validfrom", "nbf", "start"],
  ["iat issuedat issued", "iat", "issued"],
  ["locale timezone tz timeslocale timeszone location", "nats.times_location", "hours"],
  ["time hours allowedtimes connecttimes", "nats.times", "hours"],
  ["source sources srcs sourcenetwork sourcenetworks cidr cidrs", "nats.src", "source"],
  ["ip ips allowedips allowedsources srcip", "nats.src", "source"],
  ["connectiontypes connectiontype conntype conntypes", "nats.allowed_connection_types", "types"],
  ["allowedconnections allowedtypes", "nats.allowed_connection_types", "types"],
  ["bearer isbearer", "nats.bearer_token", "bearer"],
  ["proxy", "nats.proxy_required", "none"],
  ["account accountid issueracct", "nats.issuer_account", "account"],
  ["tag", "nats.tags", "none"],
]);

/** Inside one object, by its path in lower case. */
const INNER: Readonly<Record<string, ReadonlyMap<string, NearMiss>>> = {
  "nats.pub": rules("nats.pub"),
  "nats.sub": rules("nats.sub"),
  "nats.resp": table([
    ["maxmsgs maxmessages maxmsg count msgs maxresponses", "max", "reply"],
    ["expires expiry expiration duration timeout maxttl", "ttl", "reply"],
  ]),
};

function rules(path: string): ReadonlyMap<string, NearMiss> {
  return table([
    ["allowed allows allowlist permit permitted subjects subject", `${path}.allow`, "rights"],
    ["denied denies denylist forbid blocked", `${path}.deny`, "rights"],
  ]);
}

/** What a lost name of the right spelling would have done. */
const EFFECTS = table([
  ["pub sub", "", "rights"],
  ["resp", "", "reply"],
  ["subs data payload", "", "limit"],
  ["exp", "", "expiry"],
  ["nbf", "", "start"],
  ["iat", "", "issued"],
  ["src", "", "source"],
  ["times timeslocation", "", "hours"],
  ["allowedconnectiontypes", "", "types"],
  ["bearertoken", "", "bearer"],
  ["issueraccount", "", "account"],
]);

export const effectOf = (name: string): LostEffect =>
  EFFECTS.get(plainName(name))?.effect ?? "none";

/** `at` is the path of the object that holds the name, in lower case: "", "nats", "nats.pub". */
export function nearMissOf(at: string, name: string): NearMiss | null {
  const isOuter = at === "" || at === "nats";
  return (isOuter ? USER : INNER[at])?.get(plainName(name)) ?? null;
}
