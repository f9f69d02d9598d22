// Answers as a table to download, as CSV and as JSON. Used by the list of answers.

import type { Decision } from "./decision";
import { originText, whyText } from "./decision-text";

const COLUMNS = ["action", "subject", "queue", "decision", "rule", "origin", "why"] as const;

function rowOf(decision: Decision): Record<(typeof COLUMNS)[number], string> {
  const { action, subject, queue, kind, rule, origin } = decision;
  return {
    action,
    subject,
    queue,
    decision: kind,
    rule: rule === null ? "" : `${rule.list} ${rule.text}`,
    origin: originText(origin),
    why: whyText(decision),
  };
}

/** RFC 4180, with CR LF. A cell that a spreadsheet would read as a formula starts with an apostrophe. */
export function decisionsToCsv(decisions: readonly Decision[]): string {
  const rows = decisions.map(rowOf).map((row) => COLUMNS.map((column) => cell(row[column])));
  return [COLUMNS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

export function decisionsToJson(decisions: readonly Decision[]): string {
  return `${JSON.stringify(decisions.map(rowOf), null, 2)}\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
