// Seeded random numbers for generated cases. The seed of a failure repeats it.

import { randomOf } from "./creds/measure";

export interface Random {
  /** A number from 0 to less than 1. */
  next(): number;
  is(share: number): boolean;
  /** An integer from 0 to less than `limit`. */
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
