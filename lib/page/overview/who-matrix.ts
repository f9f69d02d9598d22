// A list of subjects against many creds: each question of the list for each creds. Answers are made when a cell is
// looked at, once for equal permissions (rights-book.ts). Pure.

import { csvText } from "@/lib/page/format/csv";
import { decide } from "@/lib/page/permissions/decide";
import type { Decision, Question } from "@/lib/page/permissions/decision";
import type { RuleSet } from "@/lib/page/permissions/rule-set";
import { type ListLine, parseSubjectList } from "@/lib/page/permissions/subject-list";
import { CREDS_HEAD, credsFields } from "./overview-export";
import type { OverviewRow } from "./overview-rows";

/** More columns would be slow, and could not be read any more. */
export const MAX_QUESTIONS = 200;

export interface WhoMatrix {
  /** The columns, at most MAX_QUESTIONS. */
  readonly questions: readonly Question[];
  /** Questions beyond those. */
  readonly leftOut: number;
  /** Lines of the list that cannot be read. */
  readonly faults: readonly ListLine[];
  /** Creds with a user JWT whose permissions were read. */
  readonly rows: readonly OverviewRow[];
  /** How many of the rows are allowed or filtered, for one question. */
  readonly mayOf: (column: number) => number;
  /** Null outside of the matrix. */
  readonly decisionOf: (row: OverviewRow, column: number) => Decision | null;
}

/** `text`: the list as typed, one question a line. */
export function whoMatrix(rows: readonly OverviewRow[], text: string): WhoMatrix {
  const lines = parseSubjectList(text);
  const all = lines.flatMap(({ questions }) => questions);
  const questions = all.slice(0, MAX_QUESTIONS);
  const answers = new Map<RuleSet, (Decision | undefined)[]>();
  const sizes = new Map<RuleSet, number>();
  const answered = rows.filter(({ note }) => {
    const rules = note?.rules;
    if (rules) sizes.set(rules, (sizes.get(rules) ?? 0) + 1);
    return rules != null;
  });
  const decisionBy = (rules: RuleSet, column: number): Decision | null => {
    const question = questions[column];
    if (question === undefined) return null;
    const known = answers.get(rules) ?? [];
    answers.set(rules, known);
    const decision = known[column] ?? decide(rules, question);
    known[column] = decision;
    return decision;
  };
  const counts: number[] = [];
  const mayOf = (column: number) => {
    const known = counts[column];
    if (known !== undefined) return known;
    let count = 0;
    for (const [rules, size] of sizes) {
      const kind = decisionBy(rules, column)?.kind;
      if (kind === "allowed" || kind === "filtered") count += size;
    }
    counts[column] = count;
    return count;
  };
  return {
    questions,
    leftOut: all.length - questions.length,
    faults: lines.filter(({ fault }) => fault !== null),
    rows: answered,
    mayOf,
    decisionOf: ({ note }, column) => (note?.rules ? decisionBy(note.rules, column) : null),
  };
}

/** "subscribe orders.> workers" */
export const questionText = ({ action, subject, queue }: Question): string =>
  `${action} ${subject} ${queue}`.trim();

/** A line for each creds, and a column for each question. */
export function matrixCsv({ questions, rows, decisionOf }: WhoMatrix): string {
  const head = [...CREDS_HEAD, ...questions.map(questionText)];
  const lines = rows.map((row) => [
    ...credsFields(row),
    ...questions.map((_, column) => answerWord(decisionOf(row, column))),
  ]);
  return csvText([head, ...lines]);
}

const answerWord = (decision: Decision | null): string =>
  decision === null ? "" : decision.mayReply ? "denied, except as a reply" : decision.kind;
