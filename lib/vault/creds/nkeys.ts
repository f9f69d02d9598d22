// Decodes public keys and seeds, signs and verifies. The only file that imports nkeys.js. It decodes without
// nkeys.js, which does not check the length and does not wipe its copies. WebCrypto signs in a secure
// context; elsewhere nkeys.js does in a worker that ends afterwards (seed-task.ts), which is about 300 times
// slower. A seed is bytes here and never a string, and the code that receives raw bytes must zero them.

import { isLower, isUpper, toBytes, toText } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import { crc16, decodeBase32, encodeBase32 } from "./encoding/base32";
import { runSeedTask, type SeedAnswer, type SeedTask } from "./seed-task";
import { derivePublicBytes, ED25519, importEd25519 } from "./web-keys";

/** Loaded on demand: 21 kB gzip that a secure context never needs. */
const nkeys = () => import("nkeys.js/lib/index.js");

export type KeyKind = "user" | "account" | "operator" | "server" | "cluster" | "curve";

const SEED_PREFIX = 18 << 3;
const PUBLIC_CHARS = 56;
const SEED_CHARS = 58;

/** Whether there is base32 as long as a seed, so that the bytes must not become a string. */
export function hasSeedRun(bytes: Uint8Array): boolean {
  let length = 0;
  return bytes.some((byte) => {
    length = isUpper(byte) || (byte > 49 && byte < 56) ? length + 1 : 0;
    return length >= SEED_CHARS;
  });
}
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
  /** Its own signer with the same key, for other creds of the same user. */
  copy(): Signer;
  /** Drops the key. sign() and copy() must not be called after it. */
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
  const known = decodedKeys.get(text);
  if (known !== undefined || !/^[A-Z2-7]{56}$/.test(text)) return known ?? null;
  const key = readPublicKey(toBytes(text));
  if (decodedKeys.size >= MAX_DECODED_KEYS) decodedKeys.clear();
  decodedKeys.set(text, key);
  return key;
}

/** Thousands of JWTs have one issuer, and the subject of each is looked at several times. */
const decodedKeys = new Map<string, PublicKey | null>();
const MAX_DECODED_KEYS = 256;

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
  const prefix = prefixOf(kind);
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

/** `signer` is that of the secret. Called only for a seed that does not match `sub`. Where WebCrypto cannot, it takes 10 to 20 ms. */
export async function derivePublicKey(
  secret: Secret,
  signer: Signer,
  subtle = contextSubtle(),
): Promise<string> {
  if (subtle && signer.by === "webcrypto") {
    try {
      const raw = await derivePublicBytes(secret.raw, (data) => signer.sign(data), subtle);
      return encodePublicKey(secret.kind, raw);
    } catch {
      // The browser has no Ed25519 or no X25519 in WebCrypto, so nkeys.js derives it.
    }
  }
  return new Promise((resolve, reject) => {
    underived.push({ seed: encodeSeed(secret), resolve, reject });
    if (underived.length === 1) void yieldToEventLoop().then(deriveWaiting);
  });
}

interface Underived {
  readonly seed: Uint8Array<ArrayBuffer>;
  resolve(publicKey: string): void;
  reject(error: unknown): void;
}

/** Seeds that wait for their public key. One worker derives them all. */
const underived: Underived[] = [];

async function deriveWaiting(): Promise<void> {
  const batch = underived.splice(0);
  try {
    const task = { seeds: batch.map(({ seed }) => seed), data: null };
    const { publicKeys } = await runSeedTask(task, runWithNkeys);
    for (const [i, { resolve }] of batch.entries()) resolve(publicKeys[i] ?? "");
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

/** Runs in the thread that calls it and leaves copies of the seeds there. Called through runSeedTask(). */
export async function runWithNkeys({ seeds, data }: SeedTask): Promise<SeedAnswer> {
  const { fromSeed } = await nkeys();
  const publicKeys: string[] = [];
  let signature: SeedAnswer["signature"] = null;
  for (const seed of seeds) {
    const pair = fromSeed(seed);
    if (data === null) publicKeys.push(pair.getPublicKey());
    else signature ??= Uint8Array.from(pair.sign(data));
    pair.clear();
    await yieldToEventLoop();
  }
  return { publicKeys, signature };
}

function encodePublicKey(kind: KeyKind, raw: Uint8Array): string {
  const bytes = new Uint8Array(35);
  bytes[0] = prefixOf(kind);
  bytes.set(raw, 1);
  const sum = crc16(bytes.subarray(0, 33));
  bytes.set([sum & 255, sum >> 8], 33);
  return toText(encodeBase32(bytes));
}

const prefixOf = (kind: KeyKind): number => [...KINDS].find(([, name]) => name === kind)?.[0] ?? 0;

/** Copies the secret, or makes a key of it that cannot be exported. The caller zeroes the secret afterwards. */
export async function importSigner(secret: Secret, subtle = contextSubtle()): Promise<Signer> {
  if (subtle) {
    try {
      return webSigner(await importEd25519(secret.raw, subtle), subtle);
    } catch {
      // The browser has no Ed25519 in WebCrypto, so nkeys.js signs.
    }
  }
  return nkeysSigner({ kind: secret.kind, raw: secret.raw.slice() });
}

function webSigner(imported: CryptoKey, subtle: SubtleCrypto): Signer {
  let key: CryptoKey | null = imported;
  return {
    by: "webcrypto",
    async sign(data) {
      if (!key) throw new Error(WIPED);
      return new Uint8Array(await subtle.sign(ED25519, key, data.slice()));
    },
    copy() {
      if (!key) throw new Error(WIPED);
      return webSigner(key, subtle);
    },
    wipe() {
      key = null;
    },
  };
}

function nkeysSigner(secret: Secret): Signer {
  let own: Secret | null = secret;
  return {
    by: "nkeys.js",
    async sign(data) {
      if (!own) throw new Error(WIPED);
      const task = { seeds: [encodeSeed(own)], data: data.slice() };
      const { signature } = await runSeedTask(task, runWithNkeys);
      if (!signature) throw new Error("nkeys.js did not sign");
      return signature;
    },
    copy() {
      if (!own) throw new Error(WIPED);
      return nkeysSigner({ kind: own.kind, raw: own.raw.slice() });
    },
    wipe() {
      own?.raw.fill(0);
      own = null;
    },
  };
}

const WIPED = "the signer is wiped";

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
  await yieldToEventLoop();
  try {
    return fromPublic(publicKey).verify(data, signature);
  } catch {
    return false;
  }
}
