// Whether a scoped signing key may stand behind a user JWT: signed by a signing key, with no rights or
// limits of its own. Then the account's template decides, and what the JWT lists says nothing (nats-io/jwt
// v2 signingkeys.go). Without the account JWT nobody can tell. Pure.

import type { JwtFacts } from "@/lib/shared/facts/creds";

export function mayBeScoped({ user, issuer }: JwtFacts): boolean {
  if (!user?.issuerAccount || user.issuerAccount === issuer) return false;
  return user.carriedRights.length === 0;
}
