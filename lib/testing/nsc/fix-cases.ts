// For each cause with lines for a terminal: how a store of nsc comes to it, and what shows that the lines work.
// run-fixes.test.ts runs them; fixes.test.ts sees to it that no cause is left out.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CauseCode } from "@/lib/shared/facts/causes";
import {
  claimsOf,
  makePlace,
  makeUnpushed,
  type Place,
  stored,
  tampered,
  USER,
  type Use,
} from "./places";
import { type NscStore, partsOf } from "./store";

export interface FixCase {
  readonly title?: string;
  /** Refused before and accepted after. */
  readonly use?: Use;
  /** In place of `use`: the product finds the cause in the creds before, and not after. */
  readonly isFinding?: true;
  readonly isStrict?: true;
  /** The lines are run in a later second than the one of issue: a revocation counts in seconds. */
  readonly isTimed?: true;
  /** What the diagnosis knows besides the names. */
  readonly evidence?: Evidence | ((place: Place) => Evidence);
  /** Breaks a new place, and may give the creds that its user holds. */
  readonly breakIt: (
    store: NscStore,
  ) => Promise<{ readonly place: Place; readonly creds?: string }>;
  /** What a person puts in for the placeholders. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly files?: (creds: string) => Readonly<Record<string, string>>;
  /** The file of the lines, if it is another than the user's creds. */
  readonly made?: string;
  /** For lines that show something: what they print. */
  readonly shows?: (place: Place) => string;
}

const edited =
  (...flags: readonly string[]) =>
  async (store: NscStore) => {
    const place = await makePlace(store);
    place.edit(...flags);
    return { place };
  };
const damaged = (change: (creds: string) => string) => async (store: NscStore) => {
  const place = await makePlace(store);
  return { place, creds: change(place.creds()) };
};
const accountEdited =
  (...flags: readonly string[]) =>
  async (store: NscStore) => {
    const place = await makePlace(store);
    place.editAccount(...flags);
    await place.push();
    return { place };
  };
/** Another tool made the creds, and nsc has them in its store. */
const written =
  (nats: Record<string, unknown>, claims: Record<string, unknown> = {}) =>
  async (store: NscStore) => {
    const place = await makePlace(store);
    const creds = place.rewrite((all) => ({
      ...all,
      ...claims,
      nats: { ...(all["nats"] as object), ...nats },
    }));
    return { place, creds: stored(place, creds) };
  };

const EXPIRED: readonly FixCase[] = [{ breakIt: edited("--expiry", "2020-01-01") }];
const ACCOUNT_EXPIRED: readonly FixCase[] = [{ breakIt: accountEdited("--expiry", "2020-01-01") }];
const AHEAD_SEC = 3_600;
const revokedAhead = (key: string) => async (store: NscStore) => {
  const place = await makePlace(store);
  const at = String(Math.floor(Date.now() / 1_000) + AHEAD_SEC);
  const whom = key === "" ? String(place.names(place.creds())["subject"]) : key;
  const of = ["--account", place.account, "--user-public-key", whom];
  store.nsc("revocations", "add-user", ...of, "--at", at);
  await place.push();
  return { place };
};
const AHEAD = { revokedUntilSec: Math.floor(Date.now() / 1_000) + AHEAD_SEC };

const REVOKED: readonly FixCase[] = [
  { breakIt: revoked, isTimed: true },
  { title: "up to a later time", evidence: AHEAD, breakIt: revokedAhead("") },
  {
    title: "everybody up to a later time",
    evidence: { ...AHEAD, everybody: 1 },
    breakIt: revokedAhead("*"),
  },
];
const NO_SUBSCRIPTIONS: readonly FixCase[] = [{ use: "subscribe", breakIt: edited("--subs", "0") }];
const hour = (ahead: number) => String((new Date().getHours() + ahead) % 24).padStart(2, "0");
const ALL_DAY = { "FROM-TO": "00:00:00-23:59:59" };
const unread = (effect: string, claim: Record<string, unknown>, fill = {}): FixCase => ({
  title: effect,
  isFinding: true,
  evidence: { effect },
  breakIt: written(claim),
  fill,
});

export const FIX_CASES: Partial<Record<CauseCode, readonly FixCase[]>> = {
  "creds/no-jwt": [{ breakIt: damaged((creds) => creds.replace(/^ey.*$/mu, "")) }],
  "creds/no-seed": [{ breakIt: damaged((creds) => creds.replace(/^SU.*$/mu, "")) }],
  "creds/context": [
    {
      evidence: ({ account }) => ({ nsc: `nsc://OP/${account}/${USER}` }),
      breakIt: damaged(() => ""),
    },
  ],
  "creds/too-deep": [
    {
      breakIt: async (store) => {
        const place = await makePlace(store);
        return { place, creds: Buffer.from(place.creds()).toString("base64") };
      },
      fill: { FILE: "deep.txt" },
      files: (creds) => ({ "deep.txt": creds }),
      made: "decoded.txt",
    },
  ],
  "seed/malformed": [{ breakIt: damaged((creds) => creds.replace(/^(SU\S{9})../mu, "$1AA")) }],
  "seed/not-a-user-seed": [
    {
      breakIt: async (store) => {
        const place = await makePlace(store);
        const seed = store.seed(place.key).trim();
        return { place, creds: place.creds().replace(/^SU\S+$/mu, seed) };
      },
    },
  ],
  "seed/mismatch": [
    {
      breakIt: async (store) => {
        const place = await makePlace(store);
        const { seed } = partsOf(store.creds("SYS", "sys"));
        return { place, creds: place.creds().replace(/^SU\S+$/mu, seed) };
      },
    },
  ],
  "jwt/malformed": [{ breakIt: damaged((creds) => creds.replace(/^ey(.*)\..*$/mu, "ey$1")) }],
  "jwt/algorithm": [
    {
      breakIt: damaged((creds) => {
        const head = Buffer.from('{"typ":"JWT","alg":"HS256"}').toString("base64url");
        return creds.replace(/^ey[^.]*/mu, head);
      }),
    },
  ],
  "jwt/signature": [
    { breakIt: damaged((creds) => tampered(creds, (all) => ({ ...all, exp: 1 }))) },
  ],
  "jwt/issuer-kind": [
    { breakIt: damaged((creds) => tampered(creds, (all) => ({ ...all, iss: all["sub"] }))) },
  ],
  "jwt/claims": [
    {
      title: "a subject with odd dots",
      use: "publish",
      evidence: { at: "nats.pub.allow[0]", value: ".a", reason: "dots" },
      breakIt: edited("--allow-pub", ".a"),
      fill: { SUBJECT: "orders.new" },
    },
    {
      title: "a denied subject with odd dots",
      evidence: { at: "nats.sub.deny[0]", value: "a.", reason: "dots" },
      breakIt: edited("--deny-sub", "a."),
      fill: { SUBJECT: "a" },
    },
    {
      title: "an address without its range",
      evidence: { at: "nats.src[0]", value: "127.0.0.1", reason: "cidr" },
      breakIt: edited("--source-network", "127.0.0.1"),
    },
    {
      title: "what is no address",
      evidence: { at: "nats.src[0]", value: "office", reason: "cidr" },
      breakIt: edited("--source-network", "office"),
      fill: { "ADDRESS/32": "127.0.0.1/32" },
    },
    {
      title: "an unknown zone",
      evidence: { at: "nats.times_location", value: "europe/paris", reason: "zone-case" },
      breakIt: written({ times_location: "Mars/Base" }),
      fill: { ZONE: "Europe/Paris" },
    },
  ],
  "jwt/locale-ignored": [
    {
      isFinding: true,
      evidence: { locale: "Asia/Tokyo" },
      breakIt: written({
        locale: "Asia/Tokyo",
        times: [{ start: "00:00:00", end: "23:59:59" }],
      }),
    },
  ],
  "jwt/unknown-claim": [
    unread("rights", { permissions: { publish: { allow: ["a"] } } }, { SUBJECT: "a" }),
    unread("limit", { max_payload: 5 }),
    unread("expiry", { expires: 1_900_000_000 }),
    unread("start", { not_before: 1 }),
    unread("source", { source_networks: ["10.0.0.0/8"] }, { "ADDRESS/32": "127.0.0.1/32" }),
    unread("hours", { time_ranges: [{ start: "08:00:00", end: "18:00:00" }] }, ALL_DAY),
    unread("types", { connection_types: ["WEBSOCKET"] }),
    unread("bearer", { bearer: true }),
    unread("reply", { allow_responses: true }),
  ],
  "jwt/unknown-connection-type": [
    {
      evidence: { right: "WEBSOCKET" },
      breakIt: written({ allowed_connection_types: ["WEB-SOCKET"] }),
    },
  ],
  "jwt/time-unit": [
    {
      title: "exp",
      isFinding: true,
      evidence: { at: "exp" },
      breakIt: written({}, { exp: 1_900_000_000_000 }),
    },
    { title: "nbf", evidence: { at: "nbf" }, breakIt: written({}, { nbf: 1_700_000_000_000 }) },
    {
      title: "iat",
      isFinding: true,
      evidence: { at: "iat" },
      breakIt: written({}, { iat: 1_700_000_000_000 }),
    },
  ],
  "jwt/no-issue-time": [{ isFinding: true, breakIt: written({}, { iat: 0 }) }],
  "jwt/expired": EXPIRED,
  "ended/expired": EXPIRED,
  "jwt/not-yet-valid": [{ breakIt: edited("--start", "2090-01-01") }],
  "jwt/outside-times": [
    { breakIt: edited("--time", `${hour(20)}:00:00-${hour(20)}:30:00`), fill: ALL_DAY },
  ],
  "jwt/connection-type": [
    {
      evidence: { wanted: "WEBSOCKET", allowed: "MQTT" },
      breakIt: edited("--conn-type", "MQTT"),
    },
    {
      title: "over the bridge",
      use: "tcp",
      evidence: { wanted: "STANDARD", allowed: "MQTT" },
      breakIt: edited("--conn-type", "MQTT"),
    },
  ],
  "jwt/source-address": [
    {
      evidence: { address: "127.0.0.1", allowed: "10.0.0.0/8" },
      breakIt: edited("--source-network", "10.0.0.0/8"),
    },
    {
      title: "where the address is not known",
      breakIt: edited("--source-network", "10.0.0.0/8"),
      fill: { "ADDRESS/32": "127.0.0.1/32" },
    },
  ],
  "jwt/limits-zero": NO_SUBSCRIPTIONS,
  "limits/subscriptions": NO_SUBSCRIPTIONS,
  "limits/payload": [{ use: "publish-long", breakIt: edited("--payload", "10") }],
  "jwt/reply-only": [
    {
      use: "publish",
      breakIt: edited("--allow-pub-response"),
      fill: { SUBJECT: "orders.new" },
    },
  ],
  "account/unknown": [{ breakIt: async (store) => ({ place: makeUnpushed(store) }) }],
  "account/expired": ACCOUNT_EXPIRED,
  "ended/account-expired": ACCOUNT_EXPIRED,
  "account/connection-limit": [{ use: "tcp", breakIt: accountEdited("--conns", "0") }],
  "account/bearer-forbidden": [
    {
      breakIt: async (store) => {
        // nsc forbids bearer to no account that has a bearer user.
        const { place } = await accountEdited("--disallow-bearer")(store);
        const creds = place.rewrite(({ nats, ...all }) => ({
          ...all,
          nats: { ...(nats as object), bearer_token: true },
        }));
        return { place, creds: stored(place, creds) };
      },
    },
  ],
  "account/other-operator": [{ breakIt: edited("--tag", "a"), shows: ({ account }) => account }],
  "ended/authorization": [{ breakIt: signingKeyAdded, shows: (place) => place.signingKey() }],
  "account/issuer-unknown": [
    { breakIt: signingKeyRemoved },
    { title: "strict", isStrict: true, evidence: { strict: 1 }, breakIt: signedByAccount },
    { title: "without its account", evidence: { unnamed: 1 }, breakIt: accountNotNamed },
  ],
  "account/template": [
    {
      use: "publish",
      evidence: { entry: "{{tag(team)}}.new" },
      breakIt: tagMissing,
      fill: { VALUE: "orders" },
    },
    {
      title: "where the template is not known",
      use: "publish",
      breakIt: tagMissing,
      fill: { "NAME:VALUE": "team:orders" },
    },
  ],
  "account/scope-violated": [{ evidence: { role: "narrow" }, breakIt: scopeAdded }],
  "account/user-revoked": REVOKED,
  "ended/revoked": REVOKED,
  "server/other-identity": [
    {
      evidence: ({ store }) => ({ address: store.server.wsUrl }),
      breakIt: edited("--tag", "a"),
      fill: { FILE: "user.creds" },
      files: (creds) => ({ "user.creds": creds }),
      shows: ({ key }) => key,
    },
  ],
};

async function signingKeyAdded(store: NscStore) {
  const place = makeUnpushed(store);
  place.signingKey();
  return { place };
}

async function signingKeyRemoved(store: NscStore) {
  const place = makeUnpushed(store);
  const key = place.signingKey();
  place.signedWith(key);
  place.editAccount("--rm-sk", key);
  await place.push();
  return { place };
}

/** nsc itself signs no user with the account key for a strict operator. */
async function signedByAccount(store: NscStore) {
  const place = makeUnpushed(store, "no user");
  const key = place.signingKey();
  store.nsc("add", "user", "--account", place.account, "--name", USER, "-K", key);
  await place.push();
  const creds = place.rewrite(({ nats, ...all }) => ({
    ...all,
    nats: { ...(nats as object), issuer_account: undefined },
  }));
  return { place, creds };
}

/** Another tool signed with the signing key, left out whose key it is, and nsc does not know the user. */
async function accountNotNamed(store: NscStore) {
  const place = makeUnpushed(store);
  const key = place.signingKey();
  await place.push();
  const creds = place.rewrite((all) => all, key);
  store.nsc("delete", "user", "--account", place.account, "--name", `"${USER}"`, "--revoke=false");
  return { place, creds };
}

async function scopeAdded(store: NscStore) {
  const place = makeUnpushed(store);
  const key = place.signingKey();
  place.signedWith(key);
  place.edit("--allow-pub", "orders.>", "-K", key);
  const of = ["--account", place.account, "--sk", key, "--role", "narrow"];
  store.nsc("edit", "signing-key", ...of, "--allow-pub", "x");
  await place.push();
  return { place };
}

async function tagMissing(store: NscStore) {
  const place = makeUnpushed(store);
  const of = ["--account", place.account, "--sk", place.signingKey(), "--role", "team"];
  store.nsc("edit", "signing-key", ...of, "--allow-pub", "{{tag(team)}}.new");
  place.signedWith("team");
  await place.push();
  return { place };
}

/** Up to the second of its issue, so that the next second is past it. */
async function revoked(store: NscStore) {
  const place = await makePlace(store);
  const issued = Number(claimsOf(partsOf(place.creds()).jwt)["iat"]);
  const of = ["--account", place.account, "--name", USER];
  store.nsc("revocations", "add-user", ...of, "--at", String(issued));
  await place.push();
  return { place };
}
