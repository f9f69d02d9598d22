// Reads the JSON reports of vitest and Playwright: the number of passed tests, the name of each failed or
// skipped test, and for a failed one the command that repeats it. A missing or unreadable report counts as
// no tests; then the tool's exit code decides.
import path from "node:path";
import { readOr } from "../setup/digest.mjs";
import { rootDir } from "../setup/paths.mjs";

/**
 * @typedef {object} Failure
 * @property {string} name file and titles
 * @property {string} repeat the command that runs it again
 */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {readonly Failure[]} failures one for each failed test; a flaky one counts as failed
 * @property {readonly string[]} skipped names of skipped tests
 */

/** @type {Counts} */
export const noCounts = { passed: 0, failures: [], skipped: [] };

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export function addCounts(a, b) {
  return {
    passed: a.passed + b.passed,
    failures: [...a.failures, ...b.failures],
    skipped: [...a.skipped, ...b.skipped],
  };
}

/**
 * @param {string} file
 * @param {string} [root] folder that the names of test files are relative to
 * @returns {Counts}
 */
export function countsOfVitest(file, root = rootDir) {
  /** @type {{testResults?: {name: string, status: string, assertionResults: {fullName: string, status: string}[]}[]}} */
  const report = read(file);
  let counts = noCounts;
  for (const { name, status, assertionResults } of report.testResults ?? []) {
    const test = posix(path.relative(root, name));
    const of = (/** @type {string[]} */ ...states) =>
      assertionResults.filter((one) => states.includes(one.status));
    const failures = of("failed").map(({ fullName }) => ({
      name: `${test} > ${fullName}`,
      repeat: `npm run unit -- ${test} -t ${quote(`^${escapeRegExp(fullName)}$`)}`,
    }));
    // A file that cannot be loaded, or whose hooks fail, has failed tests or none at all.
    if (status === "failed" && failures.length === 0) {
      failures.push({ name: test, repeat: `npm run unit -- ${test}` });
    }
    counts = addCounts(counts, {
      passed: of("passed").length,
      failures,
      skipped: of("pending", "skipped", "todo", "disabled").map(
        ({ fullName }) => `${test} > ${fullName}`,
      ),
    });
  }
  return counts;
}

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {Suite[]} [suites]
 * @property {Spec[]} [specs]
 */

/**
 * @typedef {object} Spec
 * @property {string} title
 * @property {string} file below the folder of the browser tests
 * @property {number} line
 * @property {{status: string, projectName: string}[]} tests
 */

/**
 * @param {string} file
 * @returns {Counts}
 */
export function countsOfPlaywright(file) {
  /** @type {{suites?: Suite[], errors?: {message?: string}[]}} */
  const report = read(file);
  let counts = noCounts;
  for (const { spec, titles } of (report.suites ?? []).flatMap((suite) => specsOf(suite, []))) {
    for (const { status, projectName } of spec.tests) {
      const engine = ["firefox", "webkit"].includes(projectName) ? ` in ${projectName}` : "";
      const name = `e2e/${spec.file}:${spec.line} > ${titles.join(" > ")}${engine}`;
      const repeat = `npm run e2e -- --no-deps --project=${projectName} ${spec.file}:${spec.line}`;
      counts = addCounts(counts, {
        passed: status === "expected" ? 1 : 0,
        failures: status === "unexpected" || status === "flaky" ? [{ name, repeat }] : [],
        skipped: status === "skipped" ? [name] : [],
      });
    }
  }
  for (const { message } of report.errors ?? []) {
    const name = `e2e: ${message?.split("\n")[0] ?? "error outside of a test"}`;
    counts = addCounts(counts, { ...noCounts, failures: [{ name, repeat: "npm run e2e" }] });
  }
  return counts;
}

/**
 * @param {Suite} suite
 * @param {readonly string[]} above titles; the outermost suite is the file
 * @returns {{spec: Spec, titles: string[]}[]}
 */
function specsOf({ suites = [], specs = [] }, above) {
  return [
    ...specs.map((spec) => ({ spec, titles: [...above, spec.title] })),
    ...suites.flatMap((suite) => specsOf(suite, [...above, suite.title])),
  ];
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readOr(file));
  } catch {
    return {};
  }
}

/** @param {string} file */
const posix = (file) => file.split(path.sep).join("/");

/** @param {string} text */
const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Quotes one argument of a command line: for a POSIX shell, or for cmd and PowerShell on Windows.
 * @param {string} text
 */
function quote(text) {
  if (process.platform === "win32") return `"${text.replace(/"/g, '\\"')}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
