// The real vitest and the real Playwright make the reports from small test files that are written here.
// The printed commands are run, and each repeats one failure only.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rootDir, stateDir } from "../setup/paths.mjs";
import { countsOfPlaywright, countsOfVitest } from "./test-counts.mjs";

// The folder is inside the project, so that the tools find their packages.
fs.mkdirSync(stateDir, { recursive: true });
const folder = fs.mkdtempSync(path.join(stateDir, "counts-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/**
 * @param {string} name
 * @param {string} text
 */
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function call(command, args, env = {}) {
  const { VITEST: _, FORCE_COLOR: __, ...own } = process.env;
  const result = spawnSync(command, args, {
    cwd: folder,
    env: { ...own, NO_COLOR: "1", ...env },
    encoding: "utf8",
  });
  return `${result.stdout}${result.stderr}`;
}

const bin = (/** @type {string} */ file) => path.join(rootDir, "node_modules", file);

/**
 * Runs a printed command, with the tool in place of the script that npm would run.
 * @param {string} repeat
 * @param {string} script
 * @param {string} tool a command line
 */
function repeatWith(repeat, script, tool) {
  const prefix = `npm run ${script} -- `;
  expect(repeat.startsWith(prefix)).toBe(true);
  return call("sh", ["-c", `${tool} ${repeat.slice(prefix.length)}`]);
}

const TITLE = `costs $5 (it's "odd") [a|b] \\d`;

describe.skipIf(process.platform === "win32")("vitest", () => {
  const report = path.join(folder, "unit.json");
  const vitest = `node ${bin("vitest/vitest.mjs")} run --root . --config none.config.mjs`;
  /** @type {import("./test-counts.mjs").Counts} */
  let counts;

  beforeAll(() => {
    write("none.config.mjs", "export default {};\n");
    write(
      "lib/a.test.mjs",
      `import { describe, expect, it } from "vitest";
       describe("group", () => {
         it(${JSON.stringify(TITLE)}, () => expect(1).toBe(2));
         it(${JSON.stringify(`${TITLE} and more`)}, () => expect(1).toBe(2));
         it("passes", () => expect(1).toBe(1));
         it.skip("waits", () => {});
       });`,
    );
    write("lib/broken.test.mjs", `import "./missing.mjs";`);
    call("sh", ["-c", `${vitest} --reporter=json --outputFile=${report}`]);
    counts = countsOfVitest(report, folder);
  });

  it("counts and names each test", () => {
    expect(counts.passed).toBe(1);
    expect(counts.skipped).toEqual(["lib/a.test.mjs > group waits"]);
    expect(counts.failures.map(({ name }) => name).sort()).toEqual([
      `lib/a.test.mjs > group ${TITLE}`,
      `lib/a.test.mjs > group ${TITLE} and more`,
      "lib/broken.test.mjs",
    ]);
  });

  it("gives a command that repeats one failure alone, whatever its title", () => {
    const failure = counts.failures.find(({ name }) => name.endsWith(TITLE));
    expect(repeatWith(failure?.repeat ?? "", "unit", vitest)).toMatch(
      /Tests\s+1 failed \| 3 skipped \(4\)/,
    );
  });

  it("gives a command for a file that does not load", () => {
    const failure = counts.failures.find(({ name }) => name === "lib/broken.test.mjs");
    expect(repeatWith(failure?.repeat ?? "", "unit", vitest)).toContain("missing.mjs");
  });
});

describe.skipIf(process.platform === "win32")("Playwright", () => {
  const report = path.join(folder, "e2e.json");
  const playwright = `node ${bin("@playwright/test/cli.js")} test -c e2e`;
  /** @type {import("./test-counts.mjs").Counts} */
  let counts;

  beforeAll(() => {
    write(
      "e2e/playwright.config.ts",
      `export default { testDir: ".", projects: [
         { name: "tests", testIgnore: "late.spec.ts" },
         { name: "alone", testMatch: "late.spec.ts", dependencies: ["tests"] },
       ] };`,
    );
    const head = `import { expect, test } from "@playwright/test";\n`;
    write(
      "e2e/a.spec.ts",
      `${head}test("passes", () => {});\ntest.skip("waits", () => {});
       test.describe("group", () => { test("fails", () => expect(1).toBe(2)); });
       test("also fails", () => expect(1).toBe(2));`,
    );
    write("e2e/late.spec.ts", `${head}test("comes later", () => {});`);
    call("sh", ["-c", `${playwright} --reporter=json`], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
    counts = countsOfPlaywright(report);
  });

  it("counts and names each test", () => {
    expect(counts.passed).toBe(1);
    // A project whose dependency failed does not run, but its tests are still counted.
    expect(counts.skipped).toEqual(["e2e/a.spec.ts:3 > waits", "e2e/late.spec.ts:2 > comes later"]);
    expect(counts.failures.map(({ name }) => name).sort()).toEqual([
      "e2e/a.spec.ts:4 > group > fails",
      "e2e/a.spec.ts:5 > also fails",
    ]);
  });

  it("gives a command that repeats one failure alone", () => {
    const failure = counts.failures.find(({ name }) => name.includes("group"));
    const said = repeatWith(failure?.repeat ?? "", "e2e", playwright);
    expect(said).toContain("1 failed");
    expect(said).toContain("Running 1 test ");
  });
});

it("a missing report counts nothing", () => {
  const none = { passed: 0, failures: [], skipped: [] };
  expect(countsOfVitest(path.join(folder, "none.json"))).toEqual(none);
  expect(countsOfPlaywright(path.join(folder, "none.json"))).toEqual(none);
});
