// A comparison as CSV: one line for each rule and for each other value. Public facts only. Pure.

import { csvText } from "@/lib/page/format/csv";
import type { ComparedRow } from "@/lib/page/permissions/compare";
import type { CredsRow } from "./creds-rows";
import type { Side } from "./side";

export function comparedCsv(
  sides: readonly Side[],
  rows: readonly ComparedRow[],
  others: readonly CredsRow[],
): string {
  return csvText([
    ["what", "subject", "queue", ...sides.map(({ entry }) => entry.label)],
    ["user", "", "", ...sides.map(({ entry }) => entry.subject ?? "")],
    ...others.map(({ name, values }) => [name, "", "", ...values]),
    ...rows.map(({ rule, question, decisions }) => [
      question.action,
      rule ?? question.subject,
      question.queue,
      ...decisions.map(({ kind }) => kind),
    ]),
  ]);
}
