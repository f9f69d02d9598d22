// What has to change so that denied questions are allowed, as lines of nsc. Called for one decision
// and for ready-made lists. The lines are written by fix-text.ts.

import type { Decision } from "./decision";
import { type Changes, type Fix, type FixNames, fixText } from "./fix-text";
import type { RuleSet } from "./rule-set";

export interface Refused {
  readonly decision: Decision;
  /** The rule that would allow it. */
  readonly rule: string;
  /** A reply to a request, which response permissions usually allow. */
  readonly isReply?: boolean;
}

/** Null when nothing is denied, or when permissions cannot allow it. */
export function fixFor(rules: RuleSet, refused: readonly Refused[], names: FixNames): Fix | null {
  const changes: Changes = {
    allowPublish: new Set(),
    allowSubscribe: new Set(),
    remove: new Set(),
    hasReplies: false,
  };
  for (const one of refused) addChange(changes, one);
  return fixText(rules, changes, names);
}

function addChange(changes: Changes, { decision, rule, isReply = false }: Refused): void {
  if (decision.kind !== "denied") return;
  const { action, queue, reason } = decision;
  switch (reason) {
    case "not-listed":
    case "empty-list":
    case "replies-only":
    case "queue-only":
    case "other-queue": {
      if (isReply) changes.hasReplies = true;
      else if (action === "publish") changes.allowPublish.add(rule);
      else changes.allowSubscribe.add(reason === "other-queue" ? `${rule} ${queue}` : rule);
      return;
    }
    case "deny-rule":
    case "queue-denied":
      if (decision.rule !== null) changes.remove.add(decision.rule.text);
  }
}
