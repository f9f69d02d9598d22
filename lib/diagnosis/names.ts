// The names and keys of the creds at hand, for the texts of any cause: who the user is, and how its
// account and operator are called where their JWTs are known. Public facts only. Pure.

import type { Evidence } from "@/lib/diagnosis/findings";
import { chainOf } from "@/lib/diagnosis/trust/chain";
import type { CredsFacts, TrustFacts } from "@/lib/facts/creds";

export function namesOf(facts: CredsFacts, trust: readonly TrustFacts[]): Evidence {
  const { jwt } = facts;
  const chain = chainOf(facts, trust);
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
