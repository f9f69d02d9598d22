// Seeded chance for generated cases: a failure can be had again by its seed.

import { randomOf } from "./creds/measure";

export interface Random {
  /** 0 up to, not including, 1. */
  next(): number;
  is(share: number): boolean;
  /** 0 up to, not including, `limit`. */
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
