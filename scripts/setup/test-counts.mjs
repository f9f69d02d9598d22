// Counts passed and failed tests from the JSON reports of vitest and Playwright. A report that is
// missing or unreadable counts nothing; the tool's exit code decides then.
import { readOr } from "./digest.mjs";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Counts} */
export const noCounts = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export function addCounts(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/**
 * @param {string} file
 * @returns {Counts}
 */
export function countsOfVitest(file) {
  const report = read(file);
  return {
    passed: number(report["numPassedTests"]),
    failed: number(report["numFailedTests"]),
    skipped: number(report["numPendingTests"]) + number(report["numTodoTests"]),
  };
}

/**
 * @param {string} file
 * @returns {Counts} a flaky test counts as failed
 */
export function countsOfPlaywright(file) {
  const stats = read(file)["stats"] ?? {};
  return {
    passed: number(stats["expected"]),
    failed: number(stats["unexpected"]) + number(stats["flaky"]),
    skipped: number(stats["skipped"]),
  };
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readOr(file));
  } catch {
    return {};
  }
}

/** @param {unknown} value */
const number = (value) => (typeof value === "number" ? value : 0);
