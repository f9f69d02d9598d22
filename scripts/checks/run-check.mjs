// Runs one check of `npm test` to its end and gives its counts. The output of a failing tool is
// printed at once; the failure is counted and does not end the run. Called by test.mjs.
import fs from "node:fs";
import path from "node:path";
import { ensureBuilt } from "../setup/build.mjs";
import { line, step } from "../setup/output.mjs";
import { rootDir, stateDir } from "../setup/paths.mjs";
import { run, StepFailure } from "../setup/run.mjs";
import { kilobytes, measure } from "../size.mjs";
import { addCounts, countsOfPlaywright, countsOfVitest, noCounts } from "./test-counts.mjs";

/** @typedef {import("./test-counts.mjs").Counts} Counts */
/** @typedef {{summary: string, counts?: Counts}} Outcome */
/** @typedef {typeof CHECKS[number]} CheckName */

/** In the order in which they run. */
export const CHECKS = /** @type {const} */ (["lint", "types", "unit", "build", "e2e"]);

const REPORTS = path.join(stateDir, "reports");
const BIOME = "@biomejs/biome/bin/biome";
const TYPESCRIPT = "typescript/bin/tsc";
const NEXT = "next/dist/bin/next";

/**
 * @param {CheckName} name
 * @param {NodeJS.ProcessEnv} env for every tool that it starts
 * @returns {Promise<Counts>}
 */
export function runCheck(name, env) {
  switch (name) {
    case "lint":
      return runPart("lint", "checking format and lint", "npm run lint", () =>
        runTool(BIOME, ["check", "."], env),
      );
    case "types":
      return checkTypes(env);
    case "unit":
      return runPart("unit", "running unit tests", "npm run unit", () => unitTests(env));
    case "build":
      return checkBuild();
    case "e2e":
      return checkBrowser(env);
  }
}

/**
 * Runs one step of a check.
 * @param {string} name
 * @param {string} doing
 * @param {string} repeat
 * @param {() => Promise<Outcome>} work
 * @returns {Promise<Counts>}
 */
function runPart(name, doing, repeat, work) {
  return countFailure(name, repeat, async () => {
    const { counts = noCounts } = await step(name, doing, work, ({ summary }) => summary);
    return counts;
  });
}

/**
 * Turns a StepFailure into a counted failure, or into the counts of its tests.
 * @param {string} name
 * @param {string} repeat
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Counts>}
 */
async function countFailure(name, repeat, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    if (error.output.trim()) process.stderr.write(`\n${error.output.trimEnd()}\n`);
    process.stderr.write(`\n${error.message}\n\n`);
    if (error instanceof TestsFailed) return error.counts;
    return { ...noCounts, failures: [{ name: `${name}: ${error.message}`, repeat }] };
  }
}

class TestsFailed extends StepFailure {
  /**
   * @param {string} message
   * @param {string} output
   * @param {Counts} counts at least one failure among them
   */
  constructor(message, output, counts) {
    super(message, output);
    this.counts = counts;
  }
}

// The page, the worker and the scripts have different globals, so each has its own tsconfig.
/** @param {NodeJS.ProcessEnv} env */
async function checkTypes(env) {
  let counts = await runPart(
    "types: page",
    "checking the page's types",
    "npm run typecheck",
    async () => {
      // next-env.d.ts and the route types are generated.
      await runTool(NEXT, ["typegen"], env);
      return runTool(TYPESCRIPT, ["--noEmit"], env);
    },
  );
  for (const [name = "", project = ""] of [
    ["types: worker", "lib/vault"],
    ["types: worker tests", "lib/vault/tsconfig.test.json"],
    ["types: scripts", "scripts"],
  ]) {
    const checked = await runPart(name, "checking types", `npx tsc --noEmit -p ${project}`, () =>
      runTool(TYPESCRIPT, ["--noEmit", "-p", project], env),
    );
    counts = addCounts(counts, checked);
  }
  return counts;
}

/** @type {"unknown" | "built" | "failed"} */
let build = "unknown";

async function checkBuild() {
  build = "failed";
  const counts = await countFailure("build", "npm run build", async () => {
    if ((await ensureBuilt()) === "unchanged") line("build", "unchanged");
    build = "built";
    return noCounts;
  });
  if (counts.failures.length > 0) return counts;
  return runPart("size", "measuring the export", "npm test -- --only build", sizeBudget);
}

/** @param {NodeJS.ProcessEnv} env */
async function checkBrowser(env) {
  let counts = build === "unknown" ? await checkBuild() : noCounts;
  if (build === "failed") {
    line("e2e", "not run because the build failed");
    const name = "all browser tests (e2e), because the export could not be built";
    return addCounts(counts, {
      ...noCounts,
      failures: [{ name, repeat: "npm test -- --only build,e2e" }],
    });
  }
  // They run separately, since Playwright would skip the second project after a failure in the first.
  const engines = ["firefox", "webkit"].filter((name) => env[name.toUpperCase()]);
  for (const projects of [["tests", ...engines], ["alone"]]) {
    const name = projects[0] === "tests" ? "e2e" : `e2e: ${projects[0]}`;
    const ran = await runPart(name, "running browser tests", "npm run e2e", () =>
      browserTests(projects, env),
    );
    counts = addCounts(counts, ran);
  }
  return counts;
}

/** @param {NodeJS.ProcessEnv} env */
function unitTests(env) {
  const report = freshReport("unit.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return runTests("unit tests", "vitest/vitest.mjs", args, env, () => countsOfVitest(report));
}

/**
 * @param {readonly string[]} projects of e2e/playwright.config.ts
 * @param {NodeJS.ProcessEnv} env
 */
function browserTests(projects, env) {
  const report = freshReport(`e2e-${projects[0]}.json`);
  const args = ["test", "-c", "e2e", "--no-deps", "--reporter=list,json"];
  args.push(...projects.map((project) => `--project=${project}`));
  // The second run would remove what the first one kept of its failures.
  args.push(`--output=test-results/files-${projects[0]}`);
  const more = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return runTests("browser tests", "@playwright/test/cli.js", args, more, () =>
    countsOfPlaywright(report),
  );
}

/** @param {string} name */
function freshReport(name) {
  fs.mkdirSync(REPORTS, { recursive: true });
  const file = path.join(REPORTS, name);
  fs.rmSync(file, { force: true });
  return file;
}

/**
 * @param {string} what
 * @param {string} script below node_modules
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {() => Counts} readCounts
 * @returns {Promise<Outcome>}
 */
async function runTests(what, script, args, env, readCounts) {
  const result = await startTool(script, args, env);
  const counts = readCounts();
  if (counts.failures.length > 0) {
    throw new TestsFailed(`Some ${what} failed; their output is above.`, result.output, counts);
  }
  if (!result.ok) throw new StepFailure(`The ${what} failed; see above.`, result.output);
  if (counts.passed === 0) throw new StepFailure(`The ${what} ran nothing.`, result.output);
  const skipped = counts.skipped.length > 0 ? `, ${counts.skipped.length} skipped` : "";
  return { summary: `${counts.passed} passed${skipped}`, counts };
}

/**
 * @param {string} script
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Outcome>}
 */
async function runTool(script, args, env) {
  const result = await startTool(script, args, env);
  if (!result.ok) throw new StepFailure("failed; its output is above.", result.output);
  return { summary: "passed" };
}

/**
 * @param {string} script
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function startTool(script, args, env) {
  const file = path.join(rootDir, "node_modules", script);
  return run(process.execPath, [file, ...args], { cwd: rootDir, env });
}

/** @returns {Promise<Outcome>} */
async function sizeBudget() {
  const { page, vault, problems } = measure();
  const summary = `page ${kilobytes(page)} of 200 kB, vault ${kilobytes(vault)} of 70 kB`;
  if (problems.length > 0) {
    throw new StepFailure(`The export is not within its budget (${summary}).`, problems.join("\n"));
  }
  return { summary };
}
