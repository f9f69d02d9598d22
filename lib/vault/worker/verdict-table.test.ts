// The table of cases: what a real server does, and what the verdict says of it, exactly. Each line is one
// set of creds on one server: outcome, headline and certainty without trust material, and with it where
// that differs. NATS_SERVER names another version to run it on.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { warningsBeforeConnecting } from "@/lib/diagnosis/before-connecting";
import { verdictOf } from "@/lib/diagnosis/verdict";
import type { TrustFacts } from "@/lib/facts/creds";
import {
  endServers,
  type RunningNatsServer,
  serverBinary,
  startServer,
} from "@/lib/nats/testing/real-server";
import { bytesOf, type Rig, startRig } from "@/lib/vault/worker/testing/vault-rig";
import {
  accounts,
  closedHour,
  config,
  operatorJwt,
  plainSigner,
  scopedSigner,
  special,
  tagSigner,
} from "../../../e2e/fixtures/judged-world";
import {
  credsText,
  makeUser,
  makeVersion1User,
  nowSec,
  type UserOptions,
} from "../../../e2e/fixtures/jwt";
import { makeKey } from "../../../e2e/fixtures/nkey";

const NO_LIMITS = { subs: undefined, data: undefined, payload: undefined };
const { sound } = accounts;

const user = (options: Partial<UserOptions> = {}): string =>
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
  const place = jwt.lastIndexOf(".") + 10;
  const letter = jwt[place] === "A" ? "B" : "A";
  return credsText(jwt.slice(0, place) + letter + jwt.slice(place + 1), key.seed);
}

type Server = "usual" | "open" | "password" | "full";
type Line = readonly [
  name: string,
  creds: () => string,
  /** "outcome", or "outcome code certainty". */
  alone: string,
  /** With the account and operator JWTs at hand; "" = the same. */
  full?: string,
  server?: Server,
];

const BARE = "refused account/unknown possible";
const hour = 3600;

const LINES: readonly Line[] = [
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
    "scoped with limits of its own",
    () => user({ signer: scopedSigner }),
    BARE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped with permissions",
    () => scoped({ pub: { allow: ["a"] } }),
    BARE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped with a network",
    () => scoped({ src: ["127.0.0.0/8"] }),
    BARE,
    "refused account/scope-violated proven",
  ],
  [
    "scoped and bearer",
    () => scoped({ bearer_token: true }),
    BARE,
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
  ["signing key without its account", () => user({ account: plainSigner }), BARE],
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
    "no connection left",
    () => user({ account: special.full.key }),
    "refused account/connection-limit proven",
  ],

  ["open server", () => user(), "unchecked server/open proven", "", "open"],
  ["expired on an open server", () => at({ exp: 1 }), "unchecked server/open proven", "", "open"],
  ["password server", () => user(), "refused server/not-jwt proven", "", "password"],
  ["full server", () => user(), "refused server/max-connections proven", "", "full"],
];

let rig: Rig;
let trust: readonly TrustFacts[];
let isOld: boolean;
const servers = new Map<Server, RunningNatsServer>();
beforeAll(async () => {
  isOld = !(await serverBinary()).isAtLeast(2, 10);
  servers.set("usual", await startServer(config));
  servers.set("open", await startServer(""));
  servers.set("password", await startServer("authorization { user: u, password: p }"));
  servers.set("full", await startServer(`max_connections: 1\n${config}`));
  rig = startRig();
  const jwts = [operatorJwt, ...Object.values({ ...accounts, ...special }).map(({ jwt }) => jwt)];
  for (const jwt of jwts) await rig.client.call("openText", { bytes: bytesOf(jwt) });
  trust = rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];
  const holder = await rig.load(user());
  await rig.connect(holder, servers.get("full")?.wsUrl ?? "");
});
afterAll(async () => {
  await rig.close();
  await endServers();
});

/** What nats-server 2.9 takes and newer ones refuse (observed with 2.9.10 and 2.15.1). */
const TAKEN_BY_OLD: ReadonlySet<string> = new Set([
  "a subject that is none",
  "template for TCP only",
]);

describe("the table of cases", () => {
  it("has at least sixty", () => expect(LINES.length).toBeGreaterThanOrEqual(60));

  it.each(LINES.map((line) => [line[0], line] as const))("%s", async (name, line) => {
    const [, creds, alone, full = "", server = "usual"] = line;
    const id = await rig.load(creds());
    const reply = await rig.client.call("readFacts", { id });
    if (!reply.ok) throw new Error(reply.fault.code);
    const session = await rig.connect(id, servers.get(server)?.wsUrl ?? "");
    const say = (material: readonly TrustFacts[]) => {
      const verdict = verdictOf(reply.value, session, Date.now(), material);
      const [headline] = verdict?.causes ?? [];
      const reason = headline ? ` ${headline.code} ${headline.certainty}` : "";
      return `${verdict?.outcome}${reason}`;
    };
    await rig.client.call("forget", { id });
    if (isOld && TAKEN_BY_OLD.has(name)) {
      expect([say([]), say(trust)]).toEqual(["accepted", "accepted"]);
      const before = warningsBeforeConnecting(reply.value, trust, Date.now());
      expect(before.map(({ certainty }) => certainty)).toEqual(["likely"]);
      return;
    }
    expect(say([])).toBe(alone);
    expect(say(trust)).toBe(full === "" ? alone : full);
  });
});
