// A decision in one sentence, and the words for its parts. Page only.

import { hasWildcard } from "@/lib/shared/grammar/subject";
import type { Decision, Origin, Reason } from "./decision";

/** One sentence, or two where something else changes the meaning. Ends with a full stop. */
export function whyText(decision: Decision): string {
  const { action, subject, mappedTo, mayReply, dependsOnVersion, kind } = decision;
  const sentences = [REASONS[decision.reason](decision)];
  const isMapped = mappedTo.length > 0;
  if (isMapped) sentences.unshift(`Account mappings make it ${listed(mappedTo, "or")}.`);
  if (action === "publish" && !isMapped && kind === "allowed" && hasWildcard(subject)) {
    sentences.push("A publish takes wildcards literally: this is about that one subject.");
  }
  if (mayReply) sentences.push("As a reply to a request just received it is let through.");
  if (dependsOnVersion) sentences.push("Some older servers answer otherwise.");
  return sentences.join(" ");
}

export function originText(origin: Origin): string {
  return ORIGINS[origin];
}

const ORIGINS = {
  "user-jwt": "user JWT",
  "scope-template": "scope template",
  "account-default": "account default",
  server: "server",
} satisfies Record<Origin, string>;

const verb = ({ action }: Decision) => (action === "publish" ? "publish to" : "subscribe to");
const ruleOf = ({ rule }: Decision) => rule?.text ?? "";

const REASONS = {
  unrestricted: (one) => `No rule restricts what this user may ${verb(one)}.`,
  "allow-rule": (one) => `Allowed by ${ruleOf(one)}.`,
  "not-denied": (one) => `May ${verb(one)} all that is not denied, and no deny rule matches.`,
  "not-listed": (one) => `May ${verb(one)} what is listed only, and no allow rule matches.`,
  "empty-list": () =>
    "The publish allow list is there and empty, beside a deny list: nothing may be published.",
  "replies-only": () => "May publish replies to requests that it received, and nothing else.",
  "deny-rule": (one) => `Denied by ${ruleOf(one)}.`,
  "deny-filters": (one) =>
    `The server takes it, and leaves out in silence what matches ${ruleOf(one)}.`,
  "queue-only": (one) => `${ruleOf(one)} allows that queue group, and nobody without one.`,
  "other-queue": (one) => `${ruleOf(one)} allows another queue group than this.`,
  "queue-denied": (one) => `Denied for this queue group by ${ruleOf(one)}.`,
  "deny-overruled": (one) =>
    `Servers up to 2.10 let it through: ${ruleOf(one)}, for other queue groups, undoes the plain deny.`,
  "reserved-subject": () => "Servers keep this subject for themselves.",
  "reserved-queue": () => "Servers keep this queue group for themselves.",
  "invalid-subject": ({ kind }) =>
    kind === "allowed"
      ? "The server takes it and delivers it to nobody: no subscription can match it."
      : "No subject: it has an empty part, a blank, or > before its end.",
  "mappings-differ": () => "It may become either of these, and the rules treat them differently.",
  "mapping-not-followed": () =>
    "An account mapping changes this subject by a function that is not followed here.",
  "may-be-scoped": () =>
    "The signing key may be scoped, and its template would decide. The account JWT or a connection tells.",
  "may-have-defaults": () =>
    "The creds carry no rights, so defaults of the account would decide. The account JWT or a connection tells.",
  "template-fault": () =>
    "The scope template cannot be filled in for this user: the server refuses the login.",
  "server-answer-incomplete": ({ action }) =>
    action === "publish"
      ? "The server's answer does not say whether there is an empty allow list, which would deny it."
      : "This server's answer leaves out the queue groups of its rules, which would decide.",
  "version-differs": () =>
    "Server versions decide this differently, and where this one stands is not known.",
} satisfies Record<Reason, (decision: Decision) => string>;

function listed(values: readonly string[], joint: "or"): string {
  return values.length < 2
    ? (values[0] ?? "")
    : `${values.slice(0, -1).join(", ")} ${joint} ${values.at(-1)}`;
}
