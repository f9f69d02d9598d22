// Decides whether a scoped signing key can have issued a user JWT: a signing key signed it, and it carries no
// rights or limits. The account's template then decides, and the lists of the JWT mean nothing (nats-io/jwt v2
// signingkeys.go). Only the account JWT can settle it. Pure.

import type { JwtFacts } from "@/lib/shared/facts/creds";

export function mayBeScoped({ user, issuer }: JwtFacts): boolean {
  if (!user?.issuerAccount || user.issuerAccount === issuer || user.isScopeExcluded) return false;
  return user.carriedRights.length === 0;
}
