// From the bytes of a file to the finding: which kind, and whether anything can still sign.

import { expect, test } from "vitest";
import { seedFindings } from "@/lib/shared/diagnosis/findings";
import { seedDangerOf } from "@/lib/shared/diagnosis/seed-danger";
import { credsText, makeUser, signToken, standardClaims } from "@/lib/testing/jwt";
import { type KeyKind, makeKey } from "@/lib/testing/nkey";
import { bytesOf } from "@/lib/testing/vault-rig";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { seedDangerText } from "./texts/seed-danger-text";

const KINDS: readonly Exclude<KeyKind, "user">[] = [
  "account",
  "operator",
  "cluster",
  "server",
  "curve",
];
const account = makeKey("account");

async function read(text: string) {
  const results = await readCreds(bytesOf(text), { kind: "paste", name: "", bytes: 1 });
  const found = results.find((result) => result.kind === "creds");
  if (found?.kind !== "creds") throw new Error("no creds");
  const facts = { ...found.facts, id: "x", sources: [], sameUserAs: null };
  return { facts, danger: seedDangerOf(facts), secret: found.secret, signer: found.signer };
}

test.each(KINDS)("%s: in creds and alone", async (kind) => {
  const key = makeKey(kind);
  for (const text of [credsText(makeUser({ account }).jwt, key.seed), key.seed]) {
    const { facts, danger, secret, signer } = await read(text);
    const publicKey = kind === "curve" ? null : key.publicKey;
    expect(danger).toEqual({ kind, publicKey, isKept: false, isBeside: false });
    expect([secret, signer, facts.seed.signer]).toEqual([null, null, null]);
    expect(seedFindings(facts)).toMatchObject([
      { state: "fail", code: "seed/not-a-user-seed", evidence: { kind } },
    ]);
    const texts = Object.values(
      seedDangerText({ kind, publicKey, isKept: false, isBeside: false }),
    ).join(" ");
    expect(texts).toContain(kind);
    expect(texts).toContain("wiped");
  }
});

test.each(["account", "operator"] as const)("%s: beside its JWT", async (kind) => {
  const key = makeKey(kind);
  const claims = {
    ...standardClaims("x", key, makeKey("operator")),
    nats: { type: kind, version: 2 },
  };
  const { facts, danger, secret, signer } = await read(
    credsText(signToken(claims, makeKey("operator")), key.seed),
  );
  expect(facts.seed.state).toBe("matches");
  expect(danger).toEqual({ kind, publicKey: key.publicKey, isKept: false, isBeside: false });
  expect([secret, signer]).toEqual([null, null]);
  expect(seedFindings(facts)).toMatchObject([{ state: "fail", code: "seed/not-a-user-seed" }]);
});

test("a user JWT whose subject is an account keeps its signer", async () => {
  const { danger, signer } = await read(makeUser({ account, key: makeKey("account") }).creds);
  expect(danger).toMatchObject({ kind: "account", isKept: true, isBeside: false });
  expect(signer).not.toBeNull();
});

test.each([
  ["a user's seed", makeUser({ account }).creds],
  ["another user's seed", credsText(makeUser({ account }).jwt, makeKey("user").seed)],
  ["a seed alone", makeKey("user").seed],
  ["a public key of an account", credsText(makeUser({ account }).jwt, account.publicKey)],
  ["no seed", makeUser({ account }).jwt],
])("no danger: %s", async (_, text) => {
  expect((await read(text)).danger).toBeNull();
});
