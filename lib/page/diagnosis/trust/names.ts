// The names and public keys of the user, its issuer and its account, as evidence for the texts of every
// cause: commands are filled in with them. Used by the verdict and the report. Pure.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { type Chain, chainOf } from "./chain";

export function namesOf(facts: CredsFacts, trust: readonly TrustFacts[]): Evidence {
  return namesWithChain(facts, chainOf(facts, trust));
}

/** For callers that have the chain already. To make one may expand a template. */
export function namesWithChain({ jwt }: Pick<CredsFacts, "jwt">, chain: Chain | null): Evidence {
  const names = {
    account: chain?.account,
    accountName: chain?.accountJwt?.name,
    issuer: jwt?.issuer,
    subject: jwt?.subject,
    userName: jwt?.name,
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
