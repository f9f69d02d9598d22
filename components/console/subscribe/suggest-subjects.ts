// Subjects that this user may use, for one press each: from the instance's list, from the permissions, and from
// the subjects seen. None that is known to be denied. Pure.

import { decide } from "@/lib/page/permissions/decide";
import type { RuleSet } from "@/lib/page/permissions/rule-set";
import { hasWildcard } from "@/lib/shared/grammar/subject";

export interface SubjectSuggestion {
  readonly subject: string;
  /** "" where the permissions ask for no queue group. */
  readonly queue: string;
}

export interface SuggestionSources {
  /** Null when nothing is known of the permissions. */
  readonly rules: RuleSet | null;
  /** Offered first: of the instance, or of the sandbox. */
  readonly configured: readonly string[];
  /** Subjects of messages that came. */
  readonly seen: readonly string[];
}

const MOST = 6;

/** What to subscribe to. An entry with a queue group is offered with that group. */
export const suggestSubscriptions = (sources: SuggestionSources): readonly SubjectSuggestion[] =>
  subscriptionsOf(sources).slice(0, MOST);

/** The first subject to subscribe to that begins with what is typed and goes on; null if there is none. */
export function completeSubscription(typed: string, sources: SuggestionSources): string | null {
  return firstWith(
    typed,
    subscriptionsOf(sources).map(({ subject }) => subject),
  );
}

function subscriptionsOf({
  rules,
  configured,
  seen,
}: SuggestionSources): readonly SubjectSuggestion[] {
  const allow = rules?.rights.permissions.subscribe.allow ?? null;
  const entries = (allow ?? []).map(readEntry).filter(({ subject }) => !isInternal(subject));
  const candidates = [
    ...configured.map((subject) => withQueue(subject, entries, rules)),
    ...(entries.length === 0 ? [{ subject: ">", queue: "" }] : entries),
    ...seen.filter((subject) => !isInternal(subject)).map((subject) => ({ subject, queue: "" })),
  ];
  const allowed = candidates.filter(({ subject, queue }) => {
    return rules === null || isAllowed(rules, "subscribe", subject, queue);
  });
  return unique(allowed);
}

/** What to publish to: a subject without wildcards. */
export const suggestPublishing = (sources: SuggestionSources): readonly string[] =>
  publishSubjectsOf(sources).slice(0, MOST);

/** As completeSubscription. A rule with a wildcard completes what stands before the wildcard. */
export function completePublishing(typed: string, sources: SuggestionSources): string | null {
  const { rules, configured } = sources;
  const patterns = [...(rules?.rights.permissions.publish.allow ?? []), ...configured];
  const heads = patterns
    .filter((subject) => hasWildcard(subject) && !isInternal(subject))
    .map((subject) => subject.slice(0, subject.search(/(?<=^|\.)[*>](?=\.|$)/u)));
  return firstWith(typed, [...publishSubjectsOf(sources), ...heads]);
}

function firstWith(typed: string, subjects: readonly string[]): string | null {
  if (typed === "") return null;
  return (
    subjects.find((subject) => subject.length > typed.length && subject.startsWith(typed)) ?? null
  );
}

function publishSubjectsOf({ rules, configured, seen }: SuggestionSources): readonly string[] {
  const allow = rules?.rights.permissions.publish.allow ?? [];
  const candidates = [...seen, ...allow, ...configured].filter(
    (subject) => !hasWildcard(subject) && !isInternal(subject),
  );
  const allowed = candidates.filter(
    (subject) => rules === null || isAllowed(rules, "publish", subject, ""),
  );
  return [...new Set(allowed)];
}

/** The queue group that the permissions ask for on this subject; none if it is allowed without. */
function withQueue(
  subject: string,
  entries: readonly SubjectSuggestion[],
  rules: RuleSet | null,
): SubjectSuggestion {
  if (rules === null || isAllowed(rules, "subscribe", subject, "")) return { subject, queue: "" };
  const queues = entries.map(({ queue }) => queue).filter((queue) => queue !== "");
  const fitting = queues.find((queue) => isAllowed(rules, "subscribe", subject, queue));
  return { subject, queue: fitting ?? "" };
}

function isAllowed(
  rules: RuleSet,
  action: "subscribe" | "publish",
  subject: string,
  queue: string,
): boolean {
  return decide(rules, { action, subject, queue }).kind !== "denied";
}

/** An allow entry is a subject, or a subject and a queue group. A group may hold wildcards; then it is an example. */
function readEntry(entry: string): SubjectSuggestion {
  const [subject = "", queue = ""] = entry.split(/\s+/u);
  return { subject, queue: queue.replace(/\*/gu, "1").replace(/>/gu, "1") };
}

/** Inboxes and the server's own subjects: no one subscribes to them by hand first. */
function isInternal(subject: string): boolean {
  return /^(?:_INBOX|_R_|\$\w+)(?:\.|$)/u.test(subject) || /^_INBOX/u.test(subject);
}

function unique(all: readonly SubjectSuggestion[]): readonly SubjectSuggestion[] {
  return [...new Map(all.map((one) => [`${one.subject} ${one.queue}`, one])).values()];
}
