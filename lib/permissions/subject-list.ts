// A list of subjects typed or pasted by the user, one a line, and the table of answers to it.

import type { Decision, Question } from "@/lib/permissions/decision";
import type { RuleSet } from "@/lib/permissions/rule-set";

export type ListFault =
  | "empty-list"
  | "unknown-verb"
  | "too-many-words"
  | "invalid-subject"
  | "queue-with-publish";

export interface ListLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** One for "pub …" and "sub …", two for a bare subject; none with a fault. */
  readonly questions: readonly Question[];
  readonly fault: ListFault | null;
}

/** "pub subject", "sub subject [queue]", "subject" (both); blank lines and "# …" fall out. */
export function parseSubjectList(_text: string): readonly ListLine[] {
  throw new Error("not yet");
}

export function answerList(_rules: RuleSet, _questions: readonly Question[]): readonly Decision[] {
  throw new Error("not yet");
}

export function decisionsToCsv(_decisions: readonly Decision[]): string {
  throw new Error("not yet");
}

export function decisionsToJson(_decisions: readonly Decision[]): string {
  throw new Error("not yet");
}
