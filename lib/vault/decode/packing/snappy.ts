// Snappy: the bare block and the stream of framed blocks. Written from Google's format_description.txt and
// framing_format.txt, because the small libraries read no frames and take copies beyond the claimed length for
// sound. A bare block has no checksum. Used by unpack.ts.

import { crc32c } from "@/lib/vault/base/crc32";
import type { Steps } from "@/lib/vault/base/turns";
import { type Content, Malformed, WrongSum } from "./bounds";
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
    if (type >= FIRST_SKIPPABLE) continue;
    if (type > UNCOMPRESSED || offset < start + CHECKSUM_BYTES) throw new Malformed();
    const data = payload.subarray(start + CHECKSUM_BYTES, offset);
    const chunk = type === COMPRESSED ? yield* unsnapped(data, content) : data;
    const sum = new DataView(payload.buffer, payload.byteOffset + start).getUint32(0, true);
    content.add(chunk);
    if (sum !== masked(crc32c(chunk))) throw new WrongSum();
  }
}

/** A sum of data that holds sums would be weak, so it is turned and moved. */
const masked = (sum: number) => (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;

export function* unsnap(block: Uint8Array, content: Content): Steps<void> {
  content.add(yield* unsnapped(block, content));
}

/** The length, then literals and copies that make exactly so many bytes. */
function* unsnapped(block: Uint8Array, content: Content): Steps<Uint8Array> {
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
  return out;
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
