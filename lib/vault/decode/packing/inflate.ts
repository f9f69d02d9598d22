// gzip (RFC 1952), zlib (RFC 1950) and deflate (RFC 1951), with fflate. The library does not compare checksums, so
// that is done here. Used by unpack.ts.

import { Gunzip, Inflate } from "fflate";
import { crc32 } from "@/lib/vault/base/crc32";
import type { Steps } from "@/lib/vault/base/turns";
import { type Content, Malformed, WrongSum } from "./bounds";
import { isZlib } from "./packing-signs";

/** Deflate makes at most 1,032 bytes of one, so a step makes at most 2 MiB. */
const STEP_BYTES = 2048;
const GZIP_TRAILER_BYTES = 8;
const ZLIB_HEADER_BYTES = 2;
const ZLIB_TRAILER_BYTES = 4;

export function* gunzip(payload: Uint8Array, content: Content): Steps<void> {
  let members = 1;
  const stream = new Gunzip((piece) => content.add(piece));
  stream.onmember = () => {
    members += 1;
  };
  yield* pushAll(payload, stream);
  // Each member has its own sums; those of several are not told apart here.
  if (members > 1) return;
  const whole = content.whole();
  const [sum, size] = [payload.length - GZIP_TRAILER_BYTES, payload.length - 4];
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  if (view.getUint32(size, true) !== whole.length % 2 ** 32) throw new Malformed();
  if (view.getUint32(sum, true) !== crc32(whole)) throw new WrongSum();
}

export function* inflateZlib(payload: Uint8Array, content: Content): Steps<void> {
  if (!isZlib(payload)) throw new Malformed();
  const end = payload.length - ZLIB_TRAILER_BYTES;
  yield* inflateRaw(payload.subarray(ZLIB_HEADER_BYTES, end), content);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  if (view.getUint32(end) !== adler32(content.whole())) throw new WrongSum();
}

export function inflateRaw(payload: Uint8Array, content: Content): Steps<void> {
  return pushAll(payload, new Inflate((piece) => content.add(piece)));
}

function* pushAll(payload: Uint8Array, stream: Pick<Inflate, "push">): Steps<void> {
  if (payload.length === 0) throw new Malformed();
  for (let start = 0; start < payload.length; start += STEP_BYTES) {
    const end = start + STEP_BYTES;
    stream.push(payload.slice(start, end), end >= payload.length);
    yield STEP_BYTES;
  }
}

/** The largest number of bytes after which the sums stay below 2^53 without a division. */
const ADLER_PIECE = 5552;

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < bytes.length; start += ADLER_PIECE) {
    for (const byte of bytes.subarray(start, start + ADLER_PIECE)) {
      a += byte;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return b * 65_536 + a;
}
