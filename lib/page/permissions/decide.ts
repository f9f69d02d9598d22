// Decides whether a user may publish or subscribe to a subject, as nats-server does. Called as the user
// types, for whole lists and before a message is sent, so it is fast (decide.bench.ts). Pure. Rules:
// server/client.go (pubAllowedFullCheck, canSubscribe, queueMatches, processSub). agreement.test.ts
// compares each with real servers.

import { hasWildcard } from "@/lib/shared/grammar/subject";
import type { Bypass, Decision, DecisionKind, Question, Reason, Rule } from "./decision";
import { mapSubject } from "./mapping";
import { isQueueOf } from "./pattern";
import type { CompiledList, RuleSet } from "./rule-set";
import { type Entry, isMatchable, type SubjectTrie } from "./subject-trie";
import { RESERVED_ALWAYS, RESERVED_QUEUE, reservedPrefixOf } from "./versions/reserved";
import {
  isLax,
  LOOKUP_FIXED,
  NEWEST_TRIED,
  QUEUE_DENY_FIXED,
  type ServerModel,
  serverModel,
} from "./versions/server-model";

/** The result of the lists. The rest of a Decision does not depend on it. */
interface Match {
  readonly kind: DecisionKind;
  readonly reason: Reason;
  readonly rule: Rule | null;
  /** What a server of the other kind (old or new) decides. */
  readonly elsewhere?: DecisionKind;
}

export function decide(rules: RuleSet, question: Question): Decision {
  const { action, subject, queue } = question;
  const isPublish = action === "publish";
  const mapped =
    isPublish && rules.mappings.length > 0 ? mapSubject(rules.mappings, subject) : null;
  const finding = mapped
    ? findMapped(rules, mapped.subjects, mapped.isWhole)
    : isPublish
      ? findPublish(rules, subject)
      : findSubscribe(rules, subject, queue);
  const { kind, reason, rule } = settle(rules, action, finding);
  const isReserved = reason === "reserved-subject" || reason === "invalid-subject";
  const bypass = isPublish && mapped ? null : bypassOf(rules, question, { kind, reason, rule });
  return {
    action,
    subject,
    queue,
    kind,
    reason,
    rule,
    origin: rules.rights.origin,
    mappedTo: mapped ? mapped.subjects : NONE,
    bypass,
    mayReply:
      isPublish && kind === "denied" && !isReserved && rules.rights.permissions.responses !== null,
    dependsOnVersion:
      rules.model.version === "" &&
      finding.elsewhere !== undefined &&
      finding.elsewhere !== finding.kind,
  };
}

/** Compares with the newest server, which counts every deny entry. */
function bypassOf(rules: RuleSet, question: Question, own: Match): Bypass | null {
  const { model } = rules;
  if (model.version === "" || !isLax(model)) return null;
  if (own.kind !== "allowed" && own.kind !== "filtered") return null;
  const { action, subject, queue } = question;
  const strict = { ...rules, model: NEWEST };
  const there = settle(
    strict,
    action,
    action === "publish" ? findPublish(strict, subject) : findSubscribe(strict, subject, queue),
  );
  const fixedIn = own.reason === "deny-overruled" ? QUEUE_DENY_FIXED : LOOKUP_FIXED;
  if (there.kind === "denied" && there.rule?.list === "deny") {
    return { kind: "denied", rules: [there.rule.text], fixedIn };
  }
  if (there.kind !== "filtered") return null;
  const here = new Set(filteringRules(rules, subject, queue));
  const more = filteringRules(strict, subject, queue).filter((text) => !here.has(text));
  return more.length === 0 ? null : { kind: "filtered", rules: more, fixedIn };
}

const NEWEST = serverModel(NEWEST_TRIED);

/** The deny entries whose messages the server leaves out of this subscription. Empty unless "filtered". */
export function filteringRules(rules: RuleSet, subject: string, queue: string): readonly string[] {
  const { subscribeDeny, model } = rules;
  if (subscribeDeny === null || !hasWildcard(subject)) return NONE;
  if (!isFilterSet(rules, subject)) return NONE;
  const entries = [...subscribeDeny.plain.overlapping(subject)];
  if (model.filter === "by-queue") entries.push(...queuedOverlaps(subscribeDeny, subject, queue));
  return [...new Set(entries.map((entry) => entry.text))];
}

/** Whether the server leaves this message out of a subscription that it accepted. */
export function isFilteredOut(
  rules: RuleSet,
  { subject, queue }: Pick<Question, "subject" | "queue">,
  message: string,
): boolean {
  const { subscribeDeny, model, oldFilter } = rules;
  if (subscribeDeny === null || !hasWildcard(subject)) return false;
  if (model.filter !== "by-queue") {
    if (!isFilterSet(rules, subject)) return false;
    return firstMatch(oldFilter, message, model.counting) !== null;
  }
  return (
    subscribeDeny.plain.first(message) !== null ||
    (queue !== "" &&
      subscribeDeny.queued.all(message).some((entry) => isQueueOf(queue, entry.queue)))
  );
}

const NONE: readonly string[] = [];
const UNRESTRICTED: Match = { kind: "allowed", reason: "unrestricted", rule: null };
const NOT_DENIED: Match = { kind: "allowed", reason: "not-denied", rule: null };
const RESERVED: Match = { kind: "denied", reason: "reserved-subject", rule: null };
const INVALID: Match = { kind: "denied", reason: "invalid-subject", rule: null };

const allowed = (entry: Entry): Match => found("allowed", "allow-rule", "allow", entry);
const found = (kind: DecisionKind, reason: Reason, list: Rule["list"], { text }: Entry): Match => ({
  kind,
  reason,
  rule: { list, text },
});
const denied = (reason: Reason): Match => ({ kind: "denied", reason, rule: null });

function findPublish(rules: RuleSet, subject: string): Match {
  if (/\s/.test(subject) || subject === "") return INVALID;
  const prefix = reservedPrefixOf(subject);
  if (prefix === RESERVED_ALWAYS) return RESERVED;
  const listed = findPublishListed(rules, subject);
  if (prefix === null) return listed;
  return rules.model.reserved.includes(prefix)
    ? { ...RESERVED, elsewhere: listed.kind }
    : { ...listed, elsewhere: "denied" };
}

function findPublishListed(rules: RuleSet, subject: string): Match {
  const { publishAllow, publishDeny, model } = rules;
  if (publishAllow === null && publishDeny === null) {
    return isMatchable(subject) ? UNRESTRICTED : { ...UNRESTRICTED, reason: "invalid-subject" };
  }
  if (!isMatchable(subject)) {
    return publishAllow ? INVALID : { ...NOT_DENIED, reason: "invalid-subject" };
  }
  const finding = checkPublish(rules, subject, model.counting);
  if (model.version !== "" && model.isKnown) return finding;
  const { kind, reason, rule } = finding;
  return { kind, reason, rule, elsewhere: isTakenByMissing(rules, subject) ? "allowed" : "denied" };
}

/** Whether a server that misses the most matches takes the publish. */
const isTakenByMissing = (rules: RuleSet, subject: string): boolean =>
  checkPublish(rules, subject, "skips-star").kind === "allowed";

const firstMatch = (tree: SubjectTrie, subject: string, counting: ServerModel["counting"]) =>
  counting === "exact"
    ? tree.first(subject)
    : tree.firstCounted(subject, counting === "skips-star");

function checkPublish(rules: RuleSet, subject: string, counting: ServerModel["counting"]): Match {
  const { publishAllow, publishDeny } = rules;
  const match = ({ plain }: CompiledList) => firstMatch(plain, subject, counting);
  let finding = NOT_DENIED;
  if (publishAllow !== null) {
    const entry = match(publishAllow);
    if (entry === null) return denied(whyNothingListed(rules));
    finding = allowed(entry);
  }
  const deny = publishDeny && match(publishDeny);
  return deny ? found("denied", "deny-rule", "deny", deny) : finding;
}

function whyNothingListed({ rights }: RuleSet): Reason {
  const { publish, responses } = rights.permissions;
  if (publish.allow !== null && publish.allow.length > 0) return "not-listed";
  return responses === null ? "empty-list" : "replies-only";
}

function findSubscribe(rules: RuleSet, subject: string, queue: string): Match {
  if (!isMatchable(subject) || /\s/.test(subject) || hasEarlyRest(subject)) return INVALID;
  if (queue === RESERVED_QUEUE) return denied("reserved-queue");
  const { subscribeAllow, subscribeDeny } = rules;
  if (subscribeAllow === null && subscribeDeny === null) return UNRESTRICTED;
  const finding = subscribeAllow === null ? NOT_DENIED : checkAllow(subscribeAllow, subject, queue);
  if (finding.kind === "denied" || subscribeDeny === null) return finding;
  const deny = checkDeny(rules, subscribeDeny, subject, queue);
  if (deny !== null && deny.kind === "denied") return deny;
  const open = deny ?? finding;
  return hasWildcard(subject) ? checkFilter(rules, subscribeDeny, open, subject, queue) : open;
}

/**
 * A plain entry allows the subject with any queue group. If entries with queue groups match as well, a
 * queue group must be one of them (nats-server server/client.go canSubscribe).
 */
function checkAllow(list: CompiledList, subject: string, queue: string): Match {
  const plain = list.plain.first(subject);
  const queued = list.queued.all(subject);
  if (queued.length === 0) return plain ? allowed(plain) : denied("not-listed");
  if (queue === "")
    return plain ? allowed(plain) : found("denied", "queue-only", "allow", first(queued));
  const named = queued.find((entry) => isQueueOf(queue, entry.queue));
  return named ? allowed(named) : found("denied", "other-queue", "allow", first(queued));
}

/** Null when nothing is denied. On some servers an entry for other queue groups cancels a plain one. */
function checkDeny(
  { model }: RuleSet,
  list: CompiledList,
  subject: string,
  queue: string,
): Match | null {
  const plain = list.plain.first(subject);
  const queued = queue === "" ? [] : list.queued.all(subject);
  const named = queued.find((entry) => isQueueOf(queue, entry.queue));
  if (named) return found("denied", "queue-denied", "deny", named);
  if (plain === null) return null;
  const whole = found("denied", "deny-rule", "deny", plain);
  if (queued.length === 0) return whole;
  const undone = found("allowed", "deny-overruled", "deny", first(queued));
  return model.queueDenyCancels
    ? { ...undone, elsewhere: "denied" }
    : { ...whole, elsewhere: "allowed" };
}

/**
 * A deny entry that covers a part of a wildcard subscription does not refuse it, but its messages are left
 * out. Older servers need a deny entry that lies entirely inside the subscription, and entries with queue
 * groups never count there (ServerModel.filter).
 */
function checkFilter(
  rules: RuleSet,
  deny: CompiledList,
  open: Match,
  subject: string,
  queue: string,
): Match {
  const plain = deny.plain.firstOverlapping(subject);
  const [queued] = queuedOverlaps(deny, subject, queue);
  const entry = plain ?? queued;
  if (!entry) return open;
  const isInside = plain !== null && rules.oldFilter.hasInside(subject);
  const filtered = found("filtered", "deny-filters", "deny", entry);
  if (rules.model.filter === "by-queue") {
    return { ...filtered, elsewhere: isInside ? "filtered" : open.kind };
  }
  return plain !== null && isFilterSet(rules, subject)
    ? { ...found("filtered", "deny-filters", "deny", plain), elsewhere: "filtered" }
    : { ...open, elsewhere: "filtered" };
}

function queuedOverlaps(deny: CompiledList, subject: string, queue: string): readonly Entry[] {
  if (queue === "") return [];
  return deny.queued.overlapping(subject).filter((entry) => isQueueOf(queue, entry.queue));
}

/** Whether the server begins to filter at this subscription (server/client.go canSubscribe, darray). */
function isFilterSet({ model, oldFilter }: RuleSet, subject: string): boolean {
  if (model.filter === "by-queue") return true;
  return model.filter === "inside"
    ? oldFilter.hasInside(subject)
    : oldFilter.firstOverlapping(subject) !== null;
}

function findMapped(rules: RuleSet, subjects: readonly string[], isWhole: boolean): Match {
  const findings = subjects.map((subject) => findPublish(rules, subject));
  const [one] = findings;
  const isOpen = rules.publishAllow === null && rules.publishDeny === null;
  if (!isWhole && !isOpen) return { kind: "unknown", reason: "mapping-not-followed", rule: null };
  if (one === undefined) return UNRESTRICTED;
  return findings.every(({ kind }) => kind === one.kind)
    ? one
    : { kind: "unknown", reason: "mappings-differ", rule: null };
}

/** Turns the match into "unknown" if the permissions or the server version are not known well enough. */
function settle({ rights, model }: RuleSet, action: Question["action"], finding: Match): Match {
  const { kind, reason, elsewhere } = finding;
  const isFixed =
    reason === "reserved-queue" || reason === "invalid-subject" || reason === "reserved-subject";
  if (rights.doubt !== null && !isFixed) return unknown(rights.doubt);
  if (!model.isKnown && elsewhere !== undefined && elsewhere !== kind) {
    return unknown("version-differs");
  }
  const isByEntry = finding.rule !== null;
  if (action === "subscribe" && rights.lacksQueues && isByEntry) {
    return unknown("server-answer-incomplete");
  }
  const isByAbsence = action === "publish" && reason === "not-denied";
  if (rights.lacksEmptyAllow && isByAbsence) return unknown("server-answer-incomplete");
  return finding;
}

const unknown = (reason: Reason): Match => ({ kind: "unknown", reason, rule: null });

function hasEarlyRest(subject: string): boolean {
  return subject.startsWith(">.") || subject.includes(".>.");
}

function first(entries: readonly Entry[]): Entry {
  const [entry] = entries;
  if (entry === undefined) throw new Error("no entry");
  return entry;
}
