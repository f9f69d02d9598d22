import { encodeActivation, encodeGeneric } from "@nats-io/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import type { JwtFacts } from "@/lib/shared/facts/creds";
import {
  createAccount,
  createOperator,
  createUser,
  type MadeCreds,
  makeCreds,
  makeTrust,
  signText,
  userClaims,
} from "@/lib/testing/creds/make-creds";
import { decodeJwt, verifyJwt } from "./decode-jwt";

const account = createAccount();
const user = createUser();
const json = (nats = {}, top = {}) => JSON.stringify(userClaims(user, account, nats, top));
const V1 = { alg: "ed25519", typ: "jwt", signs: "payload" } as const;
const versionOne = (top = {}, nats = {}) =>
  JSON.stringify({
    iss: account.getPublicKey(),
    sub: user.getPublicKey(),
    type: "user",
    iat: 1_700_000_000,
    nats,
    ...top,
  });

async function read(text: string, subtle?: null): Promise<JwtFacts> {
  const decoded = decodeJwt(text);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.fault));
  return verifyJwt(decoded.value, text, subtle);
}
const codes = (facts: JwtFacts) =>
  facts.problems.map((problem) => `${problem.code} ${problem.path}`);

let made: MadeCreds;
beforeAll(async () => {
  made = await makeCreds({ tags: ["a:b"] }, { account });
});

test("reads the whole user JWT of another tool", async () => {
  const facts = await read(made.jwt);
  expect(facts).toMatchObject({
    kind: "user",
    version: 2,
    algorithm: "ed25519-nkey",
    type: "JWT",
    name: "sample",
    subject: made.user.getPublicKey(),
    issuer: account.getPublicKey(),
    audience: "NATS",
    expiresAtSec: null,
    notBeforeSec: null,
    signature: "valid",
    problems: [],
    lengthChars: made.jwt.length,
    user: { tags: ["a:b"], limits: { subscriptions: -1, payloadBytes: -1, dataBytes: -1 } },
  });
  expect(facts.issuedAtSec).toBeGreaterThan(1_700_000_000);
  expect([...facts.header.keys()]).toEqual(["typ", "alg"]);
});

test("keeps control and bidi characters of a name", async () => {
  const name = "\u202eevil\u0007\u{1f600}";
  expect((await read(signText(json({}, { name }), account))).name).toBe(name);
});

test("nkeys.js verifies with the same result", async () => {
  expect((await read(made.jwt, null)).signature).toBe("valid");
  expect((await read(`${made.jwt.slice(0, -8)}AAAAAAAA`, null)).signature).toBe("invalid");
});

test("reads account, operator and other JWTs", async () => {
  const trust = await makeTrust();
  expect(await read(trust.accountJwt)).toMatchObject({
    kind: "account",
    signature: "valid",
    user: null,
    problems: [],
  });
  expect(await read(trust.operatorJwt)).toMatchObject({
    kind: "operator",
    signature: "valid",
    problems: [],
  });
  const activation = await encodeActivation("a", user, account, "stream", { subject: "x" });
  expect(await read(activation)).toMatchObject({
    kind: "activation",
    signature: "valid",
    problems: [],
  });
  const generic = await encodeGeneric("g", account, "thing", {});
  expect(await read(generic)).toMatchObject({ kind: "other", signature: "valid" });
});

describe("version and signature", () => {
  test("version 1 signs only the payload", async () => {
    const text = versionOne(
      { issuer_account: account.getPublicKey(), tags: ["t"] },
      { src: "10.0.0.0/8, ::/0" },
    );
    const facts = await read(signText(text, account, V1));
    expect(facts).toMatchObject({ version: 1, signature: "valid", problems: [] });
    expect(facts.user).toMatchObject({
      issuerAccount: account.getPublicKey(),
      tags: ["t"],
      source: ["10.0.0.0/8", "::/0"],
    });
  });

  test("a payload of one version with the header of the other is a problem", async () => {
    const oldBody = await read(signText(versionOne(), account));
    expect(oldBody).toMatchObject({ version: 1, signature: "invalid" });
    expect(codes(oldBody)).toEqual(["jwt/algorithm header.alg"]);
    const newBody = await read(signText(json(), account, V1));
    expect(newBody).toMatchObject({ version: 2, signature: "invalid" });
    expect(codes(newBody)).toEqual(["jwt/algorithm header.alg"]);
    const asServersWant = await read(signText(json(), account, { ...V1, signs: "both" }));
    expect(asServersWant).toMatchObject({ signature: "valid", problems: [] });
  });

  test("a changed JWT and one signed by another key are invalid", async () => {
    const parts = signText(json(), account).split(".");
    const other = signText(json({ subs: 5 }), account).split(".");
    expect(await read([parts[0], other[1], parts[2]].join("."))).toMatchObject({
      signature: "invalid",
      problems: [],
    });
    expect(await read(signText(json(), createAccount()))).toMatchObject({ signature: "invalid" });
  });

  test("other algorithms and types are problems", async () => {
    expect(codes(await read(signText(json(), account, { alg: "none" })))).toEqual([
      "jwt/algorithm header.alg",
    ]);
    expect(codes(await read(signText(json(), account, { typ: "JOSE" })))).toEqual([
      "jwt/algorithm header.typ",
    ]);
    expect(
      codes(await read(signText(json(), account, { alg: "ED25519-NKEY", typ: "jwt" }))),
    ).toEqual([]);
  });

  test("a version that no server knows is a problem", async () => {
    const newer = await read(signText(json({ version: 3 }), account));
    expect(newer.version).toBe(0);
    expect(codes(newer)).toContain("jwt/claims nats.version");
    expect(codes(await read(signText(json({ version: undefined }), account)))).toContain(
      "jwt/claims nats.version",
    );
  });
});

describe("keys", () => {
  test("an issuer that is not an account is a problem", async () => {
    const operator = createOperator();
    const facts = await read(signText(json({}, { iss: operator.getPublicKey() }), operator));
    expect(facts.signature).toBe("valid");
    expect(facts.problems).toContainEqual({
      code: "jwt/issuer-kind",
      path: "iss",
      params: { kind: "operator" },
    });
    const none = await read(signText(json({}, { iss: "me" }), account));
    expect(none.signature).toBe("unchecked");
    expect(codes(none)).toContain("jwt/issuer-kind iss");
  });

  test("a subject that is not a user is a problem", async () => {
    const facts = await read(signText(json({}, { sub: account.getPublicKey() }), account));
    expect(facts.problems).toEqual([
      { code: "jwt/subject-kind", path: "sub", params: { kind: "account" } },
    ]);
  });
});

describe("fields", () => {
  test("names match in any case, and the last one wins", async () => {
    const text = json().replace('"iat":', '"EXP":1900000000,"Exp":1900000001,"IAT":');
    expect(await read(signText(text, account))).toMatchObject({
      expiresAtSec: 1_900_000_001,
      issuedAtSec: 1_700_000_000,
    });
  });

  test.each([
    ['"exp":1.5', "exp"],
    ['"exp":1e9', "exp"],
    ['"exp":"1900000000"', "exp"],
    ['"exp":99999999999999999999', "exp"],
    ['"name":5', "name"],
    ['"nats":[]', "nats"],
  ])("%s is refused by Go's decoder", async (field, at) => {
    const facts = await read(
      signText(
        json()
          .replace("{", `{${field},`)
          .replace(`,"name":"sample"`, at === "name" ? "" : `,"name":"sample"`)
          .replace(/,"nats":\{"pub.*$/, at === "nats" ? "}" : "$&"),
        account,
      ),
    );
    expect(codes(facts)).toContain(`jwt/claims ${at}`);
  });

  test("an integer beyond the safe ones gives no time", async () => {
    const facts = await read(
      signText(json().replace("{", '{"exp":9007199254740993,"nbf":9223372036854775807,'), account),
    );
    expect(facts).toMatchObject({ expiresAtSec: null, notBeforeSec: null });
    expect(facts.claims.get("exp")).toEqual({ inexact: "9007199254740993" });
    expect(codes(facts)).toEqual(["jwt/claims exp", "jwt/not-yet-valid nbf"]);
  });

  test("zero means no time", async () => {
    expect(await read(signText(json({}, { exp: 0, nbf: 0 }), account))).toMatchObject({
      expiresAtSec: null,
      notBeforeSec: null,
      problems: [],
    });
  });

  test("unknown fields are kept", async () => {
    const facts = await read(
      signText(
        json({ "x-team": [1] }, { __proto__: null, extra: true }).replace("{", '{"__proto__":1,'),
        account,
      ),
    );
    expect(facts.claims.get("__proto__")).toBe(1);
    expect(facts.claims.get("extra")).toBe(true);
    expect(new Set(codes(facts))).toEqual(
      new Set(["__proto__", "extra", "nats.x-team"].map((path) => `jwt/unknown-claim ${path}`)),
    );
  });
});

describe("malformed", () => {
  const sound = signText(json(), account);
  const [header = "", payload = "", signature = ""] = sound.split(".");

  test("the other parts are shown when one is broken", async () => {
    expect(codes(await read(`${header}.${payload}`))).toEqual(["jwt/malformed parts"]);
    expect(codes(await read(`${sound}.x`))).toEqual(["jwt/malformed parts"]);
    expect(codes(await read(`x.${payload}.${signature}`))).toEqual(["jwt/malformed header"]);
    for (const bad of ["", "AAAA", `${signature}=`, `${signature.slice(1)}`]) {
      const facts = await read(`${header}.${payload}.${bad}`);
      expect(codes(facts)).toEqual(["jwt/malformed signature"]);
      expect(facts.name).toBe("sample");
    }
  });

  test.each([
    ["", { at: "parts", parts: 1 }],
    ["a.b", { at: "parts", parts: 2 }],
    [`${header}.${payload}=.${signature}`, { at: "payload", parts: 3 }],
    [`${header}.${btoa("[1]")}.${signature}`, { at: "payload", parts: 3 }],
    [`${header}.${btoa('{"a":')}.${signature}`, { at: "payload", parts: 3 }],
    [signText('{"a":'.repeat(10_000), account), { at: "payload", parts: 3 }],
    ["a".repeat(1024 * 1024 + 1), { at: "size", chars: 1024 * 1024 + 1 }],
  ])("is a fault without a payload (case %#)", (text, params) => {
    expect(decodeJwt(text)).toEqual({ ok: false, fault: { code: "jwt/malformed", params } });
  });
});
