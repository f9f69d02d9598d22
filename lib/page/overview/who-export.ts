// The answers of "Who may" as CSV, with the rule that decides each. Public facts only. Pure.

import { csvText } from "@/lib/page/format/csv";
import { originText, whyText } from "@/lib/page/permissions/decision-text";
import type { WhoRow } from "./who-may";

/** In the order of the rows, the widest first. */
export function whoCsv(rows: readonly WhoRow[]): string {
  const head = [
    "name",
    "file",
    "user",
    "account",
    "status",
    "action",
    "subject",
    "queue",
    "decision",
    "only as a reply",
    "rule",
    "origin",
    "why",
  ];
  const lines = rows.map(({ row, decision, by }) => [
    row.entry.label,
    row.entry.path,
    row.entry.subject ?? "",
    row.account,
    row.status,
    decision.action,
    decision.subject,
    decision.queue,
    decision.kind,
    by === "reply" ? "yes" : "no",
    decision.rule === null ? "" : `${decision.rule.list} ${decision.rule.text}`,
    originText(decision.origin),
    whyText(decision),
  ]);
  return csvText([head, ...lines]);
}
