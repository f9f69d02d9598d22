// Base64 as bytes: which characters belong to it, and how it is decoded. Called by find-base64.ts and
// text-layers.ts. Both alphabets are read, with or without padding, and the escapes that JSON writers and URLs
// put in place of "+", "/" and "=". The text may hold a seed, so nothing becomes a string.

import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";

const NONE = 255;
const PADDING = 64;

const VALUES = (() => {
  const values = new Uint8Array(256).fill(NONE);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  values[45] = 62;
  values[95] = 63;
  values[61] = PADDING;
  return values;
})();

/** The value and the bytes of one character of base64, as `value << 3 | bytes`; 0 when there is none. */
function charAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0;
  const value = VALUES[byte] ?? NONE;
  if (value !== NONE) return (value << 3) | 1;
  if (byte === 92) {
    if (bytes[at + 1] === 47) return (63 << 3) | 2;
    const isUnicode = bytes[at + 1] === 117 && bytes[at + 2] === 48 && bytes[at + 3] === 48;
    return isUnicode ? hexCharAt(bytes, at + 4, 6) : 0;
  }
  return byte === 37 ? hexCharAt(bytes, at + 1, 3) : 0;
}

/** "2B", "2F" or "3D" in any case: the only characters of base64 that are escaped. */
function hexCharAt(bytes: Uint8Array, at: number, width: number): number {
  const [high, low] = [bytes[at], (bytes[at + 1] ?? 0) | 32];
  if (high === 50 && low === 98) return (62 << 3) | width;
  if (high === 50 && low === 102) return (63 << 3) | width;
  return high === 51 && low === 100 ? (PADDING << 3) | width : 0;
}

/** The index after the plain characters of base64 from `start`, up to `limit`. */
export function plainEnd(bytes: Uint8Array, start: number, limit: number): number {
  let at = start;
  while (at < limit && (VALUES[bytes[at] ?? 0] ?? NONE) < PADDING) at++;
  return at;
}

export interface Sequence {
  readonly end: number;
  /** Characters without the padding. */
  readonly chars: number;
  readonly isPadded: boolean;
}

/** The characters of base64 from `start`, with their padding, up to `limit`. `chars` is 0 when there are none. */
export function* readSequence(bytes: Uint8Array, start: number, limit: number): Steps<Sequence> {
  let at = start;
  let chars = 0;
  while (at < limit) {
    const char = charAt(bytes, at);
    if (char === 0 || char >> 3 === PADDING) break;
    at += char & 7;
    chars++;
    if (chars % STEP_BYTES === 0) yield STEP_BYTES;
  }
  let padding = 0;
  while (chars > 0 && at < limit && padding < 2) {
    const char = charAt(bytes, at);
    if (char === 0 || char >> 3 !== PADDING) break;
    at += char & 7;
    padding++;
  }
  return { end: at, chars, isPadded: padding > 0 };
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Decodes ranges that readSequence() found, up to `maxBytes`. A last character that gives no whole byte is left
 * out. The caller zeroes the result.
 */
export function* decodeRanges(
  bytes: Uint8Array,
  ranges: readonly ByteRange[],
  maxBytes = Number.POSITIVE_INFINITY,
): Steps<Uint8Array<ArrayBuffer>> {
  const length = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const out = new Uint8Array(Math.min(Math.ceil((length * 3) / 4), maxBytes));
  let [to, buffer, bits, chars] = [0, 0, 0, 0];
  for (const { start, end } of ranges) {
    for (let at = start; at < end && to < out.length; ) {
      const char = charAt(bytes, at);
      if (char === 0) break;
      at += char & 7;
      if (++chars % STEP_BYTES === 0) yield STEP_BYTES;
      if (char >> 3 === PADDING) continue;
      buffer = (buffer << 6) | (char >> 3);
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      out[to++] = (buffer >> bits) & 255;
      buffer &= (1 << bits) - 1;
    }
  }
  return out.subarray(0, to);
}
