// Binary search among places in order: segments of a log, pieces of a text, hits.

/** The last of so many places in order that does not begin behind `wanted`; -1 when all do. */
export function lastAtOrBefore(
  count: number,
  startOf: (index: number) => number,
  wanted: number,
): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (startOf(middle) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
