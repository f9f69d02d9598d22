// The creds as the server reads them, as far as the loaded account JWT shows it: a user of a scoped signing key
// gets the permissions and limits of the template, and one of a plain signing key has its own, which are zero
// where they are absent. Other users stay as they are. Called by the checks and the permissions. Pure.

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
  const { jwt } = facts;
  if (!jwt?.user) return facts;
  const isPlain = chainOf(facts, trust)?.issuer === "signing-key";
  const user = isPlain ? { ...jwt.user, isScopeExcluded: true as const } : scopedUser(facts, trust);
  return user ? { ...facts, jwt: { ...jwt, user } } : facts;
}
