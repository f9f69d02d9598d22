// The byte search as a WebAssembly module that looks at 64 offsets at a time. It is written opcode by opcode,
// because it is too small to need a compiler. byte-finder.ts uses it, and does the same in JavaScript where
// the module may not be compiled. byte-finder.test.ts compares the two.
//
//   find(at, end, needle, length, i, j, aMask, a, bMask, b, out, room) → how many offsets were found
//
// The memory holds the needle twice, at `needle` and VARIANT_OFFSET further on, in its two spellings (small
// and capital letters, or twice the same). An offset matches when each byte is one of the two. `i` and `j`
// are indexes of two bytes of the needle. An offset is compared in full only when the bytes there, with the
// bits of their masks set, are `a` and `b`. The offsets found from `at` on are written to `out`, four bytes
// each, until there is no `room` for more. Reads up to 15 bytes past `end`.

export const VARIANT_OFFSET = 8192;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
/** Signed LEB128, which takes two bytes from 64 on. */
const constant = (value: number) =>
  value < 64 ? [0x41, value] : [0x41, (value & 127) | 128, value >>> 7];
const brIf = (depth: number) => [0x0d, depth];
const br = (depth: number) => [0x0c, depth];
const block = (...body: number[][]) => [0x02, 0x40, ...body.flat(), 0x0b];
const loop = (...body: number[][]) => [0x03, 0x40, ...body.flat(), 0x0b];
const when = (...body: number[][]) => [0x04, 0x40, ...body.flat(), 0x0b];
const RETURN = [0x0f];
const EQZ = [0x45];
const EQ = [0x46];
const NE = [0x47];
const GT_U = [0x4b];
const CTZ = [0x68];
const ADD = [0x6a];
const SUB = [0x6b];
const AND = [0x71];
const SHL = [0x74];
const STORE = [0x36, 2, 0];
const LOAD8 = [0x2d, 0, 0];
/** Adds VARIANT_OFFSET, written as LEB128. */
const LOAD8_VARIANT = [0x2d, 0, 0x80, 0x40];
const vLoad = (offset: number) => [0xfd, 0x00, 0, offset];
const V_SPLAT = [0xfd, 0x0f];
const V_EQ = [0xfd, 0x23];
const V_AND = [0xfd, 0x4e];
const V_OR = [0xfd, 0x50];
const V_BITMASK = [0xfd, 0x64];
const V_ANY_TRUE = [0xfd, 0x53];
const LE_U = [0x4d];

const [AT, END, NEEDLE, LENGTH, I, J] = [0, 1, 2, 3, 4, 5] as const;
const [A_MASK, A, B_MASK, B, OUT, ROOM] = [6, 7, 8, 9, 10, 11] as const;
const [LAST, MASK, PLACE, K, BYTE, COUNT] = [12, 13, 14, 15, 16, 17] as const;
const [VA_MASK, VA, VB_MASK, VB] = [18, 19, 20, 21] as const;

/** Which of the 16 offsets from `offset` on have both bytes right. */
const bothAt = (offset: number) =>
  [
    ...[get(AT), get(I), ADD, vLoad(offset), get(VA_MASK), V_OR, get(VA), V_EQ],
    ...[get(AT), get(J), ADD, vLoad(offset), get(VB_MASK), V_OR, get(VB), V_EQ],
    V_AND,
  ].flat();

/** Goes on by 64 as long as none of 64 offsets has both bytes right. */
const skip = block(
  loop(
    [get(AT), constant(64), ADD, get(LAST), LE_U, EQZ, brIf(1)].flat(),
    [...bothAt(0), ...bothAt(16), ...V_OR, ...bothAt(32), ...bothAt(48), ...V_OR, ...V_OR],
    [V_ANY_TRUE, brIf(1)].flat(),
    [get(AT), constant(64), ADD, set(AT)].flat(),
    br(0),
  ),
);

const verify = block(
  loop(
    get(K),
    get(LENGTH),
    EQ,
    when(
      [get(OUT), get(COUNT), constant(2), SHL, ADD, get(PLACE), STORE].flat(),
      [get(COUNT), constant(1), ADD, tee(COUNT)].flat(),
      [get(ROOM), EQ, when(get(COUNT), RETURN)].flat(),
      br(2),
    ),
    [get(PLACE), get(K), ADD, LOAD8, tee(BYTE)].flat(),
    [get(NEEDLE), get(K), ADD, LOAD8, NE].flat(),
    [get(BYTE), get(NEEDLE), get(K), ADD, LOAD8_VARIANT, NE, AND].flat(),
    brIf(1),
    [get(K), constant(1), ADD, set(K)].flat(),
    br(0),
  ),
);

const BODY = [
  ...[get(END), get(LENGTH), SUB, set(LAST)].flat(),
  ...[get(A_MASK), V_SPLAT, set(VA_MASK), get(A), V_SPLAT, set(VA)].flat(),
  ...[get(B_MASK), V_SPLAT, set(VB_MASK), get(B), V_SPLAT, set(VB)].flat(),
  ...block(
    loop(
      skip,
      get(AT),
      get(LAST),
      GT_U,
      brIf(1),
      bothAt(0),
      [V_BITMASK, set(MASK)].flat(),
      block(
        loop(
          [get(MASK), EQZ, brIf(1)].flat(),
          [get(AT), get(MASK), CTZ, ADD, set(PLACE)].flat(),
          [get(MASK), get(MASK), constant(1), SUB, AND, set(MASK)].flat(),
          [get(PLACE), get(LAST), GT_U, brIf(3)].flat(),
          [constant(0), set(K)].flat(),
          verify,
          br(0),
        ),
      ),
      [get(AT), constant(16), ADD, set(AT)].flat(),
      br(0),
    ),
  ),
  ...[get(COUNT), [0x0b]].flat(),
];

const leb = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
const section = (id: number, content: number[]) => [id, ...leb(content.length), ...content];
const I32 = 0x7f;
const V128 = 0x7b;
const CODE = [...[2, 6, I32, 4, V128], ...BODY];

/** The module imports the memory as "e"."m" and exports "f". */
export const FIND_MODULE = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 12, ...Array<number>(12).fill(I32), 1, I32]),
  ...section(2, [1, 1, 0x65, 1, 0x6d, 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, 1, 0x66, 0, 0]),
  ...section(10, [1, ...leb(CODE.length), ...CODE]),
]);
