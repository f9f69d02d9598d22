// The text of a decision: why, in one or two sentences, and where the rule comes from.

import { joinWords } from "@/lib/page/format/words";
import { hasWildcard } from "@/lib/shared/grammar/subject";
import type { Bypass, Decision, Origin, Reason } from "./decision";
import { QUEUE_DENY_FIXED } from "./versions/server-model";

/** One sentence, and more where something else matters as well. Ends with a full stop. */
export function whyText(decision: Decision): string {
  const { action, subject, mappedTo, mayReply, dependsOnVersion, kind, bypass } = decision;
  const sentences = [REASONS[decision.reason](decision)];
  const isMapped = mappedTo.length > 0;
  if (isMapped) sentences.unshift(`Account mappings change it to ${joinWords(mappedTo, "or")}.`);
  if (action === "publish" && !isMapped && kind === "allowed" && hasWildcard(subject)) {
    sentences.push("A publish treats wildcards literally, so this is about that one subject.");
  }
  if (bypass !== null && decision.reason !== "deny-overruled") sentences.push(bypassText(bypass));
  if (mayReply) sentences.push("As a reply to a request that was just received, it is allowed.");
  if (dependsOnVersion) sentences.push("Some older servers decide differently.");
  return sentences.join(" ");
}

/** "Newer servers deny it by a.b. This one lets it through: upgrade it to 2.12.14, 2.14.4 or newer." */
function bypassText({ kind, rules, fixedIn }: Bypass): string {
  const listed = joinWords(rules.slice(0, MAX_RULES), "and");
  const more = rules.length > MAX_RULES ? ` and ${rules.length - MAX_RULES} more` : "";
  const there = kind === "denied" ? "deny it by" : "also leave out messages that match";
  return `Newer servers ${there} ${listed}${more}. This one lets them through. ${upgradeText(fixedIn)}`;
}

const MAX_RULES = 3;

/** "Upgrade the server to 2.12.14, 2.14.4 or newer." */
export const upgradeText = (fixedIn: readonly string[]): string =>
  `Upgrade the server to ${fixedIn.join(", ")} or newer.`;

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
  "not-denied": (one) =>
    `This user may ${verb(one)} everything that is not denied, and no deny rule matches.`,
  "not-listed": (one) =>
    `This user may ${verb(one)} listed subjects only, and no allow rule matches.`,
  "empty-list": () =>
    "The publish allow list is empty and there is a deny list, so nothing may be published.",
  "replies-only": () =>
    "This user may publish replies to requests that it received, and nothing else.",
  "deny-rule": (one) => `Denied by ${ruleOf(one)}.`,
  "deny-filters": (one) =>
    `The server accepts it, but silently leaves out messages that match ${ruleOf(one)}.`,
  "queue-only": (one) => `${ruleOf(one)} allows that queue group only.`,
  "other-queue": (one) => `${ruleOf(one)} allows a different queue group.`,
  "queue-denied": (one) => `Denied for this queue group by ${ruleOf(one)}.`,
  "deny-overruled": (one) =>
    `This server version lets it through: ${ruleOf(one)}, for other queue groups, cancels the plain deny rule (NATS advisory 2026-18). ${upgradeText(QUEUE_DENY_FIXED)}`,
  "reserved-subject": () => "Servers reserve this subject for themselves.",
  "reserved-queue": () => "Servers reserve this queue group for themselves.",
  "invalid-subject": ({ kind }) =>
    kind === "allowed"
      ? "The server accepts it but delivers it to no one, because no subscription can match it."
      : "It is not a valid subject: it has an empty part, a space, or > before its end.",
  "mappings-differ": () => "It may become either of these, and the rules treat them differently.",
  "mapping-not-followed": () =>
    "An account mapping changes this subject with a function that this page does not evaluate.",
  "may-be-scoped": () =>
    "The signing key may be scoped, and then its template decides. Add the account JWT, or connect, to find out.",
  "may-have-defaults": () =>
    "The creds set no permissions, so defaults of the account decide. Add the account JWT, or connect, to find out.",
  "template-fault": () =>
    "The scope template cannot be filled in for this user, so the server refuses the login.",
  "by-callout": () =>
    "An auth callout may give other permissions for what you added to the creds. Connect to find out.",
  "server-answer-incomplete": ({ action }) =>
    action === "publish"
      ? "The server's answer does not show whether there is an empty allow list, which would deny it."
      : "This server's answer does not show the queue groups of its rules, which would decide.",
  "version-differs": () =>
    "Server versions decide this differently, and the version of this server cannot be read.",
} satisfies Record<Reason, (decision: Decision) => string>;
