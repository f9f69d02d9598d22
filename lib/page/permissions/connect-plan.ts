// What the vault needs to know about a user's permissions to connect: the inbox prefix for replies, and
// whether to ask the server about the user. Made by connection-actions.ts, because the page has the
// account JWTs, and by tests.

import { sentinelOf } from "@/lib/page/diagnosis/sentinel";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { DEFAULT_INBOX_PREFIX } from "@/lib/shared/grammar/inbox";
import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";
import { decide } from "./decide";
import { inboxFor } from "./inbox";
import { rightsOf } from "./rights";
import { compileRules } from "./rule-set";
import { serverModel } from "./versions/server-model";

export interface ConnectPlan {
  readonly inboxPrefix: string;
  /** False if the request would only cause a violation in the server's log. */
  readonly asksIdentity: boolean;
}

/** `preferred`: an inbox prefix to use if the user may subscribe to it. */
export function connectPlan(
  facts: CredsFacts | null,
  trust: readonly TrustFacts[],
  preferred: string | null = null,
): ConnectPlan {
  // Which permissions a callout gives is not known before, so the usual inbox is tried and the server is asked.
  const isOpen = facts !== null && (facts.login !== undefined || sentinelOf(facts, trust) !== null);
  if (isOpen) return { inboxPrefix: preferred ?? DEFAULT_INBOX_PREFIX, asksIdentity: true };
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
