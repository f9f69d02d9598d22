// Zstandard (RFC 8878), with fzstd. The library reserves the window that a header claims, and copies it after each
// block, so headers are read here first, and the library gets one block at a time. It does not compare checksums, so
// that is done here. Used by unpack.ts.

import { Decompress } from "fzstd";
import type { Steps } from "@/lib/vault/base/turns";
import { type Content, Malformed, TooLarge, WrongSum } from "./bounds";
import { Xxh64 } from "./xxh64";

/** What RFC 8878 asks every decoder to support. */
const MAX_WINDOW = 8 * 1024 * 1024;
const MAGIC = 0xfd2fb528;
/** The last four bits differ: frames of other data, which a decoder skips. */
const SKIPPABLE = 0x184d2a5;
const CHECKSUM_BYTES = 4;

/** What ends at a place of the payload. */
interface Part {
  readonly end: number;
  /** Null for data to skip. */
  readonly block: {
    /** The frame has a checksum. */
    readonly isSummed: boolean;
    /** The lower half of it, which comes with the last block; null before. */
    readonly sum: number | null;
  } | null;
}

export function* unzstd(payload: Uint8Array, content: Content): Steps<void> {
  const sums = new FrameSums();
  const stream = new Decompress((piece) => {
    content.add(piece);
    sums.add(piece);
  });
  if (payload.length === 0) throw new Malformed();
  let start = 0;
  for (const { end, block } of partsOf(payload, content)) {
    if (block !== null) sums.expect(block);
    stream.push(payload.slice(start, end));
    start = end;
    yield end;
  }
  stream.push(new Uint8Array(0), true);
  if (!sums.isDone) throw new Malformed();
}

/** Compares the sum of each frame. The library gives one piece for each block, a small one later than it came. */
class FrameSums {
  private readonly blocks: NonNullable<Part["block"]>[] = [];
  private sum = new Xxh64();

  get isDone(): boolean {
    return this.blocks.length === 0;
  }

  expect(block: NonNullable<Part["block"]>): void {
    this.blocks.push(block);
  }

  add(piece: Uint8Array): void {
    const block = this.blocks.shift();
    if (!block?.isSummed) return;
    this.sum.update(piece);
    if (block.sum === null) return;
    if (block.sum !== Number(this.sum.digest() & 0xffffffffn)) throw new WrongSum();
    this.sum = new Xxh64();
  }
}

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Each block, with the headers before it and the checksum behind the last one of a frame. */
function* partsOf(payload: Uint8Array, content: Content): Generator<Part> {
  const view = viewOf(payload);
  let offset = 0;
  while (offset < payload.length) {
    if (view.getUint32(offset, true) >>> 4 === SKIPPABLE) {
      offset += 8 + view.getUint32(offset + 4, true);
      if (offset > payload.length) throw new Malformed();
      yield { end: offset, block: null };
      continue;
    }
    const { bytes, hasChecksum } = frameHeader(view, offset, content);
    offset += bytes;
    for (let isLast = false; !isLast; ) {
      const head = view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
      isLast = (head & 1) === 1;
      const isRepeated = ((head >> 1) & 3) === 1;
      offset += 3 + (isRepeated ? 1 : head >> 3);
      const sumOffset = isLast && hasChecksum ? offset : null;
      if (sumOffset !== null) offset += CHECKSUM_BYTES;
      if (offset > payload.length) throw new Malformed();
      const sum = sumOffset === null ? null : view.getUint32(sumOffset, true);
      yield { end: offset, block: { isSummed: hasChecksum, sum } };
    }
  }
}

/** Throws where the frame needs a dictionary, or more memory than it may have. */
function frameHeader(
  view: DataView,
  offset: number,
  content: Content,
): { readonly bytes: number; readonly hasChecksum: boolean } {
  if (view.getUint32(offset, true) !== MAGIC) throw new Malformed();
  const flags = view.getUint8(offset + 4);
  const isSingle = (flags & 0x20) !== 0;
  const hasDictionary = (flags & 3) !== 0;
  if (hasDictionary) throw new Malformed();
  let at = offset + 5;
  if (!isSingle) {
    const window = view.getUint8(at);
    const base = 2 ** (10 + (window >> 3));
    if (base + (base / 8) * (window & 7) > MAX_WINDOW) throw new TooLarge();
    at += 1;
  }
  const sizeBytes = flags >> 6 === 0 ? (isSingle ? 1 : 0) : 2 ** (flags >> 6);
  const size = contentSize(view, at, sizeBytes);
  content.claim(content.bytes + size);
  if (isSingle && size > MAX_WINDOW) throw new TooLarge();
  return { bytes: at + sizeBytes - offset, hasChecksum: (flags & 4) !== 0 };
}

function contentSize(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  if (bytes === 4) return view.getUint32(at, true);
  return bytes === 8 ? Number(view.getBigUint64(at, true)) : 0;
}
