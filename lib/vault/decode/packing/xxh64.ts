// XXH64 with seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), the checksum of a zstd frame. Our own: the
// library that is well kept is WebAssembly, which a search would have to wait for, and which some policies forbid.
// Used by zstd.ts.

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;
const STRIPE_BYTES = 32;

const u64 = (value: bigint) => BigInt.asUintN(64, value);
const rotated = (value: bigint, bits: bigint) => u64(value << bits) | (value >> (64n - bits));
const round = (sum: bigint, lane: bigint) => u64(rotated(u64(sum + lane * P2), 31n) * P1);

export class Xxh64 {
  /** The four sums of 64 bits, each its upper half and its lower: large integers are many times slower. */
  private readonly sums = new Int32Array(8);
  /** What is less than a stripe. */
  private readonly rest = new Uint8Array(STRIPE_BYTES);
  private restBytes = 0;
  private bytes = 0;

  constructor() {
    for (const [index, sum] of [P1 + P2, P2, 0n, -P1].entries()) {
      this.sums[2 * index] = Number(BigInt.asIntN(32, sum >> 32n));
      this.sums[2 * index + 1] = Number(BigInt.asIntN(32, sum));
    }
  }

  update(piece: Uint8Array): void {
    this.bytes += piece.length;
    let at = 0;
    if (this.restBytes > 0) {
      at = Math.min(piece.length, STRIPE_BYTES - this.restBytes);
      this.rest.set(piece.subarray(0, at), this.restBytes);
      this.restBytes += at;
      if (this.restBytes < STRIPE_BYTES) return;
      addStripes(this.sums, this.rest, 0, STRIPE_BYTES);
    }
    const end = at + Math.floor((piece.length - at) / STRIPE_BYTES) * STRIPE_BYTES;
    addStripes(this.sums, piece, at, end);
    this.rest.set(piece.subarray(end));
    this.restBytes = piece.length - end;
  }

  digest(): bigint {
    const { sums, rest, restBytes, bytes } = this;
    let hash = bytes < STRIPE_BYTES ? P5 : merged(sums);
    hash = u64(hash + BigInt(bytes));
    const view = new DataView(rest.buffer);
    let at = 0;
    for (; at + 8 <= restBytes; at += 8) {
      hash ^= round(0n, view.getBigUint64(at, true));
      hash = u64(rotated(hash, 27n) * P1 + P4);
    }
    for (; at + 4 <= restBytes; at += 4) {
      hash ^= u64(BigInt(view.getUint32(at, true)) * P1);
      hash = u64(rotated(hash, 23n) * P2 + P3);
    }
    for (; at < restBytes; at++) {
      hash ^= u64(BigInt(view.getUint8(at)) * P5);
      hash = u64(rotated(hash, 11n) * P1);
    }
    hash = u64((hash ^ (hash >> 33n)) * P2);
    hash = u64((hash ^ (hash >> 29n)) * P3);
    return hash ^ (hash >> 32n);
  }
}

function merged(halves: Int32Array): bigint {
  const sums = [0, 1, 2, 3].map((index) => {
    const [high = 0, low = 0] = halves.subarray(2 * index, 2 * index + 2);
    return u64((BigInt(high) << 32n) | BigInt(low >>> 0));
  });
  const [a = 0n, b = 0n, c = 0n, d = 0n] = sums;
  const start = rotated(a, 1n) + rotated(b, 7n) + rotated(c, 12n) + rotated(d, 18n);
  return sums.reduce((hash, sum) => u64((hash ^ round(0n, sum)) * P1 + P4), u64(start));
}

const [P1_HIGH, P1_LOW, P2_HIGH, P2_LOW] = [0x9e3779b1, 0x85ebca87, 0xc2b2ae3d, 0x27d4eb4f];

/** `round` of each sum and its eight bytes of the stripe, for whole stripes. */
function addStripes(sums: Int32Array, bytes: Uint8Array, start: number, end: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start; at < end; at += 8) {
    const index = ((at - start) & 24) >> 2;
    const [laneLow, laneHigh] = [view.getInt32(at, true), view.getInt32(at + 4, true)];
    const productLow = Math.imul(laneLow, P2_LOW);
    const productHigh =
      upperProduct(laneLow, P2_LOW) + Math.imul(laneHigh, P2_LOW) + Math.imul(laneLow, P2_HIGH);
    const sum = ((sums[index + 1] ?? 0) >>> 0) + (productLow >>> 0);
    const high = ((sums[index] ?? 0) + productHigh + (sum > 0xffffffff ? 1 : 0)) | 0;
    const low = sum | 0;
    // To the left by 31 bits.
    const turnedHigh = (high << 31) | (low >>> 1);
    const turnedLow = (low << 31) | (high >>> 1);
    sums[index] =
      upperProduct(turnedLow, P1_LOW) +
      Math.imul(turnedHigh, P1_LOW) +
      Math.imul(turnedLow, P1_HIGH);
    sums[index + 1] = Math.imul(turnedLow, P1_LOW);
  }
}

/** The upper 32 bits of the product of two numbers of 32 bits without a sign. */
function upperProduct(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  return a1 * b1 + (middle - (middle & 0xffff)) / 65_536 + ((a0 * b1 + (middle & 0xffff)) >>> 16);
}
