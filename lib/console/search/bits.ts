// Sets of rows of a segment, one bit each. Used by search-index.ts.

/** Set bits below `to`. */
export function countBits(bits: Uint32Array, to = bits.length * 32): number {
  const words = to >>> 5;
  let count = 0;
  for (let word = 0; word < words; word++) count += ones(bits[word] ?? 0);
  const rest = to & 31;
  return rest === 0 ? count : count + ones((bits[words] ?? 0) & ((1 << rest) - 1));
}

/** The place of the set bit that has `index` set ones before it; -1 when there is none. */
export function nthBit(bits: Uint32Array, index: number): number {
  let left = index;
  for (const [at, word] of bits.entries()) {
    const count = ones(word);
    if (left < count) {
      let rest = word;
      for (; left > 0; left--) rest &= rest - 1;
      return at * 32 + 31 - Math.clz32(rest & -rest);
    }
    left -= count;
  }
  return -1;
}

export function hasBit(bits: Uint32Array, at: number): boolean {
  return ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
}

/** Clears the bits below `to`. */
export function clearBits(bits: Uint32Array, to: number): void {
  const words = to >>> 5;
  bits.fill(0, 0, words);
  const rest = to & 31;
  if (rest > 0) bits[words] = (bits[words] ?? 0) & ~((1 << rest) - 1);
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
