// Snappy: the bare block and the stream of framed blocks. Written from Google's format_description.txt and
// framing_format.txt, because the small libraries read no frames and take copies beyond the claimed length for
// sound. Checksums (CRC-32C, masked) are not compared. Used by unpack.ts.

import type { Steps } from "@/lib/vault/base/turns";
import { type Content, Malformed } from "./bounds";
import { isFramedSnappy } from "./packing-signs";

const COMPRESSED = 0x00;
const UNCOMPRESSED = 0x01;
/** Chunks from here on may be skipped. */
const FIRST_SKIPPABLE = 0x80;
const CHECKSUM_BYTES = 4;
/** Elements of a block between two breaks. */
const STEP_ELEMENTS = 65_536;

export function* unsnapFrames(payload: Uint8Array, content: Content): Steps<void> {
  if (!isFramedSnappy(payload)) throw new Malformed();
  for (let offset = 0; offset < payload.length; ) {
    const [type = 0, low, middle, high] = payload.subarray(offset, offset + 4);
    if (low === undefined || middle === undefined || high === undefined) throw new Malformed();
    const start = offset + 4;
    offset = start + low + middle * 256 + high * 65_536;
    if (offset > payload.length) throw new Malformed();
    const data = payload.subarray(start + CHECKSUM_BYTES, offset);
    if (type === COMPRESSED) yield* unsnap(data, content);
    else if (type === UNCOMPRESSED) content.add(data);
    else if (type < FIRST_SKIPPABLE) throw new Malformed();
  }
}

/** The length, then literals and copies that make exactly so many bytes. */
export function* unsnap(block: Uint8Array, content: Content): Steps<void> {
  const [length, first] = lengthOf(block);
  content.claim(content.bytes + length);
  // No element makes more than 64 bytes of three.
  if (length > block.length * 22) throw new Malformed();
  const out = new Uint8Array(length);
  let [at, written, elements] = [first, 0, 0];
  const take = (bytes: number) => {
    if (at + bytes > block.length) throw new Malformed();
    let value = 0;
    for (let index = bytes - 1; index >= 0; index--) value = value * 256 + (block[at + index] ?? 0);
    at += bytes;
    return value;
  };
  while (at < block.length) {
    const tag = take(1);
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const size = (short < 60 ? short : take(short - 59)) + 1;
      if (at + size > block.length || written + size > length) throw new Malformed();
      out.set(block.subarray(at, at + size), written);
      at += size;
      written += size;
    } else {
      const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
      const back = kind === 1 ? (tag >> 5) * 256 + take(1) : take(kind === 2 ? 2 : 4);
      if (back === 0 || back > written || written + size > length) throw new Malformed();
      // Byte by byte, because a copy may reach into what it writes.
      for (let end = written + size; written < end; written++)
        out[written] = out[written - back] ?? 0;
    }
    elements += 1;
    if (elements % STEP_ELEMENTS === 0) yield STEP_ELEMENTS;
  }
  if (written !== length) throw new Malformed();
  content.add(out);
}

/** A varint of at most 32 bits, and where it ends. */
function lengthOf(block: Uint8Array): readonly [length: number, end: number] {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = block[index];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return [value, index + 1];
  }
  throw new Malformed();
}
