// Whether creds are one half of a login only: the JWT denies everything, or the loaded account JWT leaves logins
// to an auth callout. Called by the identity, before-connecting.ts, verdict.ts and the connect plan. Pure.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { deniesEverything } from "@/lib/shared/diagnosis/sentinel";
import type { Cause } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { chainOf } from "./trust/chain";
import { effectiveFacts } from "./trust/effective";
import { namesWithChain } from "./trust/names";

export interface Sentinel {
  readonly deniesAll: boolean;
  /** The loaded account JWT names users of a callout, and this is none of them. */
  readonly isByAccount: boolean;
  readonly evidence: Evidence;
}

/** Null when nothing speaks for it. */
export function sentinelOf(facts: CredsFacts, trust: readonly TrustFacts[]): Sentinel | null {
  const user = effectiveFacts(facts, trust).jwt?.user;
  const chain = chainOf(facts, trust);
  if (!user || !chain) return null;
  const authUsers = chain.claims?.authUsers ?? [];
  const deniesAll = deniesEverything(user.permissions);
  const isByAccount = authUsers.length > 0 && !authUsers.includes(facts.jwt?.subject ?? "");
  if (!deniesAll && !isByAccount) return null;
  const evidence = {
    ...namesWithChain(facts, chain),
    ...(deniesAll ? { deniesAll: 1 } : {}),
    ...(isByAccount ? { callout: 1 } : {}),
  };
  return { deniesAll, isByAccount, evidence };
}

/** Likely while nothing was added to a sentinel, because a callout usually wants more. */
export function sentinelCause(facts: CredsFacts, trust: readonly TrustFacts[]): Cause | null {
  const sentinel = facts.login === undefined ? sentinelOf(facts, trust) : null;
  if (sentinel === null) return null;
  return { code: "creds/sentinel", certainty: "likely", evidence: sentinel.evidence };
}
