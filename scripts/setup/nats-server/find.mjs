// Finds or fetches a nats-server: NATS_SERVER, PATH, the private cache, the machine's own mirror,
// the pinned official archive, in that order. Called by start, dev and test. Having none is a
// result, not an error: the dashboard starts without a sandbox and says why.
import { existsSync } from "node:fs";
import path from "node:path";
import { programFolders } from "../paths.mjs";
import { binaryName, fromCache } from "./cache.mjs";
import { fromApt, hasApt } from "./from-apt.mjs";
import { fromRelease } from "./from-release.mjs";
import { probe } from "./version.mjs";

/**
 * @typedef {object} NatsServer
 * @property {true} ok
 * @property {string} path
 * @property {string} version
 * @property {string} origin where it was found, for people
 */

/**
 * @typedef {object} NoNatsServer
 * @property {false} ok
 * @property {string} reason what is missing
 * @property {string} howTo how to get it
 */

const HOW_TO =
  "Install nats-server 2.9 or newer and put it on PATH, or set NATS_SERVER to its path, " +
  "then start again.";

/**
 * @param {import("../output.mjs").Progress} progress
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<NatsServer | NoNatsServer>}
 */
export async function findNatsServer(progress, env = process.env) {
  const named = env["NATS_SERVER"];
  if (named) return fromSetting(named);

  const reasons = [];
  for (const folder of programFolders(env)) {
    const binary = path.join(folder, binaryName);
    if (!existsSync(binary)) continue;
    const probed = await probe(binary);
    if (probed.ok) return { ok: true, path: binary, version: probed.version, origin: "PATH" };
    reasons.push(`${binary}: ${probed.reason}`);
  }

  const cached = await fromCache();
  if (cached) return { ok: true, ...cached, origin: "cache" };

  if (hasApt()) {
    const fetched = await fromApt(progress);
    if (fetched.ok) {
      return {
        ok: true,
        path: fetched.path,
        version: fetched.version,
        origin: `fetched from this machine's mirror, suite ${fetched.suite}`,
      };
    }
    reasons.push(`mirror: ${fetched.reason}`);
  }

  const released = await fromRelease(progress);
  if (released.ok) return { ...released, origin: "fetched, official release" };
  reasons.push(released.reason);
  return {
    ok: false,
    reason: `No nats-server could be had (${reasons.join("; ")}).`,
    howTo: HOW_TO,
  };
}

/**
 * A path the user set by hand is used or refused, never passed over in silence.
 * @param {string} binary
 * @returns {Promise<NatsServer | NoNatsServer>}
 */
async function fromSetting(binary) {
  const full = path.resolve(binary);
  const probed = await probe(full);
  if (probed.ok) return { ok: true, path: full, version: probed.version, origin: "NATS_SERVER" };
  return {
    ok: false,
    reason: `NATS_SERVER is set to ${binary}, but ${probed.reason}.`,
    howTo: "Set NATS_SERVER to the path of a nats-server 2.9 or newer, or unset it.",
  };
}
