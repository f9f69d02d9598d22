// Asks a nats-server binary for its version. Used on every candidate before it is chosen: a file
// that is there need not run (wrong platform, libc too old).
import { run } from "../run.mjs";

/** Oldest version whose answers the dashboard was checked against. */
export const OLDEST = "2.9.0";

/**
 * @typedef {{ok: true, version: string} | {ok: false, reason: string}} Probe
 */

/**
 * @param {string} binary
 * @returns {Promise<Probe>}
 */
export async function probe(binary) {
  const result = await run(binary, ["--version"], { timeout: 10_000 });
  const version = /nats-server: v(\d+\.\d+\.\d+\S*)/.exec(result.output)?.[1];
  if (!result.ok || !version) {
    const said = result.output.trim().split("\n")[0] ?? "";
    return { ok: false, reason: said ? `it does not run: ${said}` : "it does not run" };
  }
  if (compareVersions(version, OLDEST) < 0) {
    return { ok: false, reason: `it is version ${version}; 2.9 or newer is needed` };
  }
  return { ok: true, version };
}

/**
 * By numbers alone; a suffix such as "-RC.1" does not count.
 * @param {string} a
 * @param {string} b
 * @returns {number} below, at or above zero, as for Array.sort
 */
export function compareVersions(a, b) {
  const left = a.split(/[.-]/).map(Number);
  const right = b.split(/[.-]/).map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] || 0) - (right[i] || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
