// `npm run servers -- 2.11.15 2.12.4 …` brings released nats-servers into the cache and prints the path of each:
// from the cache, else built by Go's module tool, else, where the version is the pinned one, from the official
// archive. `--check` runs on each what depends on the version and ends with a table of what was run. Without a
// version it takes the list below.
import path from "node:path";
import { fromCacheExactly } from "./setup/nats-server/cache.mjs";
import { fromGo, hasGo } from "./setup/nats-server/from-go.mjs";
import { fromRelease } from "./setup/nats-server/from-release.mjs";
import { platformName, RELEASES } from "./setup/nats-server/releases.mjs";
import { rootDir } from "./setup/paths.mjs";
import { run } from "./setup/run.mjs";

/** One of each behaviour: 2.11 before and after .16, 2.12 before and after .7. No 2.13 was released. */
const USUAL = ["2.9.25", "2.10.27", "2.11.15", "2.11.17", "2.12.4", "2.12.7", "2.14.10", "2.15.3"];
/** Generated permission sets for each version; `npm test` tries fewer on one. */
const SETS = 600;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour begins with
const COLOURS = /\x1b\[\d*m/g;

const COLUMNS = {
  agreement: ["lib/page/permissions/agreement.test.ts"],
  "verdict table": ["lib/vault/session/verdict-table.test.ts"],
  "permissions in force": [
    "lib/vault/worker/permission-tries.test.ts",
    "lib/vault/nats/user-info.test.ts",
    "lib/vault/session/defaults-changed.test.ts",
    "lib/page/permissions/ack-forms.test.ts",
  ],
  cluster: ["lib/vault/session/cluster.test.ts"],
  compression: ["lib/vault/nats/compressed-frames.test.ts"],
};

const named = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const versions = named.length > 0 ? named : USUAL;
const isChecking = process.argv.includes("--check");
const progress = {
  /** @param {string} text */
  update: (text) => process.stderr.write(`${text}\n`),
};

/** @type {string[][]} */
const rows = [];
for (const version of versions) rows.push([version, ...(await tryVersion(version))]);
if (isChecking) printTable([["nats-server", ...Object.keys(COLUMNS)], ...rows]);

/**
 * @param {string} version
 * @returns {Promise<string[]>} a cell for each column
 */
async function tryVersion(version) {
  const found = await bring(version);
  if (!found.ok) {
    process.stdout.write(`${version}  not found: ${found.reason}\n`);
    process.exitCode = 1;
    return Object.keys(COLUMNS).map(() => "not run: no binary");
  }
  process.stdout.write(`${version}  ${found.path}\n`);
  const cells = [];
  for (const tests of isChecking ? Object.values(COLUMNS) : []) {
    cells.push(await check(tests, found.path));
  }
  return cells;
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
 * @param {readonly string[]} tests
 * @param {string} server
 * @returns {Promise<string>} what the table says of them. What failed is printed at once.
 */
async function check(tests, server) {
  const vitest = path.join(rootDir, "node_modules/vitest/vitest.mjs");
  const { ok, output } = await run(process.execPath, [vitest, "run", ...tests], {
    cwd: rootDir,
    env: {
      CREDENCE_SETS: String(SETS),
      ...process.env,
      NATS_SERVER: server,
      NATS_SERVERS: server,
      FORCE_COLOR: "0",
      NO_COLOR: "1",
    },
    timeout: 900_000,
  });
  const text = output.replace(COLOURS, "");
  const told = /^nats-server \S+: (.*disagreements)/m.exec(text)?.[1];
  const counts = /^ *Tests +(.*?) \(\d+\)$/m.exec(text)?.[1] ?? "not run";
  if (ok) return told ?? counts;
  process.stdout.write(text);
  process.exitCode = 1;
  return `FAILED: ${told ?? counts}`;
}

/** @param {readonly string[][]} table */
function printTable(table) {
  const widths = table[0]?.map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? "").length)),
  );
  for (const row of table) {
    const cells = row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0));
    process.stdout.write(`| ${cells.join(" | ")} |\n`);
  }
}
