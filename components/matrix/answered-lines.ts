// The lines of a list with their decisions, and which lines match a search and a chosen kind of decision. Pure.

import { decide } from "@/lib/page/permissions/decide";
import type { Decision, DecisionKind } from "@/lib/page/permissions/decision";
import type { RuleSet } from "@/lib/page/permissions/rule-set";
import { type ListLine, parseSubjectList } from "@/lib/page/permissions/subject-list";

export interface AnsweredLine {
  readonly line: ListLine;
  /** Null where the line does not ask for the action. */
  readonly publish: Decision | null;
  readonly subscribe: Decision | null;
}

export function answeredLines(rules: RuleSet, text: string): readonly AnsweredLine[] {
  return parseSubjectList(text).map((line) => {
    const answer = (action: Decision["action"]) => {
      const question = line.questions.find((one) => one.action === action);
      return question === undefined ? null : decide(rules, question);
    };
    return { line, publish: answer("publish"), subscribe: answer("subscribe") };
  });
}

export function decisionsOf(lines: readonly AnsweredLine[]): readonly Decision[] {
  return lines.flatMap(({ publish, subscribe }) =>
    [publish, subscribe].filter((decision) => decision !== null),
  );
}

export type KindChoice = DecisionKind | "all";

export function countKinds(lines: readonly AnsweredLine[]): Readonly<Record<DecisionKind, number>> {
  const counts = { allowed: 0, denied: 0, filtered: 0, unknown: 0 };
  for (const { kind } of decisionsOf(lines)) counts[kind] += 1;
  return counts;
}

export function chosenLines(
  lines: readonly AnsweredLine[],
  choice: KindChoice,
  find: string,
): readonly AnsweredLine[] {
  const wanted = find.trim().toLowerCase();
  return lines.filter(
    ({ line, publish, subscribe }) =>
      line.text.toLowerCase().includes(wanted) &&
      (choice === "all" || publish?.kind === choice || subscribe?.kind === choice),
  );
}
