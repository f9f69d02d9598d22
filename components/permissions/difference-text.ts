// Explains why creds and server may differ, and names the rule lists. Pure.

import { responsesText } from "@/components/permissions/permission-text";
import { formatCount } from "@/lib/page/format/count";
import { upgradeText } from "@/lib/page/permissions/decision-text";
import type { Difference, DifferenceCause, ListName } from "@/lib/page/permissions/difference";
import type { Rights } from "@/lib/page/permissions/rule-set";
import { DEFAULTS_FIXED } from "@/lib/page/permissions/versions/server-model";
import type { UserPermissions } from "@/lib/shared/facts/creds";

const CAUSES = {
  "template-changed":
    "The template of the scoped signing key was changed after the loaded account JWT was issued. Add the newer account JWT to see the new template here.",
  scoped:
    "The signing key is scoped: the permissions come from its template in the account, not from the creds file. Add the account JWT to see them offline.",
  defaults:
    "The account sets default permissions for users that have none. Add the account JWT to see them offline.",
  "defaults-changed":
    "The default permissions of the account on the server are not those of the loaded account JWT. One of the two is newer.",
  "defaults-kept": `The account's default permissions were probably changed while connected. On this server an open connection keeps the former ones (nats-io/nats-server#8273). Connect again to get the newest ones. ${upgradeText(DEFAULTS_FIXED)}`,
  callout:
    "The server sets the permissions of this connection itself, as an auth callout does, or it uses another JWT of this user.",
} satisfies Record<DifferenceCause, string>;

export function differenceCauseText(cause: DifferenceCause): string {
  return CAUSES[cause];
}

const LISTS = {
  "publish-allow": "publish, allowed",
  "publish-deny": "publish, denied",
  "subscribe-allow": "subscribe, allowed",
  "subscribe-deny": "subscribe, denied",
} satisfies Record<ListName, string>;

export function listText(list: ListName): string {
  return LISTS[list];
}

/** What the answer of the server does not say; empty when it is complete. */
export function notReportedTexts({ lacksQueues, lacksEmptyAllow }: Rights): readonly string[] {
  return [
    lacksQueues && "This server does not report queue groups, so those rules are not known.",
    lacksEmptyAllow &&
      "Its answer does not show whether the publish allow list is empty or missing. An empty list may allow nothing; a missing one allows everything.",
  ].filter((text) => text !== false);
}

/** The response permissions of one side. */
export function repliesText(responses: UserPermissions["responses"]): string {
  return responses === null ? "none" : responsesText(responses);
}

/** "3 rules differ", "1 rule and the replies differ". */
export function differenceCountText({ rules, responses }: Difference): string {
  const count = rules.length === 1 ? "1 rule" : `${formatCount(rules.length)} rules`;
  if (rules.length === 0) return "the replies differ";
  if (responses !== null) return `${count} and the replies differ`;
  return rules.length === 1 ? "1 rule differs" : `${count} differ`;
}
