// The table of fixes: cause code → what a terminal can do about it, or why nothing. A code without an entry does not
// compile. Called by cause-text.ts. run-fixes.test.ts runs every line with the real tools.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CauseCode, Certainty } from "@/lib/shared/facts/causes";
import { ACCOUNT_FIXES } from "./account-fixes-text";
import { CREDS_FIXES } from "./creds-fixes-text";
import type { FixEntry, FixText } from "./fix-types";
import { SERVER_FIXES } from "./server-fixes-text";

export const FIXES: Readonly<Record<CauseCode, FixEntry>> = {
  ...CREDS_FIXES,
  ...ACCOUNT_FIXES,
  ...SERVER_FIXES,
};

/** The lines and the warning of a cause, as parts of its text. */
export function fixText(
  code: CauseCode,
  evidence: Evidence,
  certainty: Certainty,
  nowMs: number,
): FixText {
  const entry = FIXES[code];
  if (entry.kind === "none") return {};
  const commands = entry.lines(evidence, certainty, nowMs);
  if (commands.length === 0) return {};
  const warning = entry.kind === "mends" ? (entry.warning?.(evidence, nowMs) ?? null) : null;
  return { commands, ...(warning === null ? {} : { warning }) };
}
