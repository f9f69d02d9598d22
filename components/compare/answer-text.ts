// The answer in a cell of the comparison, in few words. The whole sentence is in decision-text.ts. Pure.

import { ANYTHING } from "@/lib/page/permissions/compare";
import type { Decision, Reason } from "@/lib/page/permissions/decision";
import { whyText } from "@/lib/page/permissions/decision-text";

/** `asked`: the rule that led to the question. */
export function answerText(decision: Decision, asked: string | null): string {
  const { reason, rule, bypass, dependsOnVersion, mappedTo, mayReply } = decision;
  const make = SHORT[reason];
  // What has a condition is said in full.
  if (make === undefined || bypass !== null || dependsOnVersion || mappedTo.length > 0) {
    return whyText(decision);
  }
  const text = make(rule?.text ?? "", asked);
  return mayReply ? `${text}, but replies` : text;
}

const SHORT: Partial<Record<Reason, (rule: string, asked: string | null) => string>> = {
  unrestricted: () => "any subject",
  "allow-rule": (rule, asked) =>
    rule === ANYTHING ? "any subject" : rule === asked ? "allowed" : `by ${rule}`,
  "not-denied": () => "not denied",
  "not-listed": () => "not listed",
  "empty-list": () => "publishes nothing",
  "replies-only": () => "replies only",
  "deny-rule": (rule, asked) => (rule === asked ? "denied" : `denied by ${rule}`),
  "deny-filters": (rule) => `all but ${rule}`,
  // The gist says why, once for all rows.
  "may-be-scoped": () => "not known",
  "may-have-defaults": () => "not known",
};
