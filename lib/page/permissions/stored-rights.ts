// What each part of the JetStream view asks, as subjects, and which of them the creds may not use. Known before
// anything is sent. Used by components/jetstream. Subjects: nats-server server/jetstream_api.go.

import { jetStreamPrefix } from "@/lib/shared/grammar/jetstream-api";
import { decide } from "./decide";
import { fixFor } from "./fix";
import type { Fix, FixNames } from "./fix-text";
import type { RuleSet } from "./rule-set";

export interface MissingRight {
  readonly action: "publish" | "subscribe";
  readonly subject: string;
}

export interface StoredRights {
  readonly missing: readonly MissingRight[];
  /** Null when nothing is missing, or permissions cannot allow it. */
  readonly fix: Fix | null;
}

/** Each inner list is one request; one of its subjects is enough. The first is the one that a fix allows. */
export type Requests = readonly (readonly string[])[];

export function listRequests(domain: string): Requests {
  const api = jetStreamPrefix(domain);
  return [[`${api}.STREAM.LIST`, `${api}.STREAM.NAMES`]];
}

export function streamRequests(domain: string, stream: string): Requests {
  return [[`${jetStreamPrefix(domain)}.STREAM.INFO.${stream}`]];
}

export function consumerRequests(domain: string, stream: string): Requests {
  return [[`${jetStreamPrefix(domain)}.CONSUMER.LIST.${stream}`]];
}

export function messageRequests(domain: string, stream: string, allowsDirect: boolean): Requests {
  const api = jetStreamPrefix(domain);
  const plain = `${api}.STREAM.MSG.GET.${stream}`;
  return [allowsDirect ? [`${api}.DIRECT.GET.${stream}`, plain] : [plain]];
}

/**
 * A consumer that follows new messages is deleted at once, so both are needed. Without them messages are asked for.
 * Its filter ends the subject; without a name the filter is in the payload, as before 2.9.
 */
export function followRequests(domain: string, stream: string, subject: string): Requests {
  const api = `${jetStreamPrefix(domain)}.CONSUMER`;
  const filter = subject === ">" ? "" : `.${subject}`;
  return [
    [`${api}.CREATE.${stream}.credence_1_1${filter}`, `${api}.CREATE.${stream}`],
    [`${api}.DELETE.${stream}.credence_1_1`],
  ];
}

/** The same to read very many messages, at the pace of the page: it answers flow control (ADR-9). */
export function bulkRequests(domain: string, stream: string, subject: string): Requests {
  return [...followRequests(domain, stream, subject), [`$JS.FC.${stream}.credence_1_1.1.1`]];
}

/** ADR-32. */
export const SERVICE_REQUESTS: Requests = [["$SRV.INFO"]];
export const SERVICE_STATS_REQUESTS: Requests = [["$SRV.STATS"]];

/** What is not known counts as allowed. */
export function rightsFor(
  rules: RuleSet,
  names: FixNames,
  inboxPrefix: string,
  requests: Requests,
): StoredRights {
  const inbox = `${inboxPrefix}.credence.*`;
  const asked = [
    ...requests.map((subjects) => ({ action: "publish" as const, subjects, rule: subjects[0] })),
    { action: "subscribe" as const, subjects: [inbox], rule: `${inboxPrefix}.>` },
  ];
  const refused = asked.flatMap(({ action, subjects, rule }) => {
    const decisions = subjects.map((subject) => decide(rules, { action, subject, queue: "" }));
    const [first] = decisions;
    const isDenied = decisions.every(({ kind }) => kind === "denied");
    return isDenied && first !== undefined
      ? [{ decision: first, rule: rule ?? first.subject }]
      : [];
  });
  return {
    missing: refused.map(({ decision: { action, subject } }) => ({ action, subject })),
    fix: refused.length === 0 ? null : fixFor(rules, refused, names),
  };
}
