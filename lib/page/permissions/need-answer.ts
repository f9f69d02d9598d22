// Decides whether a user can do what a ready-made list needs, and what to change if it cannot. Called by
// the tab Permissions.

import { decide } from "./decide";
import type { Decision } from "./decision";
import { fixFor } from "./fix";
import type { Fix, FixNames } from "./fix-text";
import { type NeedVerdict, needText } from "./need-text";
import { type NeedId, type NeedPart, type NeedValues, partsOf } from "./needs";
import type { RuleSet } from "./rule-set";

export interface AnsweredPart {
  readonly part: NeedPart;
  readonly decision: Decision;
  /** It is allowed or filtered, or it is a reply that the response permissions allow. */
  readonly isGranted: boolean;
}

export interface NeedAnswer {
  readonly id: NeedId;
  readonly verdict: NeedVerdict;
  /** "Can consume stream ORDERS as worker." */
  readonly sentence: string;
  readonly parts: readonly AnsweredPart[];
  /** What allows all of it. Null when nothing is missing, or permissions cannot allow it. */
  readonly fix: Fix | null;
}

export function answerNeed(
  rules: RuleSet,
  id: NeedId,
  values: NeedValues,
  names: FixNames,
): NeedAnswer {
  const parts = partsOf(id, values, rules.model).map((part): AnsweredPart => {
    const { action, subject, queue } = part;
    const decision = decide(rules, { action, subject, queue });
    const isOpen = decision.kind === "allowed" || decision.kind === "filtered";
    return { part, decision, isGranted: isOpen || (part.isReply && decision.mayReply) };
  });
  const missing = parts.filter(({ isGranted }) => !isGranted);
  const required = missing.filter(({ part }) => !part.isOptional);
  const verdict = verdictOf(missing, required);
  const lacking = verdict === "partly" ? missing : required;
  const refused = missing.map(({ part, decision }) => ({
    decision,
    rule: part.rule,
    isReply: part.isReply,
  }));
  return {
    id,
    verdict,
    sentence: needText(
      verdict,
      id,
      values,
      lacking.map(({ part }) => part.purpose),
    ),
    parts,
    fix: fixFor(rules, refused, names),
  };
}

function verdictOf(
  missing: readonly AnsweredPart[],
  required: readonly AnsweredPart[],
): NeedAnswer["verdict"] {
  if (required.some(({ decision }) => decision.kind === "denied")) return "no";
  if (required.length > 0) return "unknown";
  return missing.length > 0 ? "partly" : "yes";
}
