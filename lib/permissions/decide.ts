// May it? One decision on one subject.

import type { Decision, Question } from "@/lib/permissions/decision";
import type { RuleSet } from "@/lib/permissions/rule-set";

export function decide(_rules: RuleSet, _question: Question): Decision {
  throw new Error("not yet");
}

/** Deny entries whose messages the server leaves out of this subscription; empty unless "filtered". */
export function leftOut(_rules: RuleSet, _subject: string, _queue: string): readonly string[] {
  throw new Error("not yet");
}
