import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "@/lib/shared/base/json";
import { NO_OBSERVATIONS } from "@/lib/shared/diagnosis/findings";
import type { CredsFacts, JwtFacts, TrustFacts } from "@/lib/shared/facts/creds";
import {
  ACCOUNT,
  factsOf,
  jwtOf,
  NOW,
  NOW_SEC,
  SIGNING_KEY,
  serverOf,
  USER,
} from "@/lib/testing/diagnosis-facts";
import { accountCauses } from "./account-causes";
import { checksOf } from "./checks";
import { checkText } from "./texts/check-text";
import { scopedUser } from "./trust/effective";

const OPERATOR = `O${"B".repeat(55)}`;
const NO_LIMITS = { subscriptions: null, payloadBytes: null, dataBytes: null };

type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** As the decoder gives it: objects as Maps. */
function json(value: Plain): Json {
  if (Array.isArray(value)) return value.map(json);
  if (typeof value !== "object" || value === null) return value as Json;
  return new Map(Object.entries(value).map(([key, one]) => [key, json(one)]));
}

function trusted(
  kind: "account" | "operator",
  nats: Plain,
  change: Partial<JwtFacts> = {},
): TrustFacts {
  const subject = kind === "account" ? ACCOUNT : OPERATOR;
  const claims = json({ nats }) as JsonObject;
  const base = { kind, type: kind, name: kind.toUpperCase(), subject, issuer: OPERATOR, claims };
  const jwt = { ...jwtOf({ ...base, ...change }), user: null };
  return { id: subject, source: { kind: "file", name: "x.jwt", bytes: 1, part: 0 }, jwt };
}

const account = (nats: { readonly [key: string]: Plain } = {}, change: Partial<JwtFacts> = {}) =>
  trusted("account", { limits: { conn: -1 }, ...nats }, change);
const operator = (nats: Plain = {}, change: Partial<JwtFacts> = {}) =>
  trusted("operator", nats, change);

const codes = (facts: CredsFacts, ...trust: readonly TrustFacts[]) =>
  accountCauses(facts, trust, NOW).map(({ code, certainty }) => `${code} ${certainty}`);
const proven = (facts: CredsFacts, ...trust: readonly TrustFacts[]) =>
  codes(facts, ...trust).filter((one) => one.endsWith(" proven"));

const user = factsOf();
const signed = factsOf({}, { issuer: SIGNING_KEY }, { issuerAccount: ACCOUNT });
const scopedFacts = factsOf(
  {},
  { issuer: SIGNING_KEY },
  { issuerAccount: ACCOUNT, limits: NO_LIMITS, carriedRights: [] },
);
const scope = (template: Plain) => ({
  signing_keys: [{ kind: "user_scope", key: SIGNING_KEY, role: "device", template }],
});

describe("what the account makes of a user", () => {
  it("leaves a sound user without a proven cause, and rules out what the account excludes", () => {
    expect(codes(user, account(), operator())).toEqual([
      "account/unknown possible",
      "account/other-operator possible",
      "account/pinned possible",
      "account/expired ruled-out",
      "account/issuer-unknown ruled-out",
      "account/scope-violated ruled-out",
      "account/user-revoked ruled-out",
      "account/callout ruled-out",
    ]);
  });

  it("does not believe an account JWT whose signature does not verify", () => {
    const forged = account({ revocations: { "*": NOW_SEC } }, { signature: "invalid" });
    expect(codes(user, forged)).toEqual(codes(user));
  });

  it("compares a revocation with iat: the same second is revoked, a later issue is not", () => {
    const issued = user.jwt?.issuedAtSec ?? 0;
    const at = (stamp: number, key = USER) =>
      proven(user, account({ revocations: { [key]: stamp } }));
    expect(at(issued)).toEqual(["account/user-revoked proven"]);
    expect(at(issued, "*")).toEqual(["account/user-revoked proven"]);
    expect(at(issued - 1)).toEqual([]);
  });

  it("proves an unlisted signing key, and not a listed one", () => {
    expect(proven(signed, account())).toEqual(["account/issuer-unknown proven"]);
    expect(proven(signed, account({ signing_keys: [SIGNING_KEY] }))).toEqual([]);
  });

  it("refuses the account's own key under strict signing only", () => {
    const by = `O${"D".repeat(55)}`;
    const strict = operator({ strict_signing_key_usage: true, signing_keys: [by] });
    expect(proven(user, account({}, { issuer: by }), strict)).toEqual([
      "account/issuer-unknown proven",
    ]);
    expect(proven(user, account(), operator())).toEqual([]);
    expect(codes(user, account())).toContain("account/issuer-unknown possible");
  });

  it("does not trust the operator's own key under strict signing", () => {
    const strict = operator({ strict_signing_key_usage: true });
    const nats = { signing_keys: [SIGNING_KEY] };
    expect(proven(signed, account(nats), strict)).toEqual(["account/other-operator proven"]);
    expect(proven(signed, account(nats), operator())).toEqual([]);
  });

  it("finds the account that creds by a signing key forgot to name", () => {
    const unnamed = factsOf({}, { issuer: SIGNING_KEY });
    expect(proven(unnamed, account({ signing_keys: [SIGNING_KEY] }))).toEqual([
      "account/issuer-unknown proven",
    ]);
    expect(proven(unnamed, account())).toEqual([]);
  });

  it("knows an operator by its key and by its signing keys", () => {
    const by = `O${"D".repeat(55)}`;
    const elsewhere = account({}, { issuer: by });
    expect(proven(user, elsewhere, operator())).toEqual(["account/other-operator proven"]);
    expect(proven(user, elsewhere, operator({ signing_keys: [by] }))).toEqual([]);
  });

  it("forbids rights of their own to users of a scoped key", () => {
    expect(proven(signed, account(scope({})))).toEqual(["account/scope-violated proven"]);
    expect(proven(scopedFacts, account(scope({})))).toEqual([]);
  });

  it("finds an expired account, forbidden bearer users, a template that does not fit", () => {
    const old = account({}, { expiresAtSec: NOW_SEC - 1 });
    expect(proven(user, old)).toEqual(["account/expired proven"]);
    const bearer = factsOf({}, {}, { isBearer: true });
    const strictAccount = account({ limits: { conn: -1, disallow_bearer: true } });
    expect(proven(bearer, strictAccount)).toEqual(["account/bearer-forbidden proven"]);
    expect(proven(user, strictAccount)).toEqual([]);
    const needy = account(scope({ pub: { deny: ["{{tag(team)}}"] } }));
    expect(proven(scopedFacts, needy)).toEqual(["account/template proven"]);
  });

  it("orders several proven causes as the server meets them", () => {
    const bad = account({ revocations: { "*": NOW_SEC } }, { expiresAtSec: NOW_SEC - 1 });
    expect(proven(signed, bad)).toEqual([
      "account/expired proven",
      "account/issuer-unknown proven",
      "account/user-revoked proven",
    ]);
  });

  it("leaves the decision to a callout, except for its own users", () => {
    const callout = (who: string) => account({ authorization: { auth_users: [who] } });
    expect(codes(user, callout("UOTHER"))).toContain("account/callout likely");
    expect(codes(user, callout(USER))).toContain("account/callout ruled-out");
  });
});

describe("the chain", () => {
  const chain = (...trust: readonly TrustFacts[]) =>
    checksOf(user, NOW, NO_OBSERVATIONS, trust).find(({ id }) => id === "chain");

  it("passes with account and operator, waits without, and fails with the code", () => {
    expect(chain(account(), operator())).toMatchObject({ state: "pass", code: null });
    expect(chain(account())).toMatchObject({ state: "unknown", code: null });
    expect(chain(account({ revocations: { "*": NOW_SEC } }))).toMatchObject({
      state: "fail",
      code: "account/user-revoked",
    });
  });

  it("gives a scoped user the rights of the template", () => {
    const template = { pub: { allow: ["devices.{{name()}}.>"] }, subs: 7, payload: 1024 };
    const effective = scopedUser(scopedFacts, [account(scope(template))]);
    expect(effective?.permissions.publish.allow).toEqual(["devices.svc-orders.>"]);
    expect(effective?.limits).toEqual({ subscriptions: 7, payloadBytes: 1024, dataBytes: -1 });
    expect(scopedUser(user, [account(scope(template))])).toBeNull();
  });
});

it("a signing key is not proven until the account JWT or a server proves or disproves it", () => {
  const check = (trust: readonly TrustFacts[], server = NO_OBSERVATIONS.server) => {
    const checks = checksOf(signed, NOW, { ...NO_OBSERVATIONS, server }, trust);
    const found = checks.find(({ id }) => id === "issuer");
    return found && [found.state, checkText(found, NOW).title];
  };
  expect(check([])).toEqual(["unknown", "The signing key is not proven"]);
  expect(check([account({ signing_keys: [SIGNING_KEY] })])).toEqual([
    "pass",
    "Issued by a signing key of the account",
  ]);
  expect(check([account({ signing_keys: [] })])).toEqual([
    "unknown",
    "Not issued by a key of the loaded account JWT",
  ]);
  expect(check([], serverOf())).toEqual(["pass", "Issued by a signing key"]);
});
