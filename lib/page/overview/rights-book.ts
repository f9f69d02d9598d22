// What each loaded creds may do, in the compact form that the overview needs, and the first cause that the facts
// give. Filled in batches by lib/page/actions/overview-actions.ts; the facts themselves are not kept. Equal
// permissions are compiled once, however many creds have them.

import { causesBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { type ObservedSession, verdictOf } from "@/lib/page/diagnosis/verdict";
import { knownRights } from "@/lib/page/permissions/rights";
import { compileRules, type Rights, type RuleSet } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts, UserLimits } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

/** "any": any subject. "unknown": an account JWT that is not loaded decides. */
export type Breadth = "any" | "listed" | "nothing" | "unknown";

export interface RightsNote {
  /** Null without a user JWT. */
  readonly rules: RuleSet | null;
  readonly publish: Breadth;
  readonly subscribe: Breadth;
  readonly hasNoLimits: boolean;
  /** The first cause: of the last attempt, or of what is certain before one. */
  readonly cause: Cause | null;
}

const shared = new Map<string, RuleSet>();

export function noteOf(
  facts: CredsFacts,
  session: SessionState | undefined,
  trust: readonly TrustFacts[],
  nowMs: number,
): RightsNote {
  const server = session?.server ?? null;
  const { own, reported } = knownRights(facts, trust, server);
  const rights = reported ?? own;
  const rules = rights === null ? null : sharedRules(rights, server?.info.version ?? null);
  return {
    rules,
    publish: rules === null ? "unknown" : publishBreadthOf(rules),
    subscribe: rules === null ? "unknown" : subscribeBreadthOf(rules),
    hasNoLimits: facts.jwt?.user != null && hasNoLimits(facts.jwt.user.limits),
    cause: causeOf(facts, session, trust, nowMs),
  };
}

/** Forgets the compiled permissions, with the creds that had them. */
export function clearSharedRules(): void {
  shared.clear();
}

function sharedRules(rights: Rights, version: string | null): RuleSet {
  const { mappings, ...plain } = rights;
  const key = `${version} ${JSON.stringify(plain)} ${mappings === null ? "" : JSON.stringify([...mappings])}`;
  const known = shared.get(key);
  if (known !== undefined) return known;
  const rules = compileRules(rights, serverModel(version));
  shared.set(key, rules);
  return rules;
}

function publishBreadthOf({ rights, publishAllow }: RuleSet): Breadth {
  if (rights.doubt === "may-be-scoped" || rights.doubt === "template-fault") return "unknown";
  const { allow } = rights.permissions.publish;
  if (publishAllow === null || allow?.includes(">")) return "any";
  return (allow?.length ?? 0) > 0 ? "listed" : "nothing";
}

function subscribeBreadthOf({ rights, subscribeAllow }: RuleSet): Breadth {
  if (rights.doubt === "may-be-scoped" || rights.doubt === "template-fault") return "unknown";
  const { allow } = rights.permissions.subscribe;
  return subscribeAllow === null || allow?.includes(">") ? "any" : "listed";
}

/** -1 = no limit (UserLimits). */
const hasNoLimits = ({ subscriptions, payloadBytes, dataBytes }: UserLimits): boolean =>
  [subscriptions, payloadBytes, dataBytes].every((limit) => limit !== null && limit < 0);

function causeOf(
  facts: CredsFacts,
  session: ObservedSession | undefined,
  trust: readonly TrustFacts[],
  nowMs: number,
): Cause | null {
  const verdict = verdictOf(facts, session ?? null, nowMs, trust);
  const causes = verdict === null ? causesBeforeConnecting(facts, nowMs) : verdict.causes;
  return causes.find(({ certainty }) => certainty !== "ruled-out") ?? null;
}
