// The gist of a comparison of two users: who may more, and by which rules. It sums up the rows of compare.ts and
// so says as much as they show: a rule stands for the subjects that it covers. Pure.

import { matchesPattern } from "@/lib/shared/grammar/subject";
import { ANYTHING, type ComparedRow } from "./compare";
import type { Question } from "./decision";

/** What one user may and the other may not. */
export interface Extra {
  readonly action: Question["action"];
  /** The widest rules, those that cover none of the others. ">" means any subject. */
  readonly rules: readonly string[];
}

export interface Gist {
  readonly relation: "same" | "a-more" | "b-more" | "each";
  readonly onlyA: readonly Extra[];
  readonly onlyB: readonly Extra[];
  /** Some answers are not known. */
  readonly isUnclear: boolean;
}

/** `rows` compare the users `a` and `b`, by their index. */
export function gistOf(rows: readonly ComparedRow[], a = 0, b = 1): Gist {
  const isOnly = (of: number, other: number) => (row: ComparedRow) =>
    row.allowed?.includes(of) === true && !row.allowed.includes(other);
  const onlyA = extrasOf(rows.filter(isOnly(a, b)));
  const onlyB = extrasOf(rows.filter(isOnly(b, a)));
  const [mayA, mayB] = [onlyA.length > 0, onlyB.length > 0];
  return {
    relation: mayA && mayB ? "each" : mayA ? "a-more" : mayB ? "b-more" : "same",
    onlyA,
    onlyB,
    isUnclear: rows.some(({ allowed }) => allowed === null),
  };
}

function extrasOf(rows: readonly ComparedRow[]): readonly Extra[] {
  return (["publish", "subscribe"] as const).flatMap((action) => {
    const rules = rows.flatMap(({ rule, question }) =>
      question.action === action ? [rule ?? question.subject] : [],
    );
    if (rules.length === 0) return [];
    const widest = rules.filter(
      (rule) => !rules.some((other) => other !== rule && covers(other, rule)),
    );
    return [{ action, rules: widest }];
  });
}

const covers = (wide: string, narrow: string): boolean =>
  wide === ANYTHING || matchesPattern(wide, narrow);
