// What the vault needs to know of a user's rights to connect well: where its replies can arrive, and whether
// to ask the server who one is. Made by the page, which has the account JWTs at hand too; by tests as well.

import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { DEFAULT_INBOX_PREFIX } from "@/lib/shared/grammar/inbox";
import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";
import { decide } from "./decide";
import { inboxFor } from "./inbox";
import { rightsOf } from "./rights";
import { compileRules } from "./rule-set";
import { serverModel } from "./server-model";

export interface ConnectPlan {
  readonly inboxPrefix: string;
  /** False where the question would only put a violation into the server's log. */
  readonly asksIdentity: boolean;
}

/** `preferred`: an inbox prefix to use where the user may. */
export function connectPlan(
  facts: CredsFacts | null,
  trust: readonly TrustFacts[],
  preferred: string | null = null,
): ConnectPlan {
  const model = serverModel(null);
  const rights = facts && rightsOf(facts, trust, model);
  if (rights === null) {
    return { inboxPrefix: preferred ?? DEFAULT_INBOX_PREFIX, asksIdentity: true };
  }
  const rules = compileRules(rights, model);
  const inbox = inboxFor(rules, preferred);
  const question = { action: "publish", subject: USER_INFO_SUBJECT, queue: "" } as const;
  const asksIdentity = inbox.isAllowed && decide(rules, question).kind !== "denied";
  return { inboxPrefix: inbox.prefix, asksIdentity };
}
