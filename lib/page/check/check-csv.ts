// The results as CSV, one row a line of the check. Pure.

import { csvText } from "@/lib/page/format/csv";
import type { CheckLine } from "./check-lines";
import { wordsOf } from "./check-words-text";

export const CSV_COLUMNS = [
  ...(["file", "name", "user", "account", "server", "outcome"] as const),
  ...(["cause", "certainty", "why", "ms", "expires"] as const),
] as const;

/** Beyond this JavaScript has no dates. */
const MAX_SEC = 8_640_000_000_000;

/** `why` is the title of the first cause; `expires` is ISO 8601. */
export function checkCsv(lines: readonly CheckLine[]): string {
  const rows = lines.map((line) => {
    const [first] = line.causes;
    const { file, name, user, account, server, outcome, ms, expiresAtSec } = line;
    const isDated = expiresAtSec !== null && Math.abs(expiresAtSec) <= MAX_SEC;
    return [
      file,
      name,
      user ?? "",
      account ?? "",
      server ?? "",
      outcome,
      first?.code ?? "",
      first?.certainty ?? "",
      first === undefined ? "" : wordsOf(line).title,
      ms === null ? "" : String(ms),
      isDated ? new Date(expiresAtSec * 1_000).toISOString() : "",
    ];
  });
  return csvText([CSV_COLUMNS, ...rows]);
}
