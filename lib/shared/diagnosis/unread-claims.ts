// Findings about what no server reads: names of claims, connection types, times in another unit, and no time of
// issue. Servers skip these in silence, so every finding is a warning. Called by own-checks.ts.
// Pure.

import type { ClaimProblem, JwtFacts, UserClaims } from "@/lib/shared/facts/creds";
import { unknownTypes } from "./connection-types";
import type { Evidence, Finding } from "./findings";
import { mayBeScoped } from "./may-be-scoped";

const warn = (code: NonNullable<Finding["code"]>, evidence: Evidence): Finding => ({
  state: "warn",
  code,
  evidence,
});

const of = (jwt: JwtFacts, code: ClaimProblem["code"]): readonly ClaimProblem[] =>
  jwt.problems.filter((problem) => problem.code === code);

/** By how much is lost (lib/vault/creds/claims/near-misses.ts), the worst first. */
const EFFECTS = ["rights", "expiry", "source", "hours", "types", "account", "bearer", "limit"];
const rankOf = ({ params }: ClaimProblem): number => {
  const at = EFFECTS.indexOf(String(params["effect"]));
  return at < 0 ? EFFECTS.length : at;
};

/** One finding for all names: the worst in front, the others in `others`. */
export function unknownClaimFindings(jwt: JwtFacts): readonly Finding[] {
  const [first, ...others] = [...of(jwt, "jwt/unknown-claim")].sort(
    (a, b) => rankOf(a) - rankOf(b),
  );
  if (!first) return [];
  return [
    warn("jwt/unknown-claim", {
      at: first.path,
      ...first.params,
      isOpen: jwt.user !== null && hasNoRules(jwt.user) && !mayBeScoped(jwt) ? 1 : 0,
      hasExpiry: jwt.expiresAtSec === null ? 0 : 1,
      ...(others.length === 0 ? {} : { others: others.map(named).join("; ") }),
    }),
  ];
}

/** "nats.resp.expires (nats.resp.ttl)", with the right name where there is one. */
const named = ({ path, params }: ClaimProblem): string =>
  params["right"] ? `${path} (${params["right"]})` : path;

/** An empty allow list restricts nothing by itself, and publish needs an entry or replies alone. */
function hasNoRules({ permissions }: UserClaims): boolean {
  const { publish, subscribe, responses } = permissions;
  return (
    responses === null &&
    [publish.allow, publish.deny, subscribe.allow, subscribe.deny].every((list) => !list?.length)
  );
}

/** Those of `exp` and `nbf` belong to the check of the validity, that of `iat` to the claims. */
export const timeUnitFindings = (jwt: JwtFacts, paths: readonly string[]): readonly Finding[] =>
  of(jwt, "jwt/time-unit")
    .filter(({ path }) => paths.includes(path))
    .map(({ path, params }) => warn("jwt/time-unit", { at: path, ...params }));

export const issueTimeFindings = (jwt: JwtFacts): readonly Finding[] =>
  of(jwt, "jwt/no-issue-time").map(({ params }) => warn("jwt/no-issue-time", params));

export function unknownTypeFindings(jwt: JwtFacts): readonly Finding[] {
  const odd = unknownTypes(jwt.user?.connectionTypes ?? []);
  return "unknown" in odd ? [warn("jwt/unknown-connection-type", odd)] : [];
}
