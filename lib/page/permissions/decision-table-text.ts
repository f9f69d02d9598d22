// Answers as a table to download, as CSV and as JSON. Used by the list of answers.

import { csvText } from "@/lib/page/format/csv";
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

export function decisionsToCsv(decisions: readonly Decision[]): string {
  const rows = decisions.map(rowOf).map((row) => COLUMNS.map((column) => row[column]));
  return csvText([COLUMNS, ...rows]);
}

export function decisionsToJson(decisions: readonly Decision[]): string {
  return `${JSON.stringify(decisions.map(rowOf), null, 2)}\n`;
}
