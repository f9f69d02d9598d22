// By what a compressed payload is recognised: its headers, and its first bytes. Small, because every payload that is
// opened or previewed passes it.

import type { HeaderList } from "@/lib/shared/facts/console";
import type { Packing } from "@/lib/shared/facts/payload";

const NAMES: Readonly<Record<string, Packing>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  zlib: "zlib",
  deflate: "deflate",
  zstd: "zstd",
  snappy: "snappy",
  "x-snappy": "snappy",
  "x-snappy-framed": "snappy-framed",
  "snappy-framed": "snappy-framed",
};

const STREAM_START = [0xff, 6, 0, 0, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59];

/** What `Content-Encoding` names, from the outside in. Empty when it names nothing that is known. */
export function namedPackings(headers: HeaderList, payload: Uint8Array): readonly Packing[] {
  const value = headers.find(([name]) => name.toLowerCase() === "content-encoding")?.[1] ?? "";
  const known = value
    .toLowerCase()
    .split(",")
    .flatMap((name) => NAMES[name.trim()] ?? [])
    .reverse();
  const [outer, ...inner] = known;
  return outer === undefined ? [] : [asSent(outer, payload), ...inner];
}

/** HTTP calls zlib "deflate" (RFC 9110, 8.4.1.2), and a stream of Snappy has the name of its blocks. */
function asSent(packing: Packing, payload: Uint8Array): Packing {
  if (packing === "deflate" && isZlib(payload)) return "zlib";
  return packing === "snappy" && isFramedSnappy(payload) ? "snappy-framed" : packing;
}

/** What the bytes may be packed with, without a look inside. */
export function contentPacking(bytes: Uint8Array): Packing | null {
  const [first, second, third, fourth] = bytes;
  if (bytes.length < 6) return null;
  if (first === 0x1f && second === 0x8b && third === 8) return "gzip";
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return "zstd";
  if (isFramedSnappy(bytes)) return "snappy-framed";
  if (isZlib(bytes)) return "zlib";
  return mayBeSnappy(bytes) ? "snappy" : null;
}

/** Whether the first bytes say it beyond doubt, so that a fault inside is worth a word. */
export function isSigned(packing: Packing): boolean {
  return packing === "gzip" || packing === "zstd" || packing === "snappy-framed";
}

/** Deflate with a window that it may have, no dictionary, and the check bits of the header. */
export function isZlib(payload: Uint8Array): boolean {
  const [first = 0, second = 0] = payload;
  const isDeflate = (first & 0x0f) === 8 && first >> 4 <= 7;
  const hasDictionary = (second & 0x20) !== 0;
  return payload.length > 6 && isDeflate && !hasDictionary && (first * 256 + second) % 31 === 0;
}

export function isFramedSnappy(payload: Uint8Array): boolean {
  return STREAM_START.every((byte, index) => payload[index] === byte);
}

/** A length that the rest can make, then a literal, since there is nothing yet to copy from. */
function mayBeSnappy(bytes: Uint8Array): boolean {
  let [length, at] = [0, 0];
  for (; at < 4; at++) {
    const byte = bytes[at] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) break;
  }
  const tag = bytes[at + 1] ?? 3;
  return at < 4 && length > 3 && length < bytes.length * 22 && (tag & 3) === 0;
}
