// Decides whether a scoped signing key can have issued a user JWT: a signing key signed it, and it carries no
// rights or limits. The account's template then decides, and the lists of the JWT mean nothing (nats-io/jwt v2
// signingkeys.go). One that looks scoped and carries rights besides is refused. Only the account JWT can settle it. Pure.

import type { JwtFacts } from "@/lib/shared/facts/creds";

export function isBySigningKey({ user, issuer }: JwtFacts): boolean {
  return Boolean(user?.issuerAccount && user.issuerAccount !== issuer);
}

export function mayBeScoped(jwt: JwtFacts): boolean {
  if (!jwt.user || !isBySigningKey(jwt) || jwt.user.isScopeExcluded) return false;
  return jwt.user.carriedRights.length === 0;
}

/** As names of `carriedRights`. */
const LIMITS: ReadonlySet<string> = new Set(["subs", "data", "payload"]);

/** Whether limits are missing, which tools write for a user of a scoped signing key only. Rights may be there. */
export function looksScoped(jwt: JwtFacts): boolean {
  const { user } = jwt;
  if (!user || !isBySigningKey(jwt) || user.isScopeExcluded) return false;
  return !user.carriedRights.some((name) => LIMITS.has(name));
}
