// Seeded random numbers for generated test cases. The same seed gives the same numbers, so a failing case can
// be repeated.

export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  is(share: number): boolean;
  /** From 0 up to, but not including, `limit`. */
  below(limit: number): number;
  pick<T>(values: readonly T[]): T;
}

export function makeRandom(seed: number): Random {
  const next = randomOf(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    is: (share) => next() < share,
    pick: (values) => values[below(values.length)] as (typeof values)[number],
  };
}

/** The numbers alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
