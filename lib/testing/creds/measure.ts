// Measures the work of a piece of code in tests. Called by the tests of lib/vault/creds.

import { randomOf } from "../random";

/** The time of `reference` on a machine of 2026 with 2.5 GHz and no other load. */
const REFERENCE_MS = 12;

/**
 * The processor time of all threads. Unlike the time of a clock, it does not grow when the machine is busy. A
 * fixed piece of work is measured before and after. On a machine that is slow at it, the result is reduced
 * by the same factor, so that a bound means the same on any machine.
 */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = await spentMs(reference);
  const spent = await spentMs(work);
  const after = await spentMs(reference);
  return spent * Math.min(1, REFERENCE_MS / Math.max(before, after));
}

/** How many times slower than that machine this one is now, at least 1. */
export async function slowness(): Promise<number> {
  return Math.max(1, (await spentMs(reference)) / REFERENCE_MS);
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
