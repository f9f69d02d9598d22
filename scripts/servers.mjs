// `npm run servers -- 2.11.15 2.12.4 …` brings released nats-servers into the cache and prints the path of each:
// from the cache, else built by Go's module tool, else, where the version is the pinned one, from the official
// archive. `--check` runs on each what depends on the version: the agreement of the permissions, the table of
// verdicts, the permissions in force, the nonces. Without a version it takes the list below.
import path from "node:path";
import { fromCacheExactly } from "./setup/nats-server/cache.mjs";
import { fromGo, hasGo } from "./setup/nats-server/from-go.mjs";
import { fromRelease } from "./setup/nats-server/from-release.mjs";
import { platformName, RELEASES } from "./setup/nats-server/releases.mjs";
import { rootDir } from "./setup/paths.mjs";
import { run } from "./setup/run.mjs";

/** One of each behaviour: 2.11 before and after .16, 2.12 before and after .7. No 2.13 was released. */
const USUAL = ["2.9.25", "2.10.27", "2.11.15", "2.11.17", "2.12.4", "2.12.7", "2.14.10", "2.15.3"];

const CHECKS = {
  agreement: "lib/page/permissions/agreement.test.ts",
  "verdict table": "lib/vault/session/verdict-table.test.ts",
  "generated verdicts": "lib/vault/session/verdicts.test.ts",
  "permissions in force": "lib/vault/worker/permission-tries.test.ts",
};

const named = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const versions = named.length > 0 ? named : USUAL;
const progress = {
  /** @param {string} text */
  update: (text) => process.stderr.write(`${text}\n`),
};

for (const version of versions) {
  const found = await bring(version);
  if (!found.ok) {
    process.stdout.write(`${version}  not to be had: ${found.reason}\n`);
    process.exitCode = 1;
    continue;
  }
  process.stdout.write(`${version}  ${found.path}\n`);
  if (!process.argv.includes("--check")) continue;
  for (const [name, test] of Object.entries(CHECKS)) await check(name, test, found.path);
}

/**
 * @param {string} version
 * @returns {Promise<import("./setup/nats-server/from-release.mjs").Fetched>}
 */
async function bring(version) {
  const cached = await fromCacheExactly(version);
  if (cached) return { ok: true, ...cached };
  if (await hasGo()) return fromGo(version, progress);
  if (RELEASES[platformName()]?.version === version) return fromRelease(progress);
  return { ok: false, reason: "Go is not installed, and no archive of this version is pinned" };
}

/**
 * @param {string} name
 * @param {string} test
 * @param {string} server
 */
async function check(name, test, server) {
  const started = Date.now();
  const vitest = path.join(rootDir, "node_modules/vitest/vitest.mjs");
  const { ok, output } = await run(process.execPath, [vitest, "run", test], {
    cwd: rootDir,
    env: {
      ...process.env,
      NATS_SERVER: server,
      NATS_SERVER_OLDEST: server,
      FORCE_COLOR: "0",
    },
    timeout: 900_000,
  });
  const counts = /^ *Tests .*$/m.exec(output)?.[0].trim() ?? "";
  const told = /^nats-server .*$/m.exec(output)?.[0] ?? "";
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`  ${ok ? "ok    " : "FAILED"} ${name}: ${counts} (${seconds} s) ${told}\n`);
  if (ok) return;
  process.stdout.write(output);
  process.exitCode = 1;
}
