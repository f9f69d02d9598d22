// Compares two to four users: asks the same questions of each rule set. Called by the panel Compare.

import { decide } from "./decide";
import type { Decision, Question } from "./decision";
import { parseEntry, type RuleSet } from "./rule-set";

export interface ComparedRow {
  /** The rule that led to the question; null if the caller gave the questions. */
  readonly rule: string | null;
  readonly question: Question;
  /** One for each user, in their order. */
  readonly decisions: readonly Decision[];
  /** Who is allowed, by their index; filtered counts as allowed. Null if an answer is unknown. */
  readonly allowed: readonly number[] | null;
}

interface Asked {
  readonly rule: string | null;
  readonly question: Question;
}

/** The rule that stands for any subject. It is asked even where no list holds it: a missing list allows all. */
export const ANYTHING = ">";

/** Without `questions`, every rule of each user and "anything" are asked of all. */
export function compareRights(
  sets: readonly RuleSet[],
  questions?: readonly Question[],
): readonly ComparedRow[] {
  const asked: readonly Asked[] =
    questions?.map((question) => ({ rule: null, question })) ?? rulesAsQuestions(sets);
  return asked.map(({ rule, question }) => {
    const decisions = sets.map((set) => decide(set, question));
    return { rule, question, decisions, allowed: whoMay(decisions) };
  });
}

/** Whether the row tells the users apart. */
export function isDiffering({ decisions }: ComparedRow): boolean {
  return new Set(decisions.map(({ kind }) => kind)).size > 1;
}

function whoMay(decisions: readonly Decision[]): readonly number[] | null {
  if (decisions.some(({ kind }) => kind === "unknown")) return null;
  return decisions.flatMap(({ kind }, index) => (kind === "denied" ? [] : [index]));
}

/** Publish rules come first, and of each action "anything". Each rule occurs once, in the order of the lists. */
function rulesAsQuestions(sets: readonly RuleSet[]): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const action of ["publish", "subscribe"] as const) {
    const rules = sets.flatMap(({ rights }) => {
      const { allow, deny } = rights.permissions[action];
      return [...(allow ?? []), ...(deny ?? [])];
    });
    for (const rule of [ANYTHING, ...rules]) {
      const entry = parseEntry(rule, action === "subscribe");
      if (entry === null) continue;
      const { queue } = entry;
      const subject = action === "publish" ? sampleOf(entry.subject) : entry.subject;
      asked.set(`${action} ${rule}`, { rule, question: { action, subject, queue } });
    }
  }
  return [...asked.values()];
}

/** A publish treats wildcards literally, so the question needs a sample subject: "orders.any". */
function sampleOf(pattern: string): string {
  const parts = pattern.split(".");
  return parts.map((part) => (part === "*" ? "any" : part === ">" ? "any.any" : part)).join(".");
}
