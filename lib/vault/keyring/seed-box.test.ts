import { expect, it, vi } from "vitest";
import { identities } from "@/lib/testing/real-server";
import { decodeSeed, importSigner, verifySignature } from "@/lib/vault/creds/nkeys";
import { SeedBox } from "./seed-box";

async function newBox(subtle: SubtleCrypto | null) {
  const key = identities.makeKey("user");
  const secret = decodeSeed(new TextEncoder().encode(key.seed));
  if (!secret.ok) throw new Error("seed");
  const box = new SeedBox(await importSigner(secret.value, subtle), key.publicKey);
  return { box, key, secret: secret.value };
}

it.each([
  ["webcrypto", crypto.subtle],
  ["nkeys.js", null],
] as const)("%s: signs until it is wiped, and shows no key", async (kind, subtle) => {
  const { box, key, secret } = await newBox(subtle);
  secret.raw.fill(0);
  const data = new TextEncoder().encode("a nonce");
  expect(box.kind).toBe(kind);
  expect(await verifySignature(key.publicKey, data, await box.sign(data))).toBe(true);
  expect(Object.keys(box).sort()).toEqual(["kind", "publicKey"]);
  expect(JSON.stringify(box)).not.toContain(key.seed.slice(2, 20));

  box.wipe();
  await expect(box.sign(data)).rejects.toThrow("wiped");
  box.wipe();
});

it("keeps a WebCrypto key that cannot be exported", async () => {
  const importKey = vi.spyOn(crypto.subtle, "importKey");
  await newBox(crypto.subtle);
  const results = await Promise.all(importKey.mock.results.map(({ value }) => value));
  importKey.mockRestore();
  const keys = results.filter(({ type }: CryptoKey) => type === "private");
  expect(keys).toHaveLength(1);
  for (const format of ["pkcs8", "jwk"] as const) {
    await expect(crypto.subtle.exportKey(format, keys[0])).rejects.toThrow();
  }
});
