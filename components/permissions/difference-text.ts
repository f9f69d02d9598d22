// Why creds and server may differ, and which list a rule stands in, in words. Pure.

import { responsesText } from "@/components/permissions/permission-text";
import { formatCount } from "@/lib/page/format/count";
import type { Difference, DifferenceCause, ListName } from "@/lib/page/permissions/difference";
import type { Rights } from "@/lib/page/permissions/rule-set";
import type { UserPermissions } from "@/lib/shared/facts/creds";

const CAUSES = {
  "template-changed":
    "The template of the scoped signing key was edited after the account JWT at hand was made. Drop the newer account JWT to see the same here.",
  scoped:
    "The signing key is scoped: its template in the account sets the rights, and the file carries none. Drop the account JWT to see them offline.",
  defaults:
    "The account sets default permissions for users that carry none. Drop the account JWT to see them offline.",
  callout:
    "The server sets the rights of this connection itself, as an auth callout does, or it goes by another JWT of this user.",
} satisfies Record<DifferenceCause, string>;

export function causeOfDifference(cause: DifferenceCause): string {
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

/** What the server's answer leaves open; empty when nothing. */
export function unsaidTexts({ lacksQueues, lacksEmptyAllow }: Rights): readonly string[] {
  return [
    lacksQueues && "This server leaves queue groups out of its answer: those are not known.",
    lacksEmptyAllow &&
      "Its answer does not tell an empty publish allow list from none: one allows nothing, the other everything.",
  ].filter((text) => text !== false);
}

/** Replies as one side has them. */
export function repliesText(responses: UserPermissions["responses"]): string {
  return responses === null ? "none" : responsesText(responses);
}

/** "3 rules differ", "1 rule and the replies differ". */
export function differenceCount({ rules, responses }: Difference): string {
  const count = rules.length === 1 ? "1 rule" : `${formatCount(rules.length)} rules`;
  if (rules.length === 0) return "the replies differ";
  if (responses !== null) return `${count} and the replies differ`;
  return rules.length === 1 ? "1 rule differs" : `${count} differ`;
}
