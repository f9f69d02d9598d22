// The results as JUnit XML. It follows junit-10.xsd of Jenkins' xUnit plugin (jenkinsci/xunit-plugin), which Jenkins,
// GitLab and others read; check-formats.test.ts validates it. Pure.

import { escapedText } from "@/lib/page/base/visible-characters";
import type { CheckLine } from "./check-lines";
import { wordsOf } from "./check-words-text";
import { isFine, isUnreached, isUntried } from "./is-fine";

/** One test suite for each server and one test case for each creds, as Jenkins, GitLab and others read it. */
export function checkJunit(lines: readonly CheckLine[]): string {
  const servers = [...new Set(lines.map(({ server }) => server ?? "no server"))];
  const suites = servers.map((name) => {
    const own = lines.filter(({ server }) => (server ?? "no server") === name);
    return [
      `  <testsuite ${attributes({ name, ...countsOf(own), skipped: own.filter(isUntried).length })}>`,
      ...own.map((line) => testCase(line, name)),
      "  </testsuite>",
    ].join("\n");
  });
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes({ name: "credence", ...countsOf(lines) })}>`;
  return `${[head, ...suites, "</testsuites>"].join("\n")}\n`;
}

function countsOf(lines: readonly CheckLine[]) {
  const errors = lines.filter(isUnreached).length;
  const fine = lines.filter((line) => isFine(line) || isUntried(line)).length;
  const seconds = lines.reduce((sum, { ms }) => sum + (ms ?? 0), 0) / 1_000;
  return {
    tests: lines.length,
    failures: lines.length - fine - errors,
    errors,
    time: seconds.toFixed(3),
  };
}

function testCase(line: CheckLine, server: string): string {
  const { file, name, ms } = line;
  const own = attributes({
    name: name === "" ? file : `${file} (${name})`,
    classname: server,
    time: ((ms ?? 0) / 1_000).toFixed(3),
  });
  if (isFine(line)) return `    <testcase ${own}/>`;
  if (isUntried(line)) return `    <testcase ${own}><skipped message="Not tried"/></testcase>`;
  const kind = isUnreached(line) ? "error" : "failure";
  const { title, detail } = wordsOf(line);
  const code = line.causes[0]?.code ?? line.outcome;
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
