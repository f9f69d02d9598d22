// Chooses the inbox prefix that the permissions in force allow. Called for the connect plan and the
// snippets. The candidates come from lib/shared/grammar/inbox.ts.

import { chooseInbox, type InboxChoice } from "@/lib/shared/grammar/inbox";
import { decide } from "./decide";
import type { RuleSet } from "./rule-set";

/** If the permissions are not known, the default counts as allowed. `preferred` is tried first. */
export function inboxFor(rules: RuleSet, preferred: string | null = null): InboxChoice {
  const may = (subject: string) =>
    decide(rules, { action: "subscribe", subject, queue: "" }).kind !== "denied";
  return chooseInbox(rules.rights.permissions.subscribe, may, preferred);
}
