import { expect, it } from "vitest";
import { decodeSeed, importSigner, verifySignature } from "@/lib/creds/nkeys";
import { identities } from "@/lib/nats/testing/real-server";
import { SeedBox } from "@/lib/vault/worker/seed-box";

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
