// The permissions of one loaded creds: as the loaded JWTs give them, as the server reported them, and the rules of
// what is in force. Pure; every panel that predicts a decision uses it.

import { connectPlan } from "@/lib/page/permissions/connect-plan";
import { type Difference, differenceOf } from "@/lib/page/permissions/difference";
import type { FixNames } from "@/lib/page/permissions/fix-text";
import { knownRights } from "@/lib/page/permissions/rights";
import { compileRules, type Rights, type RuleSet } from "@/lib/page/permissions/rule-set";
import type { ServerFacts } from "@/lib/shared/facts/attempt";
import type { CredsFacts, EntrySummary, TrustFacts } from "@/lib/shared/facts/creds";

export interface EffectiveRights {
  /** From the creds and the loaded account JWTs. */
  readonly own: Rights;
  /** As the server reported; null where no server has. */
  readonly reported: Rights | null;
  /** The rules of `reported` where it is known, since the server enforces those; else of `own`. */
  readonly rules: RuleSet;
  /** Null where `reported` is null, and where a callout decides, since the creds then say nothing about it. */
  readonly difference: Difference | null;
  readonly names: FixNames;
  /** The prefix that the vault uses for requests, chosen by the loaded JWTs. */
  readonly inboxPrefix: string;
}

/** One side of a comparison (components/compare). */
export interface EntryWithRights {
  readonly entry: EntrySummary;
  readonly rights: EffectiveRights;
}

/** Null without a user JWT. `server` is that of the open connection, or of the last one. */
export function effectiveRightsOf(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  server: ServerFacts | null,
): EffectiveRights | null {
  const { model, own, reported } = knownRights(facts, trust, server);
  if (own === null) return null;
  return {
    own,
    reported,
    rules: compileRules(reported ?? own, model),
    difference:
      reported === null || own.doubt === "by-callout" ? null : differenceOf(own, reported, model),
    names: namesOf(facts, trust, server, own),
    inboxPrefix: connectPlan(facts, trust).inboxPrefix,
  };
}

function namesOf(
  { jwt }: CredsFacts,
  trust: readonly TrustFacts[],
  server: ServerFacts | null,
  own: Rights,
): FixNames {
  const account = jwt?.user?.issuerAccount ?? jwt?.issuer;
  const fromTrust = trust.find((one) => one.id === account)?.jwt.name;
  const identity = server?.identity;
  const fromServer = identity?.account === account ? identity?.accountName : null;
  return {
    account: fromTrust ?? fromServer ?? account ?? "",
    user: jwt?.name ?? "",
    signingKey: own.scopeRole === null ? "" : (jwt?.issuer ?? ""),
  };
}
