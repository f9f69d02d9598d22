// The oldest nats-server that can be had beside the one in use: servers answer differently by version,
// and the tests check both ends. NATS_SERVER_OLDEST, the private cache, the machine's own mirror, in
// that order. Having none is a result: then the tests run on one version and say so.
import { oldestFromCache } from "./cache.mjs";
import { hasApt, oldestFromApt } from "./from-apt.mjs";
import { compareVersions, probe } from "./version.mjs";

/** @typedef {import("./cache.mjs").Binary} Binary */

/**
 * @param {string} newest version of the one in use
 * @param {import("../output.mjs").Progress} [progress]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Binary | undefined>}
 */
export async function findOldestNatsServer(newest, progress = quiet, env = process.env) {
  const named = env["NATS_SERVER_OLDEST"];
  if (named) {
    const probed = await probe(named);
    return probed.ok ? { path: named, version: probed.version } : undefined;
  }
  /** @param {string} version */
  const isOlder = (version) => compareVersions(version, newest) < 0;
  const cached = await oldestFromCache();
  if (cached && isOlder(cached.version)) return cached;
  if (!hasApt()) return undefined;
  const fetched = await oldestFromApt(progress);
  return fetched.ok && isOlder(fetched.version) ? fetched : undefined;
}

const quiet = { update: () => {} };
