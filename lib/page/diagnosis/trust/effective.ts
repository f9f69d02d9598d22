// The creds as the server reads them: a user of a scoped signing key gets the permissions and limits of
// the template, if the loaded account JWT shows it. Other users stay as they are. Called by the checks
// and the permissions. Pure.

import type { CredsFacts, TrustFacts, UserClaims } from "@/lib/shared/facts/creds";
import { chainOf } from "./chain";
import type { TemplateForm } from "./scope-template";

/** Null if no template applies, or if it cannot be expanded for this user. */
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
