// The names and keys of the creds at hand, for the texts of any cause: who the user is, and how its
// account and operator are called where their JWTs are known. Public facts only. Pure.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { type Chain, chainOf } from "./chain";

export function namesOf(facts: CredsFacts, trust: readonly TrustFacts[]): Evidence {
  return namesWithChain(facts, chainOf(facts, trust));
}

/** For who has the chain already: making one may expand a template. */
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
