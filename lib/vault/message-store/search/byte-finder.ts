// Finds a needle in the bytes of a log. Uses WebAssembly where a module may be compiled, else JavaScript.
// Used by row-matcher.ts.

import { toBytes } from "@/lib/shared/base/bytes";
import { type RingMemory, SCRATCH_BYTES } from "@/lib/vault/message-store/store/ring-memory";
import { FIND_MODULE, VARIANT_OFFSET } from "./find-module";

/** Text to find, in two spellings of the same length. Each byte may match either. */
export interface Needle {
  readonly bytes: Uint8Array;
  readonly variant: Uint8Array;
  /** Indexes of the two bytes that are likely the rarest. */
  readonly i: number;
  readonly j: number;
}

export const MAX_NEEDLE_BYTES = VARIANT_OFFSET;

/** The most frequent characters of text and JSON, the most frequent first. */
const FREQUENT = 'e taoinsrhldcumfpgw"0123456789,:._ybvk-xjqz{}[]/=';

export function exactNeedle(bytes: Uint8Array): Needle {
  return withAnchors(bytes, bytes);
}

/** Matches in any case. ASCII only. */
export function foldedNeedle(text: string): Needle {
  return withAnchors(toBytes(text.toLowerCase()), toBytes(text.toUpperCase()));
}

function withAnchors(bytes: Uint8Array, variant: Uint8Array): Needle {
  const rarest = [...bytes.keys()].sort((a, b) => rarity(bytes[b]) - rarity(bytes[a]));
  const i = rarest[0] ?? 0;
  return { bytes, variant, i, j: rarest[1] ?? i };
}

function rarity(byte = 0): number {
  const rank = FREQUENT.indexOf(String.fromCharCode(byte).toLowerCase());
  return rank < 0 ? FREQUENT.length : rank;
}

export interface ByteFinder {
  readonly isCompiled: boolean;
  /** Gives every offset in `from`..`end`, in order, many at a time. An array is valid only during its call. */
  findAll(needle: Needle, from: number, end: number, take: (offsets: Uint32Array) => void): void;
}

/** See find-module.ts. */
type Find = (
  start: number,
  end: number,
  needle: number,
  length: number,
  i: number,
  j: number,
  aMask: number,
  a: number,
  bMask: number,
  b: number,
  out: number,
  room: number,
) => number;

/** The module has one export, and it has this form. */
const isFind = (f: unknown): f is Find => typeof f === "function";

const finders = new WeakMap<RingMemory, ByteFinder>();

/** There is one finder for each memory, because the needle is written into it. */
export function finderOf(memory: RingMemory): ByteFinder {
  const finder = finders.get(memory) ?? createFinder(memory);
  finders.set(memory, finder);
  return finder;
}

/** The results follow the needle's two spellings in the scratch space of the memory. */
const OUT_OFFSET = 2 * VARIANT_OFFSET;
const ROOM = (SCRATCH_BYTES - OUT_OFFSET) / 4;

export function createFinder(memory: RingMemory, mayCompile = true): ByteFinder {
  memory.open();
  const compiled = mayCompile ? compile(memory) : null;
  if (compiled === null) {
    return {
      isCompiled: false,
      findAll(needle, from, end, take) {
        const out = new Uint32Array(ROOM);
        let count = 0;
        for (let offset = scan(memory.u8, needle, from, end); offset >= 0; ) {
          out[count++] = offset;
          if (count === ROOM) {
            take(out);
            count = 0;
          }
          offset = scan(memory.u8, needle, offset + 1, end);
        }
        take(out.subarray(0, count));
      },
    };
  }
  let written: Needle | null = null;
  return {
    isCompiled: true,
    findAll(needle, from, end, take) {
      const { bytes, variant, i, j } = needle;
      const { length } = bytes;
      if (written !== needle) {
        memory.u8.set(bytes, 0);
        memory.u8.set(variant, VARIANT_OFFSET);
        written = needle;
      }
      const a = bytes[i] ?? 0;
      const b = bytes[j] ?? 0;
      const aMask = a ^ (variant[i] ?? 0);
      const bMask = b ^ (variant[j] ?? 0);
      for (let start = from; end - start >= length; ) {
        const count = compiled(
          start,
          end,
          0,
          length,
          i,
          j,
          aMask,
          a | aMask,
          bMask,
          b | bMask,
          OUT_OFFSET,
          ROOM,
        );
        const out = memory.u32.subarray(OUT_OFFSET / 4, OUT_OFFSET / 4 + count);
        take(out);
        if (count < ROOM) return;
        start = (out[count - 1] ?? end) + 1;
      }
    },
  };
}

/** Null where a policy forbids compiling or the engine has no SIMD. */
function compile({ wasm }: RingMemory): Find | null {
  if (wasm === null) return null;
  try {
    const module = new WebAssembly.Module(FIND_MODULE);
    const { f } = new WebAssembly.Instance(module, { e: { m: wasm } }).exports;
    return isFind(f) ? f : null;
  } catch {
    return null;
  }
}

/** Looks for the rarest byte, then compares the bytes around it. */
function scan(u8: Uint8Array, { bytes, variant, i }: Needle, from: number, end: number): number {
  const { length } = bytes;
  const view = u8.subarray(0, end);
  const last = end - length;
  const byte = bytes[i] ?? 0;
  const other = variant[i] ?? 0;
  let offset = from;
  while (offset <= last) {
    if (byte === other) {
      const anchor = view.indexOf(byte, offset + i);
      if (anchor < 0) return -1;
      offset = anchor - i;
      if (offset > last) return -1;
    } else {
      while (offset <= last && view[offset + i] !== byte && view[offset + i] !== other) offset++;
      if (offset > last) return -1;
    }
    let k = 0;
    while (k < length && (view[offset + k] === bytes[k] || view[offset + k] === variant[k])) k++;
    if (k === length) return offset;
    offset++;
  }
  return -1;
}
