// The creds as the server reads them: a user of a scoped signing key with the rights and limits of the
// template, where the account JWT at hand shows it. Everybody else as they are. Pure.

import type { CredsFacts, TrustFacts, UserClaims } from "@/lib/shared/facts/creds";
import { chainOf } from "./chain";
import type { TemplateForm } from "./scope-template";

/** Null where no template applies, or it cannot be expanded for this user. */
export function scopedUser(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  form: TemplateForm = "inline",
): UserClaims | null {
  const user = facts.jwt?.user;
  const chain = chainOf(facts, trust, form);
  if (!user || !chain?.scope || !chain.template?.ok) return null;
  const { issuerAccount, tags } = user;
  return { ...chain.scope.template, permissions: chain.template.value, issuerAccount, tags };
}

export function effectiveFacts(facts: CredsFacts, trust: readonly TrustFacts[]): CredsFacts {
  const user = scopedUser(facts, trust);
  return user && facts.jwt ? { ...facts, jwt: { ...facts.jwt, user } } : facts;
}
