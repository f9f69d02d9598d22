// Which inbox prefix the rights in force allow, by the same rules as everything else. Page only; the vault
// has lib/grammar/inbox.ts.

import { chooseInbox, type InboxChoice } from "@/lib/grammar/inbox";
import { decide } from "@/lib/permissions/decide";
import type { RuleSet } from "@/lib/permissions/rule-set";

/** Where the rights are not known, the usual one counts as allowed. */
export function inboxFor(rules: RuleSet): InboxChoice {
  return chooseInbox(rules.rights.permissions.subscribe, (subject) => {
    return decide(rules, { action: "subscribe", subject, queue: "" }).kind !== "denied";
  });
}
