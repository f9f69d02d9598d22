// The results as text for a terminal: a table, or what the page exports.

import { escapedText } from "@/lib/page/base/visible-characters";
import { checkCsv } from "@/lib/page/check/check-csv";
import { checkJson } from "@/lib/page/check/check-json";
import { checkJunit } from "@/lib/page/check/check-junit";
import type { CheckAsked, CheckLine } from "@/lib/page/check/check-lines";
import { checkMarkdown } from "@/lib/page/check/check-markdown-text";
import { wordsOf } from "@/lib/page/check/check-words-text";
import { isFine, isUnreached } from "@/lib/page/check/is-fine";
import type { Format } from "./options";

const HEAD = ["FILE", "USER", "SERVER", "RESULT", "MS"] as const;
const GREEN = "\u001b[32m";
const RED = "\u001b[31m";
const YELLOW = "\u001b[33m";
const RESET = "\u001b[0m";

export function tableOf(results: readonly CheckLine[], hasColours: boolean): string {
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

function colourOf(result: CheckLine): string {
  if (isFine(result)) return GREEN;
  return isUnreached(result) ? YELLOW : RED;
}

export function formatResults(
  format: Format,
  lines: readonly CheckLine[],
  asked: CheckAsked,
  hasColours: boolean,
): string {
  switch (format) {
    case "json":
      return checkJson(lines, asked);
    case "junit":
      return checkJunit(lines);
    case "csv":
      return checkCsv(lines);
    case "markdown":
      return checkMarkdown(lines, Date.now());
    case "table":
      return tableOf(lines, hasColours);
  }
}
