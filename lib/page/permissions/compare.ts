// Compares two users: asks the same questions of both rule sets. Called by the panel Compare.

import { decide } from "./decide";
import type { Decision, Question } from "./decision";
import { parseEntry, type RuleSet } from "./rule-set";

export interface ComparedRow {
  /** The rule that led to the question; null if the caller gave the questions. */
  readonly rule: string | null;
  readonly question: Question;
  readonly a: Decision;
  readonly b: Decision;
  /** Which of the two is allowed; filtered counts as allowed. "unclear" if an answer is unknown. */
  readonly only: "a" | "b" | "both" | "neither" | "unclear";
}

interface Asked {
  readonly rule: string | null;
  readonly question: Question;
}

/** Without `questions`, every rule of either user is asked of both. */
export function compareRights(
  a: RuleSet,
  b: RuleSet,
  questions?: readonly Question[],
): readonly ComparedRow[] {
  const asked: readonly Asked[] =
    questions?.map((question) => ({ rule: null, question })) ?? rulesAsQuestions([a, b]);
  return asked.map(({ rule, question }) => {
    const answers = { a: decide(a, question), b: decide(b, question) };
    return { rule, question, ...answers, only: whoAlone(answers.a, answers.b) };
  });
}

function whoAlone(a: Decision, b: Decision): ComparedRow["only"] {
  if (a.kind === "unknown" || b.kind === "unknown") return "unclear";
  const mayA = a.kind !== "denied";
  const mayB = b.kind !== "denied";
  if (mayA && mayB) return "both";
  if (mayA) return "a";
  return mayB ? "b" : "neither";
}

/** Publish rules come first. Each rule occurs once, in the order of the lists. */
function rulesAsQuestions(sets: readonly RuleSet[]): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const action of ["publish", "subscribe"] as const) {
    for (const { rights } of sets) {
      const { allow, deny } = rights.permissions[action];
      for (const rule of [...(allow ?? []), ...(deny ?? [])]) {
        const entry = parseEntry(rule, action === "subscribe");
        if (entry === null) continue;
        const { queue } = entry;
        const subject = action === "publish" ? sampleOf(entry.subject) : entry.subject;
        asked.set(`${action} ${rule}`, { rule, question: { action, subject, queue } });
      }
    }
  }
  return [...asked.values()];
}

/** A publish treats wildcards literally, so the question needs a sample subject: "orders.any". */
function sampleOf(pattern: string): string {
  const parts = pattern.split(".");
  return parts.map((part) => (part === "*" ? "any" : part === ">" ? "any.any" : part)).join(".");
}
