import {
  createAccount,
  createCluster,
  createCurve,
  createOperator,
  createServer,
  createUser,
  fromPublic,
  type KeyPair,
} from "@nats-io/nkeys";
import { describe, expect, test } from "vitest";
import { seedOf, textOf, utf8 } from "@/lib/testing/creds/make-creds";
import { makeKey } from "@/lib/testing/nkey";
import {
  decodePublicKey,
  decodeSeed,
  derivePublicKey,
  encodeSeed,
  importSigner,
  type Secret,
  type Subtle,
  toUpperCaseSeed,
  verifySignature,
} from "./nkeys";

const PAIRS: readonly (readonly [string, KeyPair])[] = [
  ["user", createUser()],
  ["account", createAccount()],
  ["operator", createOperator()],
  ["server", createServer()],
  ["cluster", createCluster()],
  ["curve", createCurve()],
];
const user = createUser();
const seed = seedOf(user);

const derive = async (secret: Secret, subtle: Subtle = crypto.subtle) =>
  derivePublicKey(secret, await importSigner(secret, subtle), subtle);

describe.each(PAIRS)("%s keys", (kind, pair) => {
  test("public key and seed decode to their kind, and the seed encodes to the same text", async () => {
    expect(decodePublicKey(pair.getPublicKey())).toMatchObject({ kind });
    const secret = decodeSeed(pair.getSeed().slice());
    if (!secret.ok) throw new Error(secret.fault.code);
    expect(secret.value.kind).toBe(kind);
    expect(textOf(encodeSeed(secret.value))).toBe(seedOf(pair));
    if (kind !== "curve") expect(await derive(secret.value)).toBe(pair.getPublicKey());
  });
});

test.each([
  ["webcrypto", crypto.subtle, 200],
  ["nkeys.js", null, 20],
] as const)("derives the public keys of many seeds with %s", async (_, subtle, count) => {
  // Half of the keys have an odd x coordinate.
  const keys = Array.from({ length: count }, () => makeKey("user"));
  const derived = await Promise.all(
    keys.map(({ raw }) => derive({ kind: "user", raw: new Uint8Array(raw) }, subtle)),
  );
  expect(derived).toEqual(keys.map(({ publicKey }) => publicKey));
});

test("rejects a public key with a wrong length, case, alphabet or checksum", () => {
  const key = user.getPublicKey();
  const swapped = key.slice(0, 20) + (key[20] === "A" ? "B" : "A") + key.slice(21);
  for (const bad of [
    "",
    key.slice(1),
    `${key}A`,
    key.toLowerCase(),
    swapped,
    key.replace(/.$/, "1"),
    seed,
    ` ${key}`,
  ]) {
    expect(decodePublicKey(bad)).toBeNull();
  }
});

test("distinguishes what is wrong with a seed", () => {
  const flipped = seed.slice(0, 20) + (seed[20] === "A" ? "B" : "A") + seed.slice(21);
  const fault = (text: string) => {
    const read = decodeSeed(utf8(text));
    return read.ok ? null : read.fault;
  };
  expect(fault(seed)).toBeNull();
  expect(fault(flipped)).toEqual({ code: "seed/malformed", params: { reason: "checksum" } });
  expect(fault(`${seed}A`)).toEqual({
    code: "seed/malformed",
    params: { reason: "length", chars: 59 },
  });
  expect(fault(seed.slice(0, 57))).toEqual({
    code: "seed/malformed",
    params: { reason: "length", chars: 57 },
  });
  expect(fault("")).toEqual({ code: "seed/malformed", params: { reason: "length", chars: 0 } });
  expect(fault(`${seed.slice(0, 9)}0${seed.slice(10)}`)).toEqual({
    code: "seed/malformed",
    params: { reason: "alphabet", position: 10 },
  });
  expect(fault(user.getPublicKey())).toEqual({
    code: "seed/not-a-user-seed",
    params: { reason: "public-key", kind: "user" },
  });
  expect(fault(createAccount().getPublicKey())).toMatchObject({
    params: { reason: "public-key", kind: "account" },
  });
  expect(fault(textOf(user.getPrivateKey()))).toEqual({
    code: "seed/not-a-user-seed",
    params: { reason: "private-key" },
  });
  expect(fault("A".repeat(58))).toEqual({ code: "seed/malformed", params: { reason: "prefix" } });
});

test("changes a lower-case seed to upper case in place", () => {
  const bytes = utf8(seed.toLowerCase());
  expect(toUpperCaseSeed(bytes)).toBe(true);
  expect(textOf(bytes)).toBe(seed);
  expect(toUpperCaseSeed(bytes)).toBe(false);
});

describe.each([
  ["webcrypto", crypto.subtle],
  ["nkeys.js", null],
] as const)("signing with %s", (by, subtle) => {
  test("other libraries verify our signatures, and we verify theirs", async () => {
    const secret = decodeSeed(user.getSeed().slice());
    if (!secret.ok) throw new Error(secret.fault.code);
    const signer = await importSigner(secret.value, subtle);
    expect(signer.by).toBe(by);
    const data = utf8("the nonce");
    const signature = await signer.sign(data);
    expect(fromPublic(user.getPublicKey()).verify(data, signature)).toBe(true);
    const key = user.getPublicKey();
    expect(await verifySignature(key, data, user.sign(data), subtle)).toBe(true);
    expect(await verifySignature(key, utf8("another"), signature, subtle)).toBe(false);
    expect(await verifySignature(createUser().getPublicKey(), data, signature, subtle)).toBe(false);
    expect(await verifySignature(key, data, signature.slice(1), subtle)).toBe(false);
    expect(await verifySignature("no key", data, signature, subtle)).toBe(false);
    signer.wipe();
    await expect(signer.sign(data)).rejects.toThrow();
  });
});
