// Who may? One question against all loaded creds, the widest first. Pure.

import { decide } from "@/lib/page/permissions/decide";
import type { Decision, Question } from "@/lib/page/permissions/decision";
import type { RuleSet } from "@/lib/page/permissions/rule-set";
import type { OverviewRow } from "./overview-rows";

export interface WhoRow {
  readonly row: OverviewRow;
  readonly decision: Decision;
  /** By which kind of rule. */
  readonly by: "any" | "wildcard" | "name" | "none";
}

export interface WhoAnswer {
  readonly rows: readonly WhoRow[];
  /** Allowed or filtered. */
  readonly may: number;
  readonly asked: number;
}

const KINDS = ["allowed", "filtered", "unknown", "denied"];
const WAYS = ["any", "wildcard", "name", "none"];

/** Creds without a user JWT, and those that were not read yet, are left out. */
export function whoMay(rows: readonly OverviewRow[], question: Question): WhoAnswer {
  // Equal permissions are one RuleSet (rights-book.ts), so each is decided once.
  const known = new Map<RuleSet, Decision>();
  const found = rows.flatMap((row): readonly WhoRow[] => {
    const rules = row.note?.rules;
    if (!rules) return [];
    const decision = known.get(rules) ?? decide(rules, question);
    known.set(rules, decision);
    return [{ row, decision, by: wayOf(decision) }];
  });
  const rank = ({ decision, by }: WhoRow) => KINDS.indexOf(decision.kind) * 10 + WAYS.indexOf(by);
  const ranked = found.map((one, index) => ({ one, index, rank: rank(one) }));
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  const isOpen = ({ decision: { kind } }: WhoRow) => kind === "allowed" || kind === "filtered";
  return {
    rows: ranked.map(({ one }) => one),
    may: found.filter(isOpen).length,
    asked: found.length,
  };
}

function wayOf({ kind, rule, reason }: Decision): WhoRow["by"] {
  if (kind === "denied" || kind === "unknown") return "none";
  if (rule === null || rule.list === "deny") return reason === "invalid-subject" ? "none" : "any";
  const [subject = ""] = rule.text.split(" ");
  if (subject === ">") return "any";
  return /(?:^|\.)(?:\*|>)(?:\.|$)/u.test(subject) ? "wildcard" : "name";
}
