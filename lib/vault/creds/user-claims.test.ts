import { describe, expect, test } from "vitest";
import type { JwtFacts, UserClaims } from "@/lib/shared/facts/creds";
import { createAccount, createUser, signText, userClaims } from "@/lib/testing/creds/make-creds";
import { decodeJwt } from "@/lib/vault/creds/decode-jwt";

const account = createAccount();
const signing = createAccount();
const user = createUser();

function read(
  nats: Record<string, unknown>,
  top: Record<string, unknown> = {},
): JwtFacts & { user: UserClaims } {
  const text = signText(JSON.stringify(userClaims(user, account, nats, top)), account);
  const decoded = decodeJwt(text);
  if (!decoded.ok || !decoded.value.user) throw new Error("no user");
  return { ...decoded.value, user: decoded.value.user };
}
const problems = (nats: Record<string, unknown>, top = {}) =>
  read(nats, top).problems.map(({ code, path, params }) => [
    code,
    path,
    params["reason"] ?? params["value"] ?? null,
  ]);

test("reads every field as written", () => {
  const facts = read({
    pub: { allow: ["a.>"], deny: ["a.b"] },
    sub: { allow: ["c q"], deny: [] },
    resp: { max: 3, ttl: 5_000_000_000 },
    subs: 10,
    payload: 1024,
    data: 5,
    src: ["10.0.0.0/8"],
    times: [{ start: "08:00:00", end: "17:00:00" }],
    times_location: "Europe/Berlin",
    bearer_token: true,
    proxy_required: true,
    allowed_connection_types: ["websocket", "MQTT"],
    issuer_account: account.getPublicKey(),
    tags: ["x"],
  });
  expect(facts.problems).toEqual([]);
  expect(facts.user).toEqual({
    permissions: {
      publish: { allow: ["a.>"], deny: ["a.b"] },
      subscribe: { allow: ["c q"], deny: [] },
      responses: { max: 3, ttlNs: 5_000_000_000 },
    },
    limits: { subscriptions: 10, payloadBytes: 1024, dataBytes: 5 },
    source: ["10.0.0.0/8"],
    times: [{ start: "08:00:00", end: "17:00:00" }],
    timesZone: "Europe/Berlin",
    ignoredLocale: null,
    isBearer: true,
    isProxyRequired: true,
    connectionTypes: ["websocket", "MQTT"],
    issuerAccount: account.getPublicKey(),
    tags: ["x"],
    carriedRights: [
      ...["pub", "sub", "subs", "payload", "data", "resp", "src", "times"],
      ...["allowed_connection_types", "times_location", "bearer_token"],
    ],
  });
});

test("null counts as absent", () => {
  const facts = read({
    pub: null,
    resp: null,
    src: null,
    times: null,
    bearer_token: null,
    tags: null,
    allowed_connection_types: null,
  });
  expect(facts.problems).toEqual([]);
  expect(facts.user).toMatchObject({
    permissions: { publish: { allow: null, deny: null }, responses: null },
    source: [],
    times: [],
  });
});

describe("claims that a server refuses", () => {
  test.each([
    [{ pub: { allow: ["a b"] } }, "nats.pub.allow[0]", "queue"],
    [{ pub: { allow: ["ok", ".a"] } }, "nats.pub.allow[1]", "dots"],
    [{ pub: { deny: ["a..b"] } }, "nats.pub.deny[0]", "dots"],
    [{ sub: { allow: ["a b c"] } }, "nats.sub.allow[0]", "blanks"],
    [{ sub: { deny: [""] } }, "nats.sub.deny[0]", "empty"],
    [{ sub: { deny: [null] } }, "nats.sub.deny[0]", "empty"],
    [{ sub: { deny: [5] } }, "nats.sub.deny[0]", "type"],
    [{ sub: { deny: "a" } }, "nats.sub.deny", "type"],
    [{ sub: [] }, "nats.sub", "type"],
    [{ resp: { max: 1.5, ttl: 0 }, pub: { allow: ["a"] } }, "nats.resp.max", "type"],
    [{ src: ["10.0.0.1"] }, "nats.src[0]", "cidr"],
    [{ src: "10.0.0.0/8,,x" }, "nats.src[1]", "cidr"],
    [{ src: 5 }, "nats.src", "type"],
    [{ times: [{ start: "8:00", end: "17:00:00" }] }, "nats.times[0].start", "time"],
    [{ times: [{ start: "08:00:00" }] }, "nats.times[0].end", "time"],
    [{ times: ["08:00:00"] }, "nats.times[0]", "type"],
    [{ times: {} }, "nats.times", "type"],
    [{ times_location: "Mars/Base" }, "nats.times_location", "zone"],
    [{ issuer_account: user.getPublicKey() }, "nats.issuer_account", "account-key"],
    [{ bearer_token: "yes" }, "nats.bearer_token", "type"],
    [{ subs: "5" }, "nats.subs", "type"],
    [{ tags: [1] }, "nats.tags[0]", "type"],
    [{ allowed_connection_types: "WEBSOCKET" }, "nats.allowed_connection_types", "type"],
  ])("%j", (nats, at, reason) => {
    expect(problems(nats)).toContainEqual(["jwt/claims", at, reason]);
  });
});

describe("connection types", () => {
  test.each([
    [["STANDARD"], { allowed: "STANDARD", unknown: "" }],
    [
      ["LEAFNODE_WS", "carrier-pigeon"],
      { allowed: "LEAFNODE_WS, carrier-pigeon", unknown: "carrier-pigeon" },
    ],
  ])("%j excludes WebSocket", (types, params) => {
    expect(read({ allowed_connection_types: types }).problems).toEqual([
      { code: "jwt/connection-type", path: "nats.allowed_connection_types", params },
    ]);
  });

  test("any case, other unknown names, and an empty list include it", () => {
    expect(problems({ allowed_connection_types: ["WebSocket", "x"] })).toEqual([]);
    expect(read({ allowed_connection_types: [] })).toMatchObject({
      problems: [],
      user: { connectionTypes: null },
    });
  });
});

describe("reply only", () => {
  test.each([
    [{ resp: {} }, "nats.resp"],
    [{ resp: { max: 1, ttl: 0 }, pub: { deny: ["x"] } }, "nats.resp"],
    [{ resp: { max: 1, ttl: 0 }, pub: { allow: [] } }, "nats.resp"],
    [{ pub: { allow: [], deny: ["x"] } }, "nats.pub.allow"],
  ])("%j denies every publish", (nats, at) => {
    expect(problems(nats)).toEqual([["jwt/reply-only", at, null]]);
  });

  test.each([
    { resp: { max: 1, ttl: 0 }, pub: { allow: ["a"] } },
    { pub: { allow: [] } },
    { pub: { deny: ["x"] } },
    { sub: { allow: [], deny: ["x"] } },
  ])("%j does not", (nats) => {
    expect(problems(nats)).toEqual([]);
  });
});

describe("limits of zero", () => {
  const absent = { subs: undefined, payload: undefined, data: undefined };
  const both = [
    ["jwt/limits-zero", "nats.subs", null],
    ["jwt/limits-zero", "nats.payload", null],
  ];
  test("an absent limit is zero in version 2", () => {
    expect(problems(absent)).toEqual(both);
    expect(problems({ subs: 0 })).toEqual(both.slice(0, 1));
    expect(problems({ payload: undefined })).toEqual(both.slice(1));
  });

  test("with a signing key and everything at zero, they are what a scope requires", () => {
    const top = { iss: signing.getPublicKey() };
    const scoped = { ...absent, issuer_account: account.getPublicKey() };
    expect(problems(scoped, top)).toEqual([]);
    expect(problems({ ...scoped, pub: { allow: ["a"] } }, top)).toEqual(both);
    expect(problems({ ...scoped, issuer_account: signing.getPublicKey() }, top)).toEqual(both);
  });

  test("an absent limit is no limit in version 1", () => {
    expect(problems({ ...absent, type: undefined, version: undefined }, { type: "user" })).toEqual(
      [],
    );
  });
});

test("distinguishes locale from the zone that servers read", () => {
  const facts = read({ times: [{ start: "08:00:00", end: "17:00:00" }], locale: "Asia/Tokyo" });
  expect(facts.user).toMatchObject({ timesZone: null, ignoredLocale: "Asia/Tokyo" });
  expect(facts.problems).toEqual([
    { code: "jwt/locale-ignored", path: "nats.locale", params: { value: "Asia/Tokyo" } },
  ]);
});
