// What decides for one loaded creds: the permissions as the JWTs at hand tell them, as the server told
// them, and the rules made of the better of the two. Pure; every panel that predicts reads it.

import { connectPlan } from "@/lib/page/permissions/connect-plan";
import { type Difference, differenceOf } from "@/lib/page/permissions/difference";
import type { FixNames } from "@/lib/page/permissions/fix-text";
import { rightsFromServer, rightsOf } from "@/lib/page/permissions/rights";
import { compileRules, type Rights, type RuleSet } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/server-model";
import type { ServerFacts } from "@/lib/shared/facts/attempt";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";

export interface EffectiveRights {
  /** By the creds and the account JWTs at hand. */
  readonly own: Rights;
  /** Null where no server told them. */
  readonly told: Rights | null;
  /** Of `told` where there is one: what a server enforces is what counts. */
  readonly rules: RuleSet;
  /** Null where there is nothing to compare with. */
  readonly difference: Difference | null;
  readonly names: FixNames;
  /** That the vault uses for requests: chosen by the JWTs at hand. */
  readonly inboxPrefix: string;
}

/** Null for what is no user JWT. `server`: of the open connection, or of the last one. */
export function effectiveRightsOf(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  server: ServerFacts | null,
): EffectiveRights | null {
  const model = serverModel(server?.info.version ?? null);
  const own = rightsOf(facts, trust, model);
  if (own === null) return null;
  const told = rightsFromServer(server?.identity ?? null, own, model);
  return {
    own,
    told,
    rules: compileRules(told ?? own, model),
    difference: told === null ? null : differenceOf(own, told),
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
    account: fromTrust ?? fromServer ?? "",
    user: jwt?.name ?? "",
    signingKey: own.scopeRole === null ? "" : (jwt?.issuer ?? ""),
  };
}
