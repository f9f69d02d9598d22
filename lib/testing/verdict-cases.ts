// The table of verdict cases. Each line is one set of creds on one server, with the outcome, the first cause and
// its certainty without trust material, and with it where that differs. lib/vault/session/verdict-table.test.ts
// compares it with real servers.

import { credsText, makeUser, makeVersion1User, nowSec, type UserOptions } from "./jwt";
import { makeKey } from "./nkey";
import {
  accounts,
  closedHour,
  plainSigner,
  scopedSigner,
  special,
  strictSigner,
  strictWorld,
  tagSigner,
} from "./verdict-world";

const SENTINEL = { bearer_token: true, pub: { deny: [">"] }, sub: { deny: [">"] } };
const NO_LIMITS = { subs: undefined, data: undefined, payload: undefined };
const { sound } = accounts;

export const user = (options: Partial<UserOptions> = {}): string =>
  makeUser({ name: "u", account: sound.key, ...options }).creds;
const of = (nats: Record<string, unknown>, options: Partial<UserOptions> = {}): string =>
  user({ nats, ...options });
const at = (claims: Record<string, unknown>): string => user({ claims });
const scoped = (nats: Record<string, unknown> = {}): string =>
  of({ ...NO_LIMITS, ...nats }, { signer: scopedSigner });

function withSeedOf(options: Partial<UserOptions>, kind: "user" | "account" = "user"): string {
  const made = makeUser({ name: "u", account: sound.key, ...options });
  return credsText(made.jwt, makeKey(kind).seed);
}

function tampered(): string {
  const { jwt, key } = makeUser({ name: "u", account: sound.key });
  const index = jwt.lastIndexOf(".") + 10;
  const letter = jwt[index] === "A" ? "B" : "A";
  return credsText(jwt.slice(0, index) + letter + jwt.slice(index + 1), key.seed);
}

export type JudgedServer =
  | "usual"
  | "hasty"
  | "open"
  | "password"
  | "full"
  | "strict"
  | "nkey"
  | "login";
export type Line = readonly [
  name: string,
  creds: () => string,
  /** "outcome", or "outcome code certainty". */
  alone: string,
  /** With account and operator JWTs loaded; "" = the same. */
  full?: string,
  server?: JudgedServer,
];

export const listedUser = makeUser({ name: "u", account: sound.key });
const listed = () => listedUser.creds;

const BARE = "refused account/unknown possible";
/** By a signing key, without limits and with rights. */
const SCOPE = "refused account/scope-violated likely";
const hour = 3600;

export const LINES: readonly Line[] = [
  ["full rights", () => user(), "accepted"],
  ["signed by a plain signing key", () => user({ signer: plainSigner }), "accepted"],
  ["signed by a scoped key", () => scoped(), "accepted"],
  ["version 1", () => makeVersion1User("u", sound.key).creds, "accepted"],
  ["bearer", () => of({ bearer_token: true }), "accepted"],
  [
    "bearer with the seed of another",
    () => withSeedOf({ nats: { bearer_token: true } }),
    "accepted",
  ],
  ["expires in an hour", () => at({ exp: nowSec() + hour }), "accepted"],
  ["valid since an hour", () => at({ nbf: nowSec() - hour }), "accepted"],
  ["issued in the future", () => at({ iat: nowSec() + hour }), "accepted"],
  ["any connection type", () => of({ allowed_connection_types: [] }), "accepted"],
  ["WEBSOCKET", () => of({ allowed_connection_types: ["WEBSOCKET"] }), "accepted"],
  ["websocket in lower case", () => of({ allowed_connection_types: ["websocket"] }), "accepted"],
  [
    "WEBSOCKET beside nonsense",
    () => of({ allowed_connection_types: ["WEBSOCKET", "X"] }),
    "accepted",
  ],
  ["this address", () => of({ src: ["127.0.0.0/8", "::1/128"] }), "accepted"],
  ["one of two networks", () => of({ src: ["192.0.2.0/24", "127.0.0.1/32"] }), "accepted"],
  [
    "all of the day",
    () => of({ times: [{ start: "00:00:00", end: "23:59:59" }], times_location: "UTC" }),
    "accepted",
  ],
  [
    "narrow permissions",
    () => of({ pub: { allow: ["a"], deny: ["b"] }, sub: { allow: ["a q"] } }),
    "accepted",
  ],
  ["replies only", () => of({ resp: { max: 1, ttl: 1e9 } }), "accepted"],
  ["nothing to publish", () => of({ pub: { allow: [], deny: ["x"] } }), "accepted"],
  ["tags", () => of({ tags: ["team:a"] }), "accepted"],
  ["unknown fields", () => of({ extra: { x: 1 } }), "accepted"],
  [
    "template with its tag",
    () =>
      of({ ...NO_LIMITS, tags: ["team:a"] }, { account: special.tagged.key, signer: tagSigner }),
    "accepted",
  ],

  ["expired a second ago", () => at({ exp: nowSec() - 2 }), "refused jwt/expired proven"],
  ["expired long ago", () => at({ exp: 1 }), "refused jwt/expired proven"],
  ["not yet valid", () => at({ nbf: nowSec() + hour }), "refused jwt/not-yet-valid proven"],
  [
    "expired and not yet valid",
    () => at({ exp: nowSec() - hour, nbf: nowSec() + hour }),
    "refused jwt/expired proven",
  ],
  ["tampered signature", tampered, "refused jwt/signature proven"],
  ["seed of another user", () => withSeedOf({}), "refused seed/mismatch proven"],
  [
    "STANDARD only",
    () => of({ allowed_connection_types: ["STANDARD"] }),
    "refused jwt/connection-type proven",
  ],
  [
    "nonsense types only",
    () => of({ allowed_connection_types: ["X"] }),
    "refused jwt/connection-type proven",
  ],
  ["another network", () => of({ src: ["192.0.2.0/24"] }), "refused jwt/source-address proven"],
  [
    "closed hours",
    () => of({ times: [closedHour()], times_location: "UTC" }),
    "refused jwt/outside-times proven",
  ],
  [
    "hours of no length",
    () => of({ times: [{ start: "05:00:00", end: "05:00:00" }], times_location: "UTC" }),
    "refused jwt/outside-times proven",
  ],
  ["a network that is none", () => of({ src: ["127.0.0.1"] }), "refused jwt/claims proven"],
  [
    "a time that is none",
    () => of({ times: [{ start: "5", end: "6" }] }),
    "refused jwt/claims proven",
  ],
  [
    "a zone that is none",
    () => of({ times: [closedHour()], times_location: "Mars/Phobos" }),
    "refused jwt/claims proven",
  ],
  ["a subject that is none", () => of({ pub: { allow: [".a"] } }), "refused jwt/claims proven"],
  [
    "a queue group where none may be",
    () => of({ pub: { allow: ["a q"] } }),
    "refused jwt/claims proven",
  ],
  [
    "an account that is no account key",
    () => of({ issuer_account: makeKey("user").publicKey }),
    "refused jwt/claims proven",
  ],
  ["issued by a user", () => user({ account: makeKey("user") }), "refused jwt/issuer-kind proven"],
  [
    "issued by an operator",
    () => user({ account: makeKey("operator") }),
    "refused jwt/issuer-kind proven",
  ],

  ["unknown account", () => user({ account: accounts.unknown.key }), BARE],
  ["account of nobody", () => user({ account: makeKey("account") }), BARE],
  [
    "expired account",
    () => user({ account: accounts.expired.key }),
    BARE,
    "refused account/expired proven",
  ],
  [
    "other operator",
    () => user({ account: accounts.foreign.key }),
    BARE,
    "refused account/other-operator proven",
  ],
  [
    "foreign signing key",
    () => user({ signer: makeKey("account") }),
    BARE,
    "refused account/issuer-unknown proven",
  ],
  [
    "bearer where it is forbidden",
    () => of({ bearer_token: true }, { account: accounts.strict.key }),
    BARE,
    "refused account/bearer-forbidden proven",
  ],
  [
    "revoked",
    () => user({ account: accounts.revoking.key }),
    BARE,
    "refused account/user-revoked proven",
  ],
  [
    "revoked, signed by a signing key",
    () => user({ account: accounts.revoking.key, signer: plainSigner }),
    BARE,
    "refused account/user-revoked proven",
  ],
  [
    "issued after the revocation",
    () => user({ account: accounts.revoking.key, claims: { iat: nowSec() + 2 * hour } }),
    "accepted",
  ],
  [
    "scoped with its own limits",
    () => user({ signer: scopedSigner }),
    BARE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped with permissions",
    () => scoped({ pub: { allow: ["a"] } }),
    SCOPE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped with a network",
    () => scoped({ src: ["127.0.0.0/8"] }),
    SCOPE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped and bearer",
    () => scoped({ bearer_token: true }),
    SCOPE,
    "refused account/scope-violated proven",
  ],
  [
    "template without its tag",
    () => of(NO_LIMITS, { account: special.tagged.key, signer: tagSigner }),
    BARE,
    "refused account/template proven",
  ],
  [
    "template for TCP only",
    () => of(NO_LIMITS, { account: special.narrow.key, signer: plainSigner }),
    BARE,
    "refused jwt/connection-type proven",
  ],
  [
    "signing key without its account",
    () => user({ account: plainSigner }),
    BARE,
    "refused account/issuer-unknown proven",
  ],
  [
    "expired in an expired account",
    () => user({ account: accounts.expired.key, claims: { exp: 1 } }),
    "refused jwt/expired proven",
  ],
  [
    "other seed, foreign key",
    () => withSeedOf({ signer: makeKey("account") }),
    "refused seed/mismatch proven",
    "refused account/issuer-unknown proven",
  ],
  [
    "revoked, other network",
    () => of({ src: ["192.0.2.0/24"] }, { account: accounts.revoking.key }),
    "refused jwt/source-address proven",
    "refused account/user-revoked proven",
  ],
  [
    "auth callout without a service",
    () => user({ account: special.called.key }),
    "refused account/unknown likely",
    "refused account/callout likely",
    "hasty",
  ],
  [
    "no connection left",
    () => user({ account: special.full.key }),
    "refused account/connection-limit proven",
  ],

  ...["src", "times", "allowed_connection_types"].map(
    (name): Line => [
      `scoped with an empty ${name}`,
      () => scoped({ [name]: [] }),
      SCOPE,
      "refused account/scope-violated proven",
    ],
  ),
  ...["allow", "deny"].map(
    (name): Line => [
      `scoped with an empty ${name} list`,
      () => scoped({ sub: { [name]: [] } }),
      SCOPE,
      "refused account/scope-violated proven",
    ],
  ),
  [
    "scoped with a zone",
    () => scoped({ times_location: "UTC" }),
    SCOPE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped with replies of none",
    () => scoped({ resp: { max: 0, ttl: 0 } }),
    SCOPE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped with one limit",
    () => scoped({ data: -1 }),
    BARE,
    "refused account/scope-violated proven",
  ],
  ["scoped with empty rules", () => scoped({ pub: {}, sub: {} }), "accepted"],
  ["scoped, not bearer", () => scoped({ bearer_token: false }), "accepted"],
  ["no limits at all", () => of(NO_LIMITS), "accepted jwt/limits-zero proven"],
  ["no subscription", () => of({ subs: 0 }), "accepted jwt/limits-zero proven"],
  ["no payload", () => of({ payload: 0 }), "accepted jwt/limits-zero proven"],
  ["proxy demanded", () => of({ proxy_required: true }), "refused jwt/proxy-required proven"],
  [
    "over 4,096 bytes",
    () => of({ tags: Array.from({ length: 400 }, (_, n) => `tag:number-${n}`) }),
    "refused jwt/too-large proven",
  ],
  [
    "bearer without a seed",
    () => of({ bearer_token: true }).split("-----BEGIN USER")[0] ?? "",
    "accepted",
  ],
  [
    "bearer with a damaged seed",
    () => of({ bearer_token: true }).replace(/SU[A-Z2-7]{20}/u, `SU${"A".repeat(20)}`),
    "accepted",
  ],
  [
    "closed hours in the server's zone",
    () => of({ times: [closedHour()] }),
    "refused jwt/outside-times likely",
  ],
  [
    "closed hours, zone under another name",
    () => of({ times: [closedHour()], locale: "UTC" }),
    "refused jwt/outside-times likely",
  ],
  ["networks in one string", () => of({ src: "192.0.2.0/24,127.0.0.0/8" }), "accepted"],
  [
    "other networks in one string",
    () => of({ src: "192.0.2.0/24,198.51.100.0/24" }),
    "refused jwt/source-address proven",
  ],
  [
    "without a time of issue, revoked",
    () => user({ account: accounts.revoking.key, claims: { iat: 0 } }),
    BARE,
    "refused account/user-revoked proven",
  ],
  ["subject of another kind", () => user({ key: makeKey("account") }), "accepted"],
  [
    "issued by one account for another",
    () => of({ issuer_account: accounts.strict.key.publicKey }),
    BARE,
    "refused account/issuer-unknown proven",
  ],
  ["exp as text", () => at({ exp: "never" }), "refused jwt/claims proven"],
  ["version 3", () => of({ version: 3 }), "refused jwt/claims proven"],
  ["version 1, unknown account", () => makeVersion1User("u", accounts.unknown.key).creds, BARE],
  [
    "version 1, expired account",
    () => makeVersion1User("u", accounts.expired.key).creds,
    BARE,
    "refused account/expired proven",
  ],
  ["wildcards in odd places", () => of({ sub: { allow: ["foo.>.bar", "x*"] } }), "accepted"],
  ["an empty subject", () => of({ sub: { allow: [""] } }), "refused jwt/claims proven"],
  [
    "a subject of three words",
    () => of({ sub: { allow: ["a b c"] } }),
    "refused jwt/claims proven",
  ],
  [
    "a queue group that is none",
    () => of({ sub: { allow: ["a b."] } }),
    "refused jwt/claims proven",
  ],
  ["two dots in a row", () => of({ sub: { allow: ["a..b"] } }), "refused jwt/claims proven"],
  [
    "expired, other network",
    () => user({ claims: { exp: 1 }, nats: { src: ["192.0.2.0/24"] } }),
    "refused jwt/expired proven",
  ],
  [
    "other seed, other network",
    () => withSeedOf({ nats: { src: ["192.0.2.0/24"] } }),
    "refused seed/mismatch proven",
  ],
  [
    "account signed by a strict operator's own key",
    () => user({ account: strictWorld.direct.key, signer: strictSigner }),
    BARE,
    "refused account/other-operator proven",
    "strict",
  ],
  [
    "signing key under a strict operator",
    () => user({ account: strictWorld.sound.key, signer: strictSigner }),
    "accepted",
    "",
    "strict",
  ],
  [
    "account key under a strict operator",
    () => user({ account: strictWorld.sound.key }),
    BARE,
    "refused account/issuer-unknown proven",
    "strict",
  ],
  ["nkey server that lists the user", listed, "unchecked server/other-identity proven", "", "nkey"],
  ["nkey server that does not", () => user(), BARE, "", "nkey"],
  ["a seed alone that the server lists", () => `${listedUser.key.seed}\n`, "accepted", "", "nkey"],
  [
    "a seed alone that it does not list",
    () => makeKey("user").seed,
    "refused server/nkey-not-listed possible",
    "",
    "nkey",
  ],
  [
    "a seed alone in operator mode",
    () => makeKey("user").seed,
    "refused server/nkey-not-listed possible",
  ],
  [
    "a seed alone on a password server",
    () => makeKey("user").seed,
    "refused server/not-jwt proven",
    "",
    "password",
  ],
  [
    "a seed alone on an open server",
    () => makeKey("user").seed,
    "unchecked server/open proven",
    "",
    "open",
  ],
  ["sentinel creds without a callout", () => of(SENTINEL), "accepted"],
  ["a login of the listener's own", () => user(), "accepted", "", "login"],

  ["open server", () => user(), "unchecked server/open proven", "", "open"],
  ["expired on an open server", () => at({ exp: 1 }), "unchecked server/open proven", "", "open"],
  ["password server", () => user(), "refused server/not-jwt proven", "", "password"],
  ["full server", () => user(), "refused server/max-connections proven", "", "full"],
];
