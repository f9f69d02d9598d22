// Decides whether a message of user A can reach user B, from both rule sets, their accounts, and the
// imports and exports of the loaded account JWTs. Called by the panel Compare. reach.test.ts shows each
// way on real servers.

import {
  type AccountClaims,
  accountClaimsOf,
  type Import,
} from "@/lib/page/diagnosis/trust/account-claims";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { matchesPattern } from "@/lib/shared/grammar/subject";
import { decide, isFilteredOut } from "./decide";
import type { Decision } from "./decision";
import { transform } from "./mapping";
import { isSubset } from "./pattern";
import type { RuleSet } from "./rule-set";

export interface Party {
  readonly rules: RuleSet;
  /** Account key; null = not known. */
  readonly account: string | null;
}

export interface ReachQuestion {
  readonly publish: string;
  readonly subscribe: string;
  readonly queue: string;
}

/** How the message reaches B, or why it does not. */
export type ReachReason =
  | "same-account"
  | "stream-import"
  | "service-import"
  | "publish-denied"
  | "subscribe-denied"
  /** B's deny rules exclude it from B's subscription. */
  | "filtered"
  /** B's subscription does not match the subject as it arrives in B's account. */
  | "no-match"
  /** The accounts differ, and no import carries the message over. */
  | "no-import"
  /** There is an import, but the other account has no matching export. */
  | "no-export"
  /** The export needs an activation token, which was not checked. */
  | "activation"
  /** The accounts differ, and an account JWT that would show it is not loaded. */
  | "accounts-unknown"
  /** It is not known whether A may publish or B may subscribe. */
  | "rights-unknown";

export interface ReachAnswer {
  readonly kind: "reaches" | "does-not" | "unknown";
  readonly reason: ReachReason;
  readonly publish: Decision;
  readonly subscribe: Decision;
  /** The subject as it arrives in B's account, if that is known. */
  readonly arrivesAs: string | null;
  /** The subject, in the exporting account, of the import that carries it or whose export is missing. */
  readonly via: string | null;
}

type Way = Omit<ReachAnswer, "publish" | "subscribe">;

export function canReach(
  a: Party,
  b: Party,
  { publish, subscribe, queue }: ReachQuestion,
  trust: readonly TrustFacts[],
): ReachAnswer {
  const sent = decide(a.rules, { action: "publish", subject: publish, queue: "" });
  const heard = decide(b.rules, { action: "subscribe", subject: subscribe, queue });
  const answer = (way: Way): ReachAnswer => ({ ...way, publish: sent, subscribe: heard });
  if (sent.kind === "denied") return answer(way("does-not", "publish-denied"));
  if (heard.kind === "denied") return answer(way("does-not", "subscribe-denied"));
  if (sent.kind === "unknown" || heard.kind === "unknown") {
    return answer(way("unknown", "rights-unknown"));
  }
  const ways = (sent.mappedTo.length > 0 ? sent.mappedTo : [publish]).map((subject) =>
    wayOf(a, b, subject, { subscribe, queue }, trust),
  );
  const [first] = ways;
  if (first === undefined) return answer(way("unknown", "rights-unknown"));
  const isSure = ways.every(({ kind }) => kind === first.kind);
  return answer(isSure ? first : { ...first, kind: "unknown" });
}

function way(
  kind: Way["kind"],
  reason: ReachReason,
  arrivesAs: string | null = null,
  via: string | null = null,
): Way {
  return { kind, reason, arrivesAs, via };
}

function wayOf(
  a: Party,
  b: Party,
  subject: string,
  listens: Pick<ReachQuestion, "subscribe" | "queue">,
  trust: readonly TrustFacts[],
): Way {
  if (a.account === null || b.account === null) return way("unknown", "accounts-unknown");
  if (a.account === b.account) return arriving(b, subject, listens, "same-account", null);
  const [ofA, ofB] = [claimsOf(a.account, trust), claimsOf(b.account, trust)];
  const stream = ofB?.imports.find(
    (one) => brings(one, "stream", a.account) && isFrom(one, subject),
  );
  if (stream !== undefined) {
    const local = localOf(stream, subject);
    return importing(stream, ofA, local, (name) =>
      arriving(b, name, listens, "stream-import", stream.subject),
    );
  }
  const service = ofA?.imports.find(
    (one) => brings(one, "service", b.account) && remoteOf(one, subject) !== null,
  );
  if (service !== undefined) {
    return importing(service, ofB, remoteOf(service, subject), (name) =>
      arriving(b, name, listens, "service-import", service.subject),
    );
  }
  const isKnown = ofA !== null && ofB !== null;
  return isKnown ? way("does-not", "no-import") : way("unknown", "accounts-unknown");
}

function arriving(
  { rules }: Party,
  subject: string,
  { subscribe, queue }: Pick<ReachQuestion, "subscribe" | "queue">,
  reason: ReachReason,
  via: string | null,
): Way {
  if (!matchesPattern(subscribe, subject)) return way("does-not", "no-match", subject, via);
  return isFilteredOut(rules, { subject: subscribe, queue }, subject)
    ? way("does-not", "filtered", subject, via)
    : way("reaches", reason, subject, via);
}

/** An import works only if an export of the other account covers it. */
function importing(
  one: Import,
  exporter: AccountClaims | null,
  name: string | null,
  arrive: (name: string) => Way,
): Way {
  if (exporter === null || name === null) {
    return way("unknown", "accounts-unknown", name, one.subject);
  }
  const found = exporter.exports.filter(
    ({ kind, subject }) => kind === one.kind && isSubset(one.subject, subject),
  );
  if (found.length === 0) return way("does-not", "no-export", name, one.subject);
  if (found.every(({ isPrivate }) => isPrivate)) {
    return way("unknown", "activation", name, one.subject);
  }
  return arrive(name);
}

function claimsOf(account: string, trust: readonly TrustFacts[]): AccountClaims | null {
  const found = trust.find(
    ({ jwt }) => jwt.kind === "account" && jwt.subject === account && jwt.signature === "valid",
  );
  return found ? accountClaimsOf(found.jwt) : null;
}

function brings(one: Import, kind: Import["kind"], account: string | null): boolean {
  return one.kind === kind && one.account === account;
}

const isFrom = ({ subject }: Import, published: string) => matchesPattern(subject, published);

/** For a stream: the local name of a subject of the exporter. */
function localOf({ subject, localSubject }: Import, published: string): string | null {
  return localSubject === "" ? published : transform(published, subject, localSubject);
}

/** For a service: the subject in the exporting account of a request on the local subject. */
function remoteOf({ subject, localSubject }: Import, published: string): string | null {
  const local = localSubject === "" ? subject : localSubject;
  // "$2" in the local subject is the place of the second wildcard of the exported one.
  const pattern = local.replace(/\$\d+/g, "*");
  if (!matchesPattern(pattern, published)) return null;
  const numbers = [...local.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits));
  if (numbers.length === 0) return transform(published, pattern, subject);
  let wildcard = 0;
  const target = subject.split(".").map((part) => {
    if (part !== "*") return part;
    wildcard += 1;
    return `$${numbers.indexOf(wildcard) + 1}`;
  });
  return transform(published, pattern, target.join("."));
}
