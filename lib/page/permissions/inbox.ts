// Which inbox prefix the rights in force allow, by the same rules as everything else. Page only; the vault
// has lib/shared/grammar/inbox.ts.

import { chooseInbox, type InboxChoice } from "@/lib/shared/grammar/inbox";
import { decide } from "./decide";
import type { RuleSet } from "./rule-set";

/** Where the rights are not known, the usual one counts as allowed. `preferred` comes first where it may. */
export function inboxFor(rules: RuleSet, preferred: string | null = null): InboxChoice {
  const may = (subject: string) =>
    decide(rules, { action: "subscribe", subject, queue: "" }).kind !== "denied";
  return chooseInbox(rules.rights.permissions.subscribe, may, preferred);
}
