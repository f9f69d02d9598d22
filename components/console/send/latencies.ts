// The latencies of the replies to one request, as counts in steps of equal length, for a small histogram. Pure.

export interface Latencies {
  readonly counts: readonly number[];
  readonly leastMs: number;
  readonly medianMs: number;
  readonly mostMs: number;
}

const STEPS = 16;
/** Fewer have no shape. */
const FEWEST = 3;

/** Null when there are too few. */
export function latenciesOf(elapsedMs: readonly number[]): Latencies | null {
  if (elapsedMs.length < FEWEST) return null;
  const sorted = elapsedMs.toSorted((a, b) => a - b);
  const [leastMs = 0, mostMs = 0] = [sorted[0], sorted.at(-1)];
  const stepMs = (mostMs - leastMs) / STEPS || 1;
  const counts = new Array<number>(STEPS).fill(0);
  for (const ms of sorted) {
    const step = Math.min(STEPS - 1, Math.floor((ms - leastMs) / stepMs));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return { counts, leastMs, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, mostMs };
}
