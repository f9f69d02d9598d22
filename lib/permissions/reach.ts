// Can a message of A reach B? From both rule sets, the accounts they are in, and the imports and exports
// of the account JWTs at hand.

import type { TrustFacts } from "@/lib/facts/creds";
import type { Decision } from "@/lib/permissions/decision";
import type { RuleSet } from "@/lib/permissions/rule-set";

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

/** Why it does not cross, or how it does. Texts in reach-text.ts. */
export type ReachReason =
  | "same-account"
  | "stream-import"
  | "service-import"
  | "publish-denied"
  | "subscribe-denied"
  | "filtered"
  /** The subscription does not match what is published. */
  | "no-match"
  /** Different accounts, and the JWTs at hand show no import or export that joins them. */
  | "no-import"
  | "no-export"
  /** Different accounts, and an account JWT is missing. */
  | "accounts-unknown"
  | "unknown";

export interface ReachAnswer {
  readonly kind: "reaches" | "does-not" | "unknown";
  readonly reason: ReachReason;
  readonly publish: Decision;
  readonly subscribe: Decision;
  /** The subject as B would see it, where that is known. */
  readonly arrivesAs: string | null;
  /** The import that carries it, or the export that lacks one; for people. */
  readonly via: string | null;
}

export function canReach(
  _a: Party,
  _b: Party,
  _question: ReachQuestion,
  _trust: readonly TrustFacts[],
): ReachAnswer {
  throw new Error("not yet");
}
