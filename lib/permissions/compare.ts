// Two identities side by side.

import type { Decision, Question } from "@/lib/permissions/decision";
import type { RuleSet } from "@/lib/permissions/rule-set";

export interface ComparedRow {
  readonly question: Question;
  readonly a: Decision;
  readonly b: Decision;
  /** Who alone may (filtered counts as may); "unclear" when one of the answers is unknown. */
  readonly only: "a" | "b" | "both" | "neither" | "unclear";
}

/** Without `questions`: every rule of either, asked of both. */
export function compareRights(
  _a: RuleSet,
  _b: RuleSet,
  _questions?: readonly Question[],
): readonly ComparedRow[] {
  throw new Error("not yet");
}
