// Decodes public keys and seeds, signs and verifies. The only file that imports nkeys.js. It decodes without
// nkeys.js, which does not check the length and does not wipe its copies. WebCrypto signs in a secure
// context; elsewhere nkeys.js does, which is about 300 times slower. A seed is bytes here and never a
// string, and the code that receives raw bytes must zero them.

import { isLower, toBytes } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { crc16, decodeBase32, encodeBase32 } from "./base32";

/** Loaded on demand: 21 kB gzip that a secure context with matching seeds never needs. */
const nkeys = () => import("nkeys.js/lib/index.js");

export type KeyKind = "user" | "account" | "operator" | "server" | "cluster" | "curve";

const SEED_PREFIX = 18 << 3;
const PUBLIC_CHARS = 56;
const SEED_CHARS = 58;
const PRIVATE_CHARS = 108;

export interface PublicKey {
  readonly kind: KeyKind;
  readonly raw: Uint8Array<ArrayBuffer>;
}

/** The 32 bytes of a seed and the kind of its key. The owner zeroes `raw` after use. */
export interface Secret {
  readonly kind: KeyKind;
  readonly raw: Uint8Array<ArrayBuffer>;
}

export interface Signer {
  readonly by: "webcrypto" | "nkeys.js";
  sign(data: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Drops the key. sign() must not be called after it. */
  wipe(): void;
}

/** Null outside a secure context, and in browsers without WebCrypto. */
export type Subtle = SubtleCrypto | null;
export const contextSubtle = (): Subtle => globalThis.crypto?.subtle ?? null;

/** By the byte before the key, which determines its first letter (nats-io/nkeys strkey.go). */
const KINDS = new Map<number | undefined, KeyKind>([
  [20 << 3, "user"],
  [0, "account"],
  [14 << 3, "operator"],
  [13 << 3, "server"],
  [2 << 3, "cluster"],
  [23 << 3, "curve"],
]);
const hasValidChecksum = (bytes: Uint8Array): boolean => {
  const body = bytes.length - 2;
  return crc16(bytes.subarray(0, body)) === ((bytes[body] ?? 0) | ((bytes[body + 1] ?? 0) << 8));
};

/** Null unless the text is exactly one public key: 56 characters, a valid checksum, a known kind. */
export function decodePublicKey(text: string): PublicKey | null {
  if (!/^[A-Z2-7]{56}$/.test(text)) return null;
  return readPublicKey(toBytes(text));
}

function readPublicKey(text: Uint8Array): PublicKey | null {
  const bytes = decodeBase32(text);
  const kind = KINDS.get(bytes?.[0]);
  return bytes && kind && hasValidChecksum(bytes) ? { kind, raw: bytes.slice(1, 33) } : null;
}

type SeedCode = "seed/malformed" | "seed/not-a-user-seed";

/**
 * Decodes a seed of any kind. The faults are seed/malformed with `reason` length (with `chars`),
 * alphabet (with `position`, from 1), checksum or prefix; and seed/not-a-user-seed with `reason`
 * public-key or private-key.
 */
export function decodeSeed(text: Uint8Array): Result<Secret, SeedCode> {
  const chars = text.length;
  const first = text[0];
  const key = chars === PUBLIC_CHARS ? readPublicKey(text) : null;
  if (key) return fail("seed/not-a-user-seed", { reason: "public-key", kind: key.kind });
  if (first === 80 && (chars === PRIVATE_CHARS || chars === PUBLIC_CHARS)) {
    return fail("seed/not-a-user-seed", { reason: "private-key" });
  }
  if (chars !== SEED_CHARS) return fail("seed/malformed", { reason: "length", chars });
  const bytes = decodeBase32(text);
  if (!bytes) {
    const position = text.findIndex((byte) => !decodeBase32(Uint8Array.of(byte))) + 1;
    return fail("seed/malformed", { reason: "alphabet", position });
  }
  const [one = 0, two = 0] = bytes;
  const kind = KINDS.get(((one & 7) << 5) | (two >> 3));
  const raw = bytes.slice(2, 34);
  const isSound = hasValidChecksum(bytes);
  bytes.fill(0);
  if (isSound && kind && (one & 0xf8) === SEED_PREFIX) return ok({ kind, raw });
  raw.fill(0);
  return fail("seed/malformed", { reason: isSound ? "prefix" : "checksum" });
}

/** The 58 characters of a seed. The caller must zero them. */
export function encodeSeed({ kind, raw }: Secret): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(36);
  const prefix = [...KINDS].find(([, name]) => name === kind)?.[0] ?? 0;
  bytes.set([SEED_PREFIX | (prefix >> 5), (prefix & 31) << 3]);
  bytes.set(raw, 2);
  const sum = crc16(bytes.subarray(0, 34));
  bytes.set([sum & 255, sum >> 8], 34);
  const text = encodeBase32(bytes);
  bytes.fill(0);
  return text;
}

/** Changes a seed to upper case in place; true when it had a lower-case letter. */
export function toUpperCaseSeed(text: Uint8Array): boolean {
  let hadLower = false;
  text.forEach((byte, i) => {
    if (!isLower(byte)) return;
    hadLower = true;
    text[i] = byte - 32;
  });
  return hadLower;
}

/** Takes 10 to 20 ms in nkeys.js, so it is called only for a seed that does not match `sub`. */
export async function derivePublicKey(secret: Secret): Promise<string> {
  const { fromSeed } = await nkeys();
  const pair = fromSeed(encodeSeed(secret));
  const key = pair.getPublicKey();
  pair.clear();
  return key;
}

/** These bytes followed by a raw Ed25519 key are its PKCS #8 encoding (RFC 8410). */
const PKCS8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const ED25519 = { name: "Ed25519" };

/** Copies the secret, or makes a key of it that cannot be exported. The caller zeroes the secret afterwards. */
export async function importSigner(secret: Secret, subtle = contextSubtle()): Promise<Signer> {
  if (subtle) {
    const der = new Uint8Array(48);
    der.set(PKCS8);
    der.set(secret.raw, 16);
    try {
      const imported = await subtle.importKey("pkcs8", der, ED25519, false, ["sign"]);
      let key: CryptoKey | null = imported;
      return {
        by: "webcrypto",
        async sign(data) {
          if (!key) throw new Error("the signer is wiped");
          return new Uint8Array(await subtle.sign(ED25519, key, data.slice()));
        },
        wipe() {
          key = null;
        },
      };
    } catch {
      // The browser has no Ed25519 in WebCrypto, so nkeys.js signs.
    } finally {
      der.fill(0);
    }
  }
  const { fromSeed } = await nkeys();
  const pair = fromSeed(encodeSeed(secret));
  return {
    by: "nkeys.js",
    sign: async (data) => Uint8Array.from(pair.sign(data)),
    wipe: () => pair.clear(),
  };
}

/** One drop has few issuers. The key of each user is needed only once. */
const KEPT_KEYS = 32;
const verifyingKeys = new Map<string, Promise<CryptoKey>>();

function verifyingKey(text: string, { raw }: PublicKey, subtle: SubtleCrypto): Promise<CryptoKey> {
  const known = verifyingKeys.get(text);
  const key = known ?? subtle.importKey("raw", raw, ED25519, false, ["verify"]);
  // Moved to the end, so that the least recently used key is deleted first.
  verifyingKeys.delete(text);
  verifyingKeys.set(text, key);
  for (const oldest of verifyingKeys.keys()) {
    if (verifyingKeys.size <= KEPT_KEYS) break;
    verifyingKeys.delete(oldest);
  }
  return key;
}

/** Also false when the signature has the wrong length or the key is not an Ed25519 key. */
export async function verifySignature(
  publicKey: string,
  data: Uint8Array,
  signature: Uint8Array,
  subtle = contextSubtle(),
): Promise<boolean> {
  const decoded = decodePublicKey(publicKey);
  if (!decoded || decoded.kind === "curve" || signature.length !== 64) return false;
  if (subtle) {
    try {
      const key = await verifyingKey(publicKey, decoded, subtle);
      return await subtle.verify(ED25519, key, signature.slice(), data.slice());
    } catch {
      // The browser has no Ed25519 in WebCrypto, so nkeys.js verifies.
    }
  }
  const { fromPublic } = await nkeys();
  try {
    return fromPublic(publicKey).verify(data, signature);
  } catch {
    return false;
  }
}
