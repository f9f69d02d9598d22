// Computes the medians, ratios and goals of the bench.

/** @typedef {{what: string, value: number, goal: number, isMet: boolean, unit: string, rounds?: number[]}} Goal */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/**
 * Gives the median of the ratios of each round. Whatever slows one round down slows both of its sides.
 * @param {string} what
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @param {number} goal at least
 * @returns {Goal}
 */
export function ratio(what, ours, theirs, goal) {
  const rounds = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  return { ...atLeast(what, median(rounds), goal), unit: "×", rounds };
}

/**
 * @param {string} what
 * @param {number} value
 * @param {number} goal
 * @returns {Goal}
 */
export const atLeast = (what, value, goal) => ({
  what,
  value,
  goal,
  isMet: value >= goal,
  unit: "",
});

/**
 * @param {string} what
 * @param {number} value
 * @param {number} goal
 * @returns {Goal}
 */
export const atMost = (what, value, goal) => ({
  what,
  value,
  goal,
  isMet: value <= goal,
  unit: "",
});
