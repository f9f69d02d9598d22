// The search of bytes as a module of WebAssembly, 16 places at a time: written down here opcode by
// opcode, since there is too little of it for a compiler. Used by byte-finder.ts, which does the same in
// JavaScript where the module may not be compiled. find-module.test.ts compares the two.
//
//   find(at, end, needle, length, i, j, a0, a1, b0, b1) → first place from `at` on, or -1
//
// The needle stands in memory twice, at `needle` and VARIANT_AT further, in its two spellings (small
// and capital letters, or twice the same); a place matches when each byte is one of the two. `i` and `j`
// are two places within the needle, and a0, a1, b0, b1 the spellings of its bytes there: all 16 places
// that have both right are looked at closer. Reads up to 15 bytes past `end`.

export const VARIANT_AT = 8192;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const constant = (value: number) => [0x41, value];
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
const LOAD8 = [0x2d, 0, 0];
/** With an offset of VARIANT_AT, as LEB128. */
const LOAD8_VARIANT = [0x2d, 0, 0x80, 0x40];
const V_LOAD = [0xfd, 0x00, 0, 0];
const V_SPLAT = [0xfd, 0x0f];
const V_EQ = [0xfd, 0x23];
const V_AND = [0xfd, 0x4e];
const V_OR = [0xfd, 0x50];
const V_BITMASK = [0xfd, 0x64];

const [AT, END, NEEDLE, LENGTH, I, J, A0, A1, B0, B1] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const [LAST, MASK, PLACE, K, BYTE] = [10, 11, 12, 13, 14] as const;
const [VA0, VA1, VB0, VB1, V] = [15, 16, 17, 18, 19] as const;

const isOneOf = (offset: number, first: number, second: number) => [
  ...[get(AT), get(offset), ADD, V_LOAD, tee(V), get(first), V_EQ].flat(),
  ...[get(V), get(second), V_EQ, V_OR].flat(),
];

const verify = block(
  loop(
    get(K),
    get(LENGTH),
    EQ,
    when(get(PLACE), RETURN),
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
  ...[get(A0), V_SPLAT, set(VA0), get(A1), V_SPLAT, set(VA1)].flat(),
  ...[get(B0), V_SPLAT, set(VB0), get(B1), V_SPLAT, set(VB1)].flat(),
  ...block(
    loop(
      get(AT),
      get(LAST),
      GT_U,
      brIf(1),
      [...isOneOf(I, VA0, VA1), ...isOneOf(J, VB0, VB1)],
      [V_AND, V_BITMASK, set(MASK)].flat(),
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
  // -1
  ...[0x41, 0x7f, 0x0b],
];

const leb = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
const section = (id: number, content: number[]) => [id, ...leb(content.length), ...content];
const I32 = 0x7f;
const V128 = 0x7b;
const CODE = [...[2, 5, I32, 5, V128], ...BODY];

/** Imports "e"."m", the memory; exports "f". */
export const FIND_MODULE = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 10, ...Array<number>(10).fill(I32), 1, I32]),
  ...section(2, [1, 1, 0x65, 1, 0x6d, 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, 1, 0x66, 0, 0]),
  ...section(10, [1, ...leb(CODE.length), ...CODE]),
]);
