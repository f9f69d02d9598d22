// Creds + clock + what the server has shown → the list of checks, always in the order of CHECK_IDS.
// Called by the page for the selected creds. A check without a restriction passes; one that only a
// server can answer is unknown.

import {
  type Finding,
  NO_OBSERVATIONS,
  type Observations,
  pass,
} from "@/lib/shared/diagnosis/findings";
import { findingsOf, worst } from "@/lib/shared/diagnosis/own-checks";
import { type CauseCode, CHECK_IDS, type Check } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { accountCauses } from "./account-causes";
import { chainOf } from "./trust/chain";
import { effectiveFacts } from "./trust/effective";
import { keyProofOf } from "./trust/key-proof";

/** Without a readable JWT only `form`, `seed` and `claims` apply. */
export function checksOf(
  facts: CredsFacts,
  nowMs: number,
  seen: Observations = NO_OBSERVATIONS,
  trust: readonly TrustFacts[] = [],
): readonly Check[] {
  const effective = effectiveFacts(facts, trust);
  return CHECK_IDS.flatMap((id) => {
    const findings =
      id === "chain" && facts.jwt
        ? chainFindings(facts, trust, nowMs)
        : findingsOf(id, effective, nowMs, seen);
    if (!findings) return [];
    const first = worst(findings);
    const others = findings.filter(isNamed).filter((one) => one !== first);
    const shown = id === "issuer" ? withKeyProof(first, facts, trust, seen) : first;
    return [{ id, ...shown, ...(others.length === 0 ? {} : { others }) }];
  });
}

const isNamed = (one: Finding): one is Finding & { readonly code: CauseCode } =>
  one.code !== null && one.state !== "pass";

/** A signing key only claims to be one until the account JWT or a server that accepted it says so. */
function withKeyProof(
  found: Finding,
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  seen: Observations,
): Finding {
  if (found.state !== "pass" || facts.jwt === null) return found;
  const proof = keyProofOf(facts, trust, seen.server !== null);
  if (proof === null) return found;
  const isProven = proof === "account" || proof === "server";
  return {
    ...found,
    state: isProven ? "pass" : "unknown",
    evidence: { ...found.evidence, keyProof: proof },
  };
}

/** Fails if the loaded account JWT shows a cause; passes only if the operator JWT is loaded as well. */
function chainFindings(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  nowMs: number,
): readonly Finding[] {
  const chain = chainOf(facts, trust);
  if (!chain?.accountJwt) return [{ state: "unknown", code: null, evidence: {} }];
  const evidence = {
    account: chain.account,
    accountName: chain.accountJwt.name ?? "",
    ...(chain.operatorJwt?.name ? { operatorName: chain.operatorJwt.name } : {}),
  };
  const broken = accountCauses(facts, trust, nowMs).filter((one) => one.certainty === "proven");
  if (broken.length > 0) {
    return broken.map((one) => ({ state: "fail", code: one.code, evidence: one.evidence }));
  }
  return [chain.operatorJwt ? pass(evidence) : { state: "unknown", code: null, evidence }];
}
