import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  createAccount,
  createUser,
  credsText,
  makeCreds,
  makeTrust,
  seedOf,
  signText,
  textOf,
  userClaims,
  utf8,
} from "@/lib/testing/creds/make-creds";
import { MAX_FILE_BYTES, readCreds } from "./read-creds";
import type { ReadResult } from "./readings";

const SOURCE = { kind: "file", name: "x.creds", bytes: 1 } as const;
const read = (text: string | Uint8Array) =>
  readCreds(typeof text === "string" ? utf8(text) : text, SOURCE);
const block = (label: string, content: string) =>
  `-----BEGIN ${label}-----\n${content}\n------END ${label}------\n`;

async function one(text: string) {
  const [result, ...more] = await read(text);
  if (result?.kind !== "creds" || more.length > 0) throw new Error("not one creds");
  return result;
}

test("reads the example of the NATS documentation", async () => {
  const file = readFileSync(new URL("../../testing/creds/docs-example.creds", import.meta.url));
  expect(await read(new Uint8Array(file))).toMatchObject([
    {
      kind: "creds",
      source: { ...SOURCE, part: 0 },
      facts: {
        form: [],
        jwt: { version: 1, name: "omega", signature: "valid", expiresAtSec: null, problems: [] },
        jwtFault: null,
        seed: { state: "matches", fault: null, signer: "webcrypto" },
        unusable: null,
      },
    },
  ]);
});

test("the signer signs as the user, and the secret is the seed", async () => {
  const made = await makeCreds();
  const { signer, secret } = await one(made.text);
  const data = utf8("nonce");
  const signature = (await signer?.sign(data)) ?? new Uint8Array();
  expect(made.user.verify(data, signature)).toBe(true);
  expect(secret?.kind).toBe("user");
  expect(secret?.raw).toHaveLength(32);
});

test("without WebCrypto, nkeys.js signs and verifies", async () => {
  const made = await makeCreds();
  const results = await readCreds(utf8(made.text), SOURCE, null);
  expect(results).toMatchObject([
    { facts: { jwt: { signature: "valid" }, seed: { state: "matches", signer: "nkeys.js" } } },
  ]);
});

test("zeroes any input", async () => {
  const made = await makeCreds();
  const inputs = [made.text, "nothing", " ", made.jwt, "a\n".repeat(300_000)].map(utf8);
  inputs.push(new Uint8Array(Buffer.from(made.text, "utf16le")));
  inputs.push(new Uint8Array(MAX_FILE_BYTES + 1).fill(65));
  for (const input of inputs) {
    await readCreds(input, SOURCE);
    expect(input.every((byte) => byte === 0)).toBe(true);
  }
});

describe("one part broken", () => {
  test("shows the claims when the seed is bad", async () => {
    const made = await makeCreds();
    const flipped =
      made.seed.slice(0, 20) + (made.seed[20] === "A" ? "B" : "A") + made.seed.slice(21);
    for (const [seed, code, reason] of [
      [flipped, "seed/malformed", "checksum"],
      [made.seed.slice(0, -1), "seed/malformed", "length"],
      [`${made.seed.slice(0, 30)}0${made.seed.slice(31)}`, "seed/malformed", "alphabet"],
      [made.user.getPublicKey(), "seed/not-a-user-seed", "public-key"],
      [textOf(made.user.getPrivateKey()), "seed/not-a-user-seed", "private-key"],
      ["hello", "seed/malformed", "length"],
    ] as const) {
      const { facts, secret, signer } = await one(credsText(made.jwt, seed));
      expect(facts.jwt).toMatchObject({ name: "sample", signature: "valid" });
      expect(facts.seed.fault).toMatchObject({ code, params: { reason } });
      expect(facts.unusable).toEqual(facts.seed.fault);
      expect([secret, signer]).toEqual([null, null]);
    }
  });

  test("shows the key of the seed when the JWT is bad", async () => {
    const made = await makeCreds();
    for (const jwt of ["eyJhbGciOiJub25l", "hello", "a.b.c", made.jwt.replace(/\..*\./, ".x.")]) {
      const { facts, secret } = await one(credsText(jwt, made.seed));
      expect(facts.jwt).toBeNull();
      expect(facts.jwtFault?.code).toBe("jwt/malformed");
      expect(facts.unusable).toEqual(facts.jwtFault);
      expect(facts.seed).toMatchObject({ state: "unmatched", publicKey: made.user.getPublicKey() });
      expect(secret).not.toBeNull();
    }
  });

  test("shows the claims and the seed's match when the JWT has no signature", async () => {
    const made = await makeCreds();
    const { facts } = await one(credsText(made.jwt.replace(/\.[^.]*$/, ""), made.seed));
    expect(facts).toMatchObject({
      jwt: { name: "sample", signature: "unchecked" },
      seed: { state: "matches" },
      unusable: { code: "jwt/malformed", params: { at: "parts" } },
    });
  });

  test("reads a seed without a JWT", async () => {
    const user = createUser();
    for (const text of [
      seedOf(user),
      `${seedOf(user)}\n`,
      block("USER NKEY SEED", seedOf(user)),
      `# key\n${seedOf(user)}`,
    ]) {
      expect((await one(text)).facts).toMatchObject({
        jwt: null,
        jwtFault: { code: "creds/nkey-only", params: { publicKey: user.getPublicKey() } },
        unusable: null,
        seed: { state: "unmatched", publicKey: user.getPublicKey() },
      });
    }
  });
});

describe("the owner of the seed", () => {
  test("another user: usable, and the server will refuse it", async () => {
    const made = await makeCreds();
    const other = createUser();
    const { facts } = await one(credsText(made.jwt, seedOf(other)));
    expect(facts.seed).toEqual({
      state: "mismatch",
      publicKey: other.getPublicKey(),
      fault: null,
      signer: "webcrypto",
    });
    expect(facts.unusable).toBeNull();
  });

  test("an account", async () => {
    const made = await makeCreds();
    const { facts } = await one(credsText(made.jwt, seedOf(made.account)));
    const fault = { code: "seed/not-a-user-seed", params: { reason: "kind", kind: "account" } };
    expect(facts.seed).toMatchObject({
      state: "wrong-kind",
      publicKey: made.account.getPublicKey(),
      fault,
    });
    expect(facts.unusable).toEqual(fault);
  });

  test("an account, for a user JWT whose subject is that account", async () => {
    const account = createAccount();
    const jwt = signText(JSON.stringify(userClaims(account, account)), account);
    const { facts } = await one(credsText(jwt, seedOf(account)));
    expect(facts).toMatchObject({
      jwt: { problems: [{ code: "jwt/subject-kind" }] },
      seed: { state: "matches", publicKey: account.getPublicKey() },
      unusable: null,
    });
  });

  test("a bearer JWT needs no seed", async () => {
    const made = await makeCreds({ bearer_token: true });
    for (const text of [
      made.jwt,
      credsText(made.jwt, "SUBAD"),
      credsText(made.jwt, seedOf(createUser())),
    ]) {
      expect((await one(text)).facts.unusable).toBeNull();
    }
  });
});

describe("trust material", () => {
  const kinds = (results: readonly ReadResult[]) =>
    results.map((r) => {
      if (r.kind === "trust") return r.facts.jwt.kind;
      if (r.kind === "creds") return r.source.part;
      return r.kind === "nothing" ? r.fault.code : r.kind;
    });

  test("is read bare, in blocks, one after another, and before creds", async () => {
    const { accountJwt, operatorJwt, account } = await makeTrust();
    const made = await makeCreds({}, { account });
    expect(kinds(await read(accountJwt))).toEqual(["account"]);
    expect(kinds(await read(`${block("NATS OPERATOR JWT", operatorJwt)}`))).toEqual(["operator"]);
    expect(kinds(await read(`${operatorJwt}\n${accountJwt}\n`))).toEqual(["operator", "account"]);
    expect(kinds(await read(`${accountJwt}\n${made.text}`))).toEqual(["account", 0]);
    const other = await makeCreds({}, { account });
    expect(kinds(await read(made.text + accountJwt + other.text))).toEqual([1, "account", 2]);
  });

  test("an account JWT in place of a user JWT is kept, and reported as not a user JWT", async () => {
    const { accountJwt, account } = await makeTrust();
    const [trust, creds] = await read(credsText(accountJwt, seedOf(account)));
    expect(trust).toMatchObject({ kind: "trust", facts: { id: account.getPublicKey() } });
    expect(creds).toMatchObject({
      facts: { unusable: { code: "jwt/not-a-user", params: { kind: "account" } } },
    });
    const user = createUser();
    expect(kinds(await read(credsText(accountJwt, seedOf(user))))).toEqual(["account", 0]);
  });
});

describe("files without creds", () => {
  test.each([
    ["", "creds/empty"],
    [" \n\r\n\t", "creds/empty"],
    ["\ufeff", "creds/empty"],
    ["hello", "creds/not-creds"],
    ["# Readme\n\nA creds file has a user.jwt and a seed.\n", "creds/not-creds"],
    [block("CERTIFICATE", `MIIB${"aB3/".repeat(15)}\n${"xY+z".repeat(16)}`), "creds/not-creds"],
    [JSON.stringify({ name: "x", version: "1.0.0", list: [1, 2, 3] }), "creds/not-creds"],
    ["a\n".repeat(300_000), "creds/too-large"],
    [new Uint8Array(MAX_FILE_BYTES + 1), "creds/too-large"],
    [new Uint8Array(4096), "creds/not-creds"],
  ])("case %#: %#", async (text, code) => {
    const [result, ...more] = await read(text);
    expect(more).toEqual([]);
    expect(result?.kind === "nothing" && result.fault.code).toBe(code);
  });
});
