// `npm test`: the same set-up as `npm start`, then every check, one line each, ending at the first
// that fails with its whole output. `--only unit,e2e` runs some of them. The last line counts the
// tests that passed and failed.
import fs from "node:fs";
import path from "node:path";
import { findBrowser } from "./setup/browser.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { endAll, endOnSignals } from "./setup/ending.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { findOldestNatsServer } from "./setup/nats-server/oldest.mjs";
import { rootDir, stateDir } from "./setup/paths.mjs";
import { line, seconds, step } from "./setup/report.mjs";
import { printFailure, run, StepFailure } from "./setup/run.mjs";
import { natsServerStep } from "./setup/steps.mjs";
import { addCounts, countsOfPlaywright, countsOfVitest, noCounts } from "./setup/test-counts.mjs";
import { kilobytes, measure } from "./size.mjs";

/** @typedef {{counts?: import("./setup/test-counts.mjs").Counts, says: string}} Outcome */

const REPORTS = path.join(stateDir, "reports");

/** @type {Record<string, () => Promise<unknown>>} */
const CHECKS = {
  lint: () => check("lint", "checking format and lint", () => tool("lint", biome, ["check", "."])),
  types: checkTypes,
  unit: () => check("unit", "running unit tests", unitTests),
  build: async () => {
    if ((await ensureBuilt()) === "unchanged") line("build", "unchanged");
    await check("size", "measuring the export", sizeBudget);
  },
  e2e: async () => {
    if ((await ensureBuilt()) === "built") line("build", "was out of date");
    await check("e2e", "running browser tests", browserTests);
  },
};

const biome = "@biomejs/biome/bin/biome";
const typescript = "typescript/bin/tsc";
const next = "next/dist/bin/next";

let counts = noCounts;
/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0" };

requireNode();
endOnSignals();
const begun = performance.now();
try {
  const chosen = chosenChecks(process.argv.slice(2));
  await ensureInstalled();
  fs.mkdirSync(REPORTS, { recursive: true });
  if (chosen.some((name) => name === "unit" || name === "e2e")) await needNatsServer();
  if (chosen.includes("e2e")) await needBrowser();
  for (const name of chosen) await CHECKS[name]?.();
} catch (error) {
  printFailure(error);
}
line("total", seconds(performance.now() - begun));
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
await endAll(Number(process.exitCode ?? 0));

/** @param {readonly string[]} args */
function chosenChecks(args) {
  const all = Object.keys(CHECKS);
  if (args.length === 0) return all;
  const [flag = "", value = ""] = args.length === 1 ? (args[0] ?? "").split("=") : args;
  const names = value.split(",").filter(Boolean);
  const unknown = names.filter((name) => !all.includes(name));
  if (flag !== "--only" || names.length === 0 || unknown.length > 0 || args.length > 2) {
    throw new StepFailure(`Usage: npm test -- --only ${all.join(",")} (any of these).`);
  }
  return all.filter((name) => names.includes(name));
}

async function needNatsServer() {
  const found = await natsServerStep();
  if (!found.ok) throw new StepFailure("The tests need a real nats-server.");
  env["NATS_SERVER"] = found.path;
  const oldest = await step(
    "nats-server",
    "looking for an older one",
    (progress) => findOldestNatsServer(found.version, progress),
    (result) => (result ? `and the oldest to be had, ${result.version}` : "no older one to be had"),
  );
  if (oldest) env["NATS_SERVER_OLDEST"] = oldest.path;
}

async function needBrowser() {
  const found = await step("browser", "looking for a browser", findBrowser, (result) =>
    result.ok ? `${result.origin}: ${result.path}` : "missing",
  );
  if (!found.ok) throw new StepFailure(`${found.reason} ${found.howTo}`);
  env["CHROMIUM"] = found.path;
}

/**
 * @param {string} name
 * @param {string} doing
 * @param {() => Promise<Outcome>} work
 */
async function check(name, doing, work) {
  await step(name, doing, work, (outcome) => outcome.says);
}

/**
 * @param {string} name
 * @param {string} script below node_modules
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function tool(name, script, args) {
  const result = await runTool(script, args);
  if (!result.ok) throw new StepFailure(`${name} failed; its output is above.`, result.output);
  return { says: "passed" };
}

/**
 * @param {string} script
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [more]
 */
function runTool(script, args, more = {}) {
  const file = path.join(rootDir, "node_modules", script);
  return run(process.execPath, [file, ...args], { cwd: rootDir, env: { ...env, ...more } });
}

// The page, the worker and the scripts are three worlds, each with the globals it really has.
async function checkTypes() {
  await check("types: page", "checking the page's types", async () => {
    // next-env.d.ts and the route types are made, not kept.
    await tool("next typegen", next, ["typegen"]);
    return tool("types: page", typescript, ["--noEmit"]);
  });
  for (const [name, folder] of [
    ["types: worker", "lib/vault/worker"],
    ["types: worker tests", "lib/vault/worker/tsconfig.test.json"],
    ["types: scripts", "scripts"],
  ]) {
    if (!name || !folder) continue;
    await check(name, "checking types", () => tool(name, typescript, ["--noEmit", "-p", folder]));
  }
}

/** @returns {Promise<Outcome>} */
async function unitTests() {
  const report = path.join(REPORTS, "unit.json");
  fs.rmSync(report, { force: true });
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const result = await runTool("vitest/vitest.mjs", args);
  return judge("unit tests", result, countsOfVitest(report));
}

/** @returns {Promise<Outcome>} */
async function browserTests() {
  const report = path.join(REPORTS, "e2e.json");
  fs.rmSync(report, { force: true });
  const args = ["test", "-c", "e2e", "--reporter=list,json"];
  const more = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const result = await runTool("@playwright/test/cli.js", args, more);
  return judge("browser tests", result, countsOfPlaywright(report));
}

/**
 * @param {string} what
 * @param {import("./setup/run.mjs").RunResult} result
 * @param {import("./setup/test-counts.mjs").Counts} found
 * @returns {Outcome}
 */
function judge(what, result, found) {
  counts = addCounts(counts, found);
  if (!result.ok)
    throw new StepFailure(`The ${what} failed; their output is above.`, result.output);
  if (found.passed === 0) throw new StepFailure(`The ${what} ran nothing.`, result.output);
  const skipped = found.skipped > 0 ? `, ${found.skipped} skipped` : "";
  return { says: `${found.passed} passed${skipped}` };
}

/** @returns {Promise<Outcome>} */
async function sizeBudget() {
  const { page, vault, problems } = measure();
  const says = `page ${kilobytes(page)} of 200 kB, vault ${kilobytes(vault)} of 70 kB`;
  if (problems.length > 0) {
    throw new StepFailure(`The export is not within its budget (${says}).`, problems.join("\n"));
  }
  return { says };
}
