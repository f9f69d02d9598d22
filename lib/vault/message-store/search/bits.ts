// Sets of rows of a segment, one bit for each row. Used by the searches.

/** Counts the set bits below `to`. */
export function countBits(bits: Uint32Array, to = bits.length * 32): number {
  const words = to >>> 5;
  let count = 0;
  for (let word = 0; word < words; word++) count += ones(bits[word] ?? 0);
  const rest = to & 31;
  return rest === 0 ? count : count + ones((bits[words] ?? 0) & ((1 << rest) - 1));
}

/** The index of the set bit that has `rank` set bits before it; -1 when there is none. */
export function nthBit(bits: Uint32Array, rank: number): number {
  let left = rank;
  for (const [position, word] of bits.entries()) {
    const count = ones(word);
    if (left < count) {
      let rest = word;
      for (; left > 0; left--) rest &= rest - 1;
      return position * 32 + 31 - Math.clz32(rest & -rest);
    }
    left -= count;
  }
  return -1;
}

export function isEmpty(bits: Uint32Array): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) return false;
  return true;
}

export function hasBit(bits: Uint32Array, index: number): boolean {
  return ((bits[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
}

/** Clears the bits below `to`. */
export function clearBits(bits: Uint32Array, to: number): void {
  const words = to >>> 5;
  bits.fill(0, 0, words);
  const rest = to & 31;
  if (rest > 0) bits[words] = (bits[words] ?? 0) & ~((1 << rest) - 1);
}

export function addBit(bits: Uint32Array, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function removeBit(bits: Uint32Array, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) & ~(1 << (index & 31));
}

export function setBits(bits: Uint32Array, from: number, to: number): void {
  for (let index = from; index < to; ) {
    if ((index & 31) === 0 && index + 32 <= to) {
      bits[index >>> 5] = 0xffffffff;
      index += 32;
    } else addBit(bits, index++);
  }
}

/** Clears the bits of `from`..`to` that fail the test. Tests every index, whether its bit is set or not. */
export function keepBits(
  bits: Uint32Array,
  from: number,
  to: number,
  test: (index: number) => boolean,
): void {
  for (let start = from; start < to; ) {
    const word = start >>> 5;
    const end = Math.min(to, (word + 1) * 32);
    let kept = 0;
    for (let index = start; index < end; index++) if (test(index)) kept |= 1 << (index & 31);
    bits[word] = (bits[word] ?? 0) & kept;
    start = end;
  }
}

/** Does the same by a column of numbers and a mark for each number. The hot loop of a subject search. */
export function keepMarked(
  bits: Uint32Array,
  from: number,
  to: number,
  column: Uint32Array,
  marked: Uint8Array,
): void {
  for (let start = from; start < to; ) {
    const word = start >>> 5;
    const end = Math.min(to, (word + 1) * 32);
    let kept = 0;
    for (let index = start; index < end; index++) {
      kept |= ((marked[column[index] ?? 0] ?? 0) & 1) << (index & 31);
    }
    bits[word] = (bits[word] ?? 0) & kept;
    start = end;
  }
}

/** Calls `act` for each set bit, the lowest first. Bits may be removed meanwhile. */
export function eachBit(bits: Uint32Array, act: (index: number) => void): void {
  for (const [word, value] of bits.entries()) {
    for (let rest = value; rest !== 0; rest &= rest - 1) {
      act(word * 32 + 31 - Math.clz32(rest & -rest));
    }
  }
}

/** Counts the set bits of one word. */
export function ones(word: number): number {
  if (word === 0) return 0;
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
