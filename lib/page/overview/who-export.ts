// The answers of "Who may" as CSV, with the rule that decides each. Public facts only. Pure.

import { csvText } from "@/lib/page/format/csv";
import { originText, whyText } from "@/lib/page/permissions/decision-text";
import { CREDS_HEAD, credsFields } from "./overview-export";
import type { WhoRow } from "./who-may";

/** In the order of the rows, the widest first. */
export function whoCsv(rows: readonly WhoRow[]): string {
  const head = [
    ...CREDS_HEAD,
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
    ...credsFields(row),
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
