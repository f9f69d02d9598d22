// Repeatable randomness and a measure of work for tests. Called by the tests beside lib/creds.

/** Numbers in [0, 1), the same for the same start (mulberry32), so that a failing round can be repeated. */
export function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What `reference` takes on a machine of 2026, 2.5 GHz, with nothing else to do. */
const REFERENCE_MS = 12;

/**
 * Processor time of all threads: unlike the clock, it does not grow when the machine is busy. On a
 * machine that is slow at a fixed piece of work before it or after it, it counts for less by as much, so
 * that a bound on it says the same of the work on any machine.
 */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = await spentMs(reference);
  const spent = await spentMs(work);
  const after = await spentMs(reference);
  return spent * Math.min(1, REFERENCE_MS / Math.max(before, after));
}

async function spentMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function reference(): void {
  const random = randomOf(1);
  const counts = new Map<string, number>();
  for (let round = 0; round < 40_000; round += 1) {
    const text = (random() * 2 ** 32).toString(36);
    const key = text.slice(0, 2);
    counts.set(key, (counts.get(key) ?? 0) + text.length);
  }
}
