// Who may? One question against all loaded creds, the widest first. Pure.

import { decide } from "@/lib/page/permissions/decide";
import type { Decision, DecisionKind, Question } from "@/lib/page/permissions/decision";
import type { RuleSet } from "@/lib/page/permissions/rule-set";
import type { OverviewRow } from "./overview-rows";

/** What lets the creds do it: any subject, a rule with wildcards, a rule without, a received request, or nothing. */
export type Way = "any" | "wildcard" | "name" | "reply" | "none";

export interface WhoRow {
  readonly row: OverviewRow;
  readonly decision: Decision;
  readonly by: Way;
}

export interface WhoAnswer {
  readonly rows: readonly WhoRow[];
  /** Allowed or filtered. */
  readonly may: number;
  readonly asked: number;
  readonly kinds: Readonly<Record<DecisionKind, number>>;
  readonly ways: Readonly<Record<Way, number>>;
}

const KINDS: readonly DecisionKind[] = ["allowed", "filtered", "unknown", "denied"];
const WAYS: readonly Way[] = ["any", "wildcard", "name", "reply", "none"];

/** Creds without a user JWT, and those that were not read yet, are left out. */
export function whoMay(rows: readonly OverviewRow[], question: Question): WhoAnswer {
  // Equal permissions are one RuleSet (rights-book.ts), so each is decided once.
  const known = new Map<RuleSet, { readonly decision: Decision; readonly by: Way }>();
  const ranks = KINDS.map(() => WAYS.map((): WhoRow[] => []));
  const kinds = { allowed: 0, filtered: 0, unknown: 0, denied: 0 };
  const ways = { any: 0, wildcard: 0, name: 0, reply: 0, none: 0 };
  for (const row of rows) {
    const rules = row.note?.rules;
    if (!rules) continue;
    let answer = known.get(rules);
    if (answer === undefined) {
      const decision = decide(rules, question);
      answer = { decision, by: wayOf(decision, row) };
      known.set(rules, answer);
    }
    const { decision, by } = answer;
    kinds[decision.kind] += 1;
    ways[by] += 1;
    ranks[KINDS.indexOf(decision.kind)]?.[WAYS.indexOf(by)]?.push({ row, decision, by });
  }
  const found = ranks.flat(2);
  return { rows: found, may: kinds.allowed + kinds.filtered, asked: found.length, kinds, ways };
}

function wayOf({ kind, rule, reason, mayReply, action }: Decision, { note }: OverviewRow): Way {
  if (kind === "denied") return mayReply ? "reply" : "none";
  if (kind === "unknown" || reason === "invalid-subject") return "none";
  if (rule === null) return "any";
  // A deny rule that only leaves messages out says nothing about what allows the rest.
  if (rule.list === "deny") return note?.[action] === "any" ? "any" : "wildcard";
  const [subject = ""] = rule.text.split(" ");
  if (subject === ">") return "any";
  return /(?:^|\.)(?:\*|>)(?:\.|$)/u.test(subject) ? "wildcard" : "name";
}
