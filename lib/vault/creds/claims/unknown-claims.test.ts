import { beforeAll, describe, expect, test } from "vitest";
import type { ClaimProblem, JwtFacts } from "@/lib/shared/facts/creds";
import {
  createAccount,
  createOperator,
  createUser,
  signText,
  userClaims,
} from "@/lib/testing/creds/make-creds";
import { decodeJwt } from "@/lib/vault/creds/decode-jwt";

const [operator, account, user] = [createOperator(), createAccount(), createUser()];
let sound: JwtFacts;

const decode = (claims: object): JwtFacts => {
  const decoded = decodeJwt(signText(JSON.stringify(claims), account));
  if (!decoded.ok) throw new Error("unreadable");
  return decoded.value;
};
const ofUser = (nats: object, top: object = {}): JwtFacts =>
  decode(userClaims(user, account, { ...nats }, { ...top }));
/** [path, right name, what is lost]. */
const unread = ({ problems }: JwtFacts) =>
  problems
    .filter(({ code }) => code === "jwt/unknown-claim")
    .map(({ path, params }) => [path, params["right"], params["effect"]]);
const noted = ({ problems }: JwtFacts, code: ClaimProblem["code"]) =>
  problems.filter((one) => one.code === code).map(({ path, params }) => ({ path, ...params }));

beforeAll(() => {
  sound = ofUser({});
});

describe("names that no server reads", () => {
  test("a sound JWT has none", () => {
    expect(sound.problems).toEqual([]);
  });

  test("every name of a user is known", () => {
    const all = {
      ...{ pub: { allow: ["a"], deny: ["b"] }, sub: { allow: ["a"], deny: ["b"] } },
      ...{ resp: { max: 1, ttl: 1 }, src: ["10.0.0.0/8"], times_location: "UTC" },
      times: [{ start: "00:00:00", end: "23:59:59" }],
      ...{ bearer_token: true, proxy_required: true, tags: ["a"] },
      allowed_connection_types: ["WEBSOCKET"],
      issuer_account: account.getPublicKey(),
    };
    expect(unread(ofUser(all, { aud: "x", exp: 4e9, nbf: 1, BEARER_TOKEN: null }))).toEqual([]);
    expect(unread(ofUser({ BEARER_token: true }, { EXP: 4e9 }))).toEqual([]);
  });

  test.each<[string, object, object, readonly (readonly string[])[]]>([
    [
      "permissions of a public generator",
      { permissions: { publish: ["a.>"], subscribe: ["b.>"] } },
      {},
      [["nats.permissions", "nats.pub and nats.sub", "rights"]],
    ],
    [
      "resp of nats-jwt-py",
      { resp: { max_msgs: 5, expires: 60 }, bearer_token: null, allowed_connection_types: null },
      {},
      [
        ["nats.resp.max_msgs", "max", "reply"],
        ["nats.resp.expires", "ttl", "reply"],
      ],
    ],
    [
      "allowed",
      { pub: { allowed: ["a.>"] } },
      {},
      [["nats.pub.allowed", "nats.pub.allow", "rights"]],
    ],
    ["denied", { sub: { denied: ["a.>"] } }, {}, [["nats.sub.denied", "nats.sub.deny", "rights"]]],
    [
      "exp and iat inside nats",
      { exp: 1_900_000_000, iat: 1_700_000_000 },
      {},
      [
        ["nats.exp", "exp", "expiry"],
        ["nats.iat", "iat", "issued"],
      ],
    ],
    ["expires", {}, { expires: 1_900_000_000 }, [["expires", "exp", "expiry"]]],
    [
      "capitals in the middle",
      { allowedConnectionTypes: ["WEBSOCKET"], bearerToken: true },
      {},
      [
        ["nats.allowedConnectionTypes", "nats.allowed_connection_types", "types"],
        ["nats.bearerToken", "nats.bearer_token", "bearer"],
      ],
    ],
    [
      "rights and limits at the top",
      {},
      { pub: { allow: ["a"] }, subs: 5 },
      [
        ["pub", "nats.pub", "rights"],
        ["subs", "nats.subs", "limit"],
      ],
    ],
    ["one wrong letter", { payloads: 5 }, {}, [["nats.payloads", "nats.payload", "limit"]]],
    [
      "a note",
      { note: "x" },
      { https_example: 1 },
      [
        ["nats.note", "", "none"],
        ["https_example", "", "none"],
      ],
    ],
    [
      "a zone that is no text",
      { locale: 5 },
      {},
      [["nats.locale", "nats.times_location", "hours"]],
    ],
    [
      "a time window",
      { times: [{ start: "00:00:00", end: "23:59:59", from: "x" }] },
      {},
      [["nats.times.from", "", "none"]],
    ],
  ])("%s", (_name, nats, top, expected) => {
    expect([...unread(ofUser(nats, top))].sort()).toEqual([...expected].sort());
  });

  test("null is nothing lost, as Go's decoder takes it", () => {
    expect(ofUser({ permissions: null, bearer_token: null, src: null }).problems).toEqual([]);
  });

  test("the names of version 1 stand at other places", () => {
    const old = (nats: object, top: object = {}) =>
      decode({
        iss: account.getPublicKey(),
        sub: user.getPublicKey(),
        ...{ iat: 1_700_000_000, type: "user", nats, ...top },
      });
    expect(unread(old({ max: -1, subs: 5 }, { tags: ["a"], issuer_account: "A" }))).toEqual([]);
    expect(unread(old({ proxy_required: true }))).toEqual([["nats.proxy_required", "", "none"]]);
    expect(unread(ofUser({}, { tags: ["a"] }))).toEqual([["tags", "nats.tags", "none"]]);
  });

  test("accounts and operators have names of their own", () => {
    const limits = { subs: -1, conn: -1, tiered_limits: { R3: { disk_storage: 1, disk: 2 } } };
    const nats = {
      limits,
      signing_keys: [
        account.getPublicKey(),
        { kind: "user_scope", key: "A", role: "r", template: { pub: { allowed: ["a"] } } },
      ],
      exports: [{ subject: "a", type: "service", service_latency: { sampling: "headers" } }],
      mappings: { "a.b": [{ subject: "c", weight: 100, wait: 1 }] },
      revocations: { "*": 5 },
      default_permission: {},
      ...{ type: "account", version: 2 },
    };
    const found = decode({
      ...{ iss: operator.getPublicKey(), sub: account.getPublicKey(), iat: 1, nats },
    });
    expect(unread(found)).toEqual([
      ["nats.limits.tiered_limits.R3.disk", "", "none"],
      ["nats.signing_keys.template.pub.allowed", "", "none"],
      ["nats.mappings.a.b.wait", "", "none"],
      ["nats.default_permission", "nats.default_permissions", "none"],
    ]);
  });

  test("a flood of names is bounded", () => {
    const flood = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`x${i}`, i]));
    expect(unread(ofUser(flood))).toHaveLength(24);
  });
});

describe("times", () => {
  test("milliseconds, microseconds and nanoseconds are noted with the seconds that were meant", () => {
    const times = { exp: 1_900_000_000_000, nbf: 1_700_000_000_000_000, iat: 17e17 };
    expect(noted(ofUser({}, times), "jwt/time-unit")).toEqual([
      { path: "exp", value: 19e11, unit: "milliseconds", seconds: 1_900_000_000 },
      { path: "nbf", value: 17e14, unit: "microseconds", seconds: 1_700_000_000 },
      { path: "iat", value: 17e17, unit: "nanoseconds", seconds: 1_700_000_000 },
    ]);
    expect(noted(ofUser({}, { exp: 99_999_999_999 }), "jwt/time-unit")).toEqual([]);
  });

  test.each([
    ["absent", undefined, 1],
    ["null", null, 1],
    ["zero", 0, 0],
    ["negative", -5, 0],
  ])("a time of issue that is %s", (_name, iat, isAbsent) => {
    expect(noted(ofUser({}, { iat }), "jwt/no-issue-time")).toEqual([{ path: "iat", isAbsent }]);
  });
});
