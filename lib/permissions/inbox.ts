// Which inbox prefix a user's permissions allow: requests fail without one. Used by the vault when it
// connects, by the page's code snippets and by the ready-made needs. Pure.

import { decide } from "@/lib/permissions/decide";
import type { RuleSet } from "@/lib/permissions/rule-set";

export const DEFAULT_INBOX_PREFIX = "_INBOX";

export interface InboxChoice {
  readonly prefix: string;
  /** False when no inbox is allowed: then the default stands, and requests will be refused. */
  readonly isAllowed: boolean;
}

/** "_INBOX" where it is allowed, else the first allowed entry that looks like an inbox ("x.inbox.>"). */
export function chooseInbox(rules: RuleSet): InboxChoice {
  const { allow } = rules.rights.permissions.subscribe;
  const own = (allow ?? []).flatMap((entry) => {
    const prefix = /^([^\s*>]*inbox[^\s*>]*)\.(?:>|\*\.\*)$/i.exec(entry)?.[1];
    return prefix === undefined ? [] : [prefix];
  });
  for (const prefix of [DEFAULT_INBOX_PREFIX, ...own]) {
    // Clients subscribe to "<prefix>.<id>.*".
    const question = { action: "subscribe", subject: `${prefix}.x.*`, queue: "" } as const;
    if (decide(rules, question).kind !== "denied") return { prefix, isAllowed: true };
  }
  return { prefix: DEFAULT_INBOX_PREFIX, isAllowed: false };
}
