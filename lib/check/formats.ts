// The results as text: a table for people, JSON and JUnit for tools. None of them holds a seed, a JWT or a signature.

import { escapedText } from "@/lib/page/base/visible-characters";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { joinWords } from "@/lib/page/format/words";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CheckResult } from "./check-run";
import { isFine, isUnreached } from "./exit-code";
import type { CheckOptions, Format } from "./options";

/**
 * Version 1: `{version, results: [{file, user, account, server, outcome, causes: [{code, certainty}], ms}]}`. `ms` is
 * from the click to the answer, null where no server was asked. `may` and `expiring` are there when they were asked
 * for. Fields may be added without a new version.
 */
export function jsonOf(results: readonly CheckResult[], options: CheckOptions): string {
  const value = {
    version: 1,
    results: results.map(
      ({ file, user, account, server, outcome, causes, ms, may, isExpiring }) => ({
        file,
        user: outcome === "unreadable" ? null : user,
        account,
        server,
        outcome,
        causes: causes.map(({ code, certainty }) => ({ code, certainty })),
        ms,
        ...(options.may.length === 0 ? {} : { may }),
        ...(options.expiresWithinMs === null ? {} : { expiring: isExpiring }),
      }),
    ),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** One test suite for each server and one test case for each creds, as Jenkins, GitLab and others read it. */
export function junitOf(results: readonly CheckResult[]): string {
  const servers = [...new Set(results.map(({ server }) => server ?? "no server"))];
  const suites = servers.map((name) => {
    const own = results.filter(({ server }) => (server ?? "no server") === name);
    return [
      `  <testsuite ${attributes({ name, ...countsOf(own) })}>`,
      ...own.map((result) => testCase(result, name)),
      "  </testsuite>",
    ].join("\n");
  });
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes({ name: "credence", ...countsOf(results) })}>`;
  return `${[head, ...suites, "</testsuites>"].join("\n")}\n`;
}

function countsOf(results: readonly CheckResult[]) {
  const errors = results.filter(isUnreached).length;
  const fine = results.filter(isFine).length;
  const seconds = results.reduce((sum, { ms }) => sum + (ms ?? 0), 0) / 1_000;
  return {
    tests: results.length,
    failures: results.length - fine - errors,
    errors,
    time: seconds.toFixed(3),
  };
}

function testCase(result: CheckResult, server: string): string {
  const { file, name, ms } = result;
  const own = attributes({
    name: name === "" ? file : `${file} (${name})`,
    classname: server,
    time: ((ms ?? 0) / 1_000).toFixed(3),
  });
  if (isFine(result)) return `    <testcase ${own}/>`;
  const kind = isUnreached(result) ? "error" : "failure";
  const { title, detail } = wordsOf(result);
  const code = result.causes[0]?.code ?? result.outcome;
  return [
    `    <testcase ${own}>`,
    `      <${kind} ${attributes({ message: title, type: code })}>${xml(detail)}</${kind}>`,
    "    </testcase>",
  ].join("\n");
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${xml(String(value))}"`)
    .join(" ");

/** Control characters have no place in XML; they are shown as marks. */
function xml(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" },
  };
  return text
    .split("\n")
    .map((line) => escapedText(line).replace(/[&<>"]/gu, (found) => marks[found] ?? found))
    .join("\n");
}

/** What is wrong, as a title, and with the fix. */
export function wordsOf(result: CheckResult): { readonly title: string; readonly detail: string } {
  const { outcome, causes, may, isExpiring, expiresAtSec } = result;
  const denied = may.filter(({ decision }) => decision !== "allowed");
  const [first] = causes;
  const isBad = outcome !== "accepted" && outcome !== "not-tried";
  if (first !== undefined && (isBad || first.certainty === "proven")) {
    const { title, meaning, next, command } = causeText(named(first, result.server), Date.now());
    // The bridge is in this process, and the address was typed here.
    const fix = first.code.startsWith("bridge/")
      ? "Check the address, and whether the server is up."
      : next;
    const lines = [meaning, fix, ...(command === undefined ? [] : [command])];
    return { title, detail: lines.join("\n") };
  }
  if (isExpiring && expiresAtSec !== null) {
    const title = `Expires at ${new Date(expiresAtSec * 1_000).toISOString()}`;
    return { title, detail: "Issue the creds again before that." };
  }
  if (denied.length > 0) {
    const asked = denied.map(
      ({ action, subject, decision }) => `${action} ${subject}: ${decision}`,
    );
    const title = `May not ${joinWords(
      denied.map(({ action, subject }) => `${action} ${subject}`),
      "and",
    )}`;
    return { title, detail: asked.join("\n") };
  }
  return { title: outcome, detail: "" };
}

/** The bridge of this process calls its targets by numbers. */
const named = (cause: Cause, server: string | null): Cause =>
  cause.evidence["bridge"] === undefined || server === null
    ? cause
    : { ...cause, evidence: { ...cause.evidence, bridge: server } };

const HEAD = ["FILE", "USER", "SERVER", "RESULT", "MS"] as const;
const GREEN = "\u001b[32m";
const RED = "\u001b[31m";
const YELLOW = "\u001b[33m";
const RESET = "\u001b[0m";

export function tableOf(results: readonly CheckResult[], hasColours: boolean): string {
  const rows = results.map((result) => [
    result.file,
    result.name,
    result.server ?? "",
    isFine(result) ? result.outcome : `${result.outcome}: ${wordsOf(result).title}`,
    result.ms === null ? "" : String(result.ms),
  ]);
  const texts = [[...HEAD], ...rows].map((row) => row.map((cell) => escapedText(cell)));
  const widths = HEAD.map((_, column) =>
    Math.max(...texts.map((row) => (row[column] ?? "").length)),
  );
  const lines = texts.map((row, index) => {
    const line = row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
    const result = results[index - 1];
    return result === undefined || !hasColours ? line : `${colourOf(result)}${line}${RESET}`;
  });
  const fine = results.filter(isFine).length;
  return `${lines.join("\n")}\n\n${fine} of ${results.length} fine.\n`;
}

function colourOf(result: CheckResult): string {
  if (isFine(result)) return GREEN;
  return isUnreached(result) ? YELLOW : RED;
}

export function formatResults(
  format: Format,
  results: readonly CheckResult[],
  options: CheckOptions,
  hasColours: boolean,
): string {
  switch (format) {
    case "json":
      return jsonOf(results, options);
    case "junit":
      return junitOf(results);
    case "table":
      return tableOf(results, hasColours);
  }
}
