// Ed25519 with WebCrypto alone. Called by nkeys.ts. The raw seed is copied into a key that cannot be exported,
// and every other copy is zeroed. No key is exported as a JWK, because that makes a string of the seed, and
// a string cannot be wiped.

export const ED25519 = { name: "Ed25519" };
const X25519 = { name: "X25519" };

/** These bytes followed by a raw Ed25519 or X25519 key are its PKCS #8 encoding (RFC 8410). */
const PKCS8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
/** The byte of the algorithm in PKCS8, which is that of Ed25519. */
const ALGORITHM_OFFSET = 11;
const X25519_BYTE = 110;

const PRIME = 2n ** 255n - 19n;
/** The base point of X25519 (RFC 7748, section 4.1). */
const BASE_POINT = Uint8Array.of(9, ...new Uint8Array(31));

/** Rejects where WebCrypto has no Ed25519. */
export function importEd25519(raw: Uint8Array, subtle: SubtleCrypto): Promise<CryptoKey> {
  return importRaw(raw, "Ed25519", subtle);
}

/**
 * The 32 bytes of the public key of a seed. WebCrypto gives no public key of a private one. So the scalar
 * of the seed (RFC 8032, section 5.1.5) multiplies the base point of X25519, which gives the u coordinate
 * of the public key; y is (u - 1) / (u + 1) (RFC 7748, section 4.1). A signature of the seed, made by
 * `sign`, tells which of the two points with this y it is. Rejects where WebCrypto lacks one of the two algorithms.
 */
export async function derivePublicBytes(
  raw: Uint8Array<ArrayBuffer>,
  sign: (data: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>,
  subtle: SubtleCrypto,
): Promise<Uint8Array<ArrayBuffer>> {
  const hash = new Uint8Array(await subtle.digest("SHA-512", raw));
  const scalar = await importRaw(hash.subarray(0, 32), "X25519", subtle).finally(() =>
    hash.fill(0),
  );
  const base = await subtle.importKey("raw", BASE_POINT, X25519, false, []);
  const u = toNumber(await subtle.deriveBits({ ...X25519, public: base }, scalar, 256));
  const bytes = toBytes(((u - 1n) * inverse(u + 1n)) % PRIME);
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  const signature = await sign(challenge);
  const candidate = await subtle.importKey("raw", bytes, ED25519, false, ["verify"]);
  const isEven = await subtle.verify(ED25519, candidate, signature, challenge);
  if (!isEven) bytes[31] = (bytes[31] ?? 0) | 0x80;
  return bytes;
}

async function importRaw(
  raw: Uint8Array,
  name: "Ed25519" | "X25519",
  subtle: SubtleCrypto,
): Promise<CryptoKey> {
  const der = new Uint8Array(48);
  der.set(PKCS8);
  if (name === "X25519") der[ALGORITHM_OFFSET] = X25519_BYTE;
  der.set(raw, PKCS8.length);
  try {
    const usages: KeyUsage[] = [name === "Ed25519" ? "sign" : "deriveBits"];
    return await subtle.importKey("pkcs8", der, { name }, false, usages);
  } finally {
    der.fill(0);
  }
}

/** Little endian, as in RFC 7748. These numbers are public. */
function toNumber(bytes: ArrayBuffer): bigint {
  return new Uint8Array(bytes).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function toBytes(number: bigint): Uint8Array<ArrayBuffer> {
  let rest = number;
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(rest & 255n);
    rest >>= 8n;
    return byte;
  });
}

/** Modulo PRIME, by Euclid's algorithm. */
function inverse(number: bigint): bigint {
  let [a, b, x, y] = [number % PRIME, PRIME, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [x, y] = [y - quotient * x, x];
  }
  return ((x % PRIME) + PRIME) % PRIME;
}
