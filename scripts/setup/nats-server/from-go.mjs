// Builds one released nats-server with Go's own module tool, which checks the module against Go's public
// checksum database, and keeps the binary in the cache. Needed only to try other versions (servers.mjs).
import path from "node:path";
import { run } from "../run.mjs";
import { binaryName, keep, withWorkFolder } from "./cache.mjs";
import { probe } from "./version.mjs";

/** @typedef {import("../output.mjs").Progress} Progress */
/** @typedef {import("./from-release.mjs").Fetched} Fetched */

const MODULE = "github.com/nats-io/nats-server/v2";
const MINUTES = 15;

/** @returns {Promise<boolean>} whether a `go` is on PATH */
export const hasGo = async () => (await run("go", ["version"], { timeout: 20_000 })).ok;

/**
 * @param {string} version such as "2.11.15"
 * @param {Progress} progress
 * @returns {Promise<Fetched>}
 */
export function fromGo(version, progress) {
  progress.update(`building nats-server ${version} with Go`);
  return withWorkFolder(async (work) => {
    const built = await run("go", ["install", `${MODULE}@v${version}`], {
      cwd: work,
      env: { ...process.env, GOBIN: work, CGO_ENABLED: "0", GOFLAGS: "-trimpath" },
      timeout: MINUTES * 60_000,
    });
    if (!built.ok) return { ok: false, reason: `Go could not build it: ${lastLine(built.output)}` };
    const binary = path.join(work, binaryName);
    const probed = await probe(binary);
    if (!probed.ok) return probed;
    return probed.version === version
      ? { ok: true, ...keep(binary, version) }
      : { ok: false, reason: `what Go built says that it is ${probed.version}` };
  });
}

/** @param {string} output */
const lastLine = (output) => output.trim().split("\n").at(-1) ?? "";
