// Causes that the creds alone do not show: those that the account and its operator decide. Used by
// verdict.ts after a refusal, by before-connecting.ts and by the check `chain`. There is one rule for
// each cause, in the server's order (nats-server server/auth.go, processClientOrLeafAuthentication).
// Without the account JWT a rule answers "possible", with it "proven" or "ruled-out". Pure.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { isBySigningKey, looksScoped, mayBeScoped } from "@/lib/shared/diagnosis/may-be-scoped";
import { ACCOUNT_CAUSES, type Cause, type Certainty } from "@/lib/shared/facts/causes";
import type { CredsFacts, JwtFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { bySuggestion } from "./open-order";
import { type Chain, chainOf } from "./trust/chain";
import { namesWithChain } from "./trust/names";

type AccountCode = (typeof ACCOUNT_CAUSES)[number];

interface Known extends Chain {
  readonly jwt: JwtFacts;
  readonly nowSec: number;
}

/** Null: this cause cannot apply to these creds, so it is not listed. */
type Answer = readonly [certainty: Certainty, evidence: Evidence] | null;

const RULES: Record<AccountCode, (known: Known) => Answer> = {
  // resolver_pinned_accounts is in the server's configuration only.
  "account/pinned": () => ["possible", {}],
  // The resolver of this server may lack an account that exists elsewhere.
  "account/unknown": ({ accountJwt }) => ["possible", accountJwt ? { atHand: 1 } : {}],
  "account/other-operator": ({ accountJwt, operatorJwt, otherOperators, isOperatorStrict }) => {
    if (!accountJwt) return ["possible", {}];
    const [other] = otherOperators;
    const evidence = { accountIssuer: accountJwt.issuer ?? "" };
    if (other) return ["proven", { ...evidence, ...operatorEvidence(other) }];
    // A strict operator signs accounts with its signing keys only.
    if (operatorJwt && isOperatorStrict && accountJwt.issuer === operatorJwt.subject) {
      return ["proven", { ...evidence, ...operatorEvidence(operatorJwt), strict: 1 }];
    }
    // The operator issued the account, but this server may not trust the operator.
    return ["possible", operatorJwt ? operatorEvidence(operatorJwt) : evidence];
  },
  "account/issuer-unknown": (known) => {
    const { jwt, issuer, isOperatorStrict, operatorJwt, claims, unnamedAccount } = known;
    if (unnamedAccount) {
      const { subject, name } = unnamedAccount;
      return [
        "proven",
        { unnamed: 1, account: subject ?? "", ...(name ? { accountName: name } : {}) },
      ];
    }
    const isOwnKey = jwt.user?.issuerAccount === null || jwt.user?.issuerAccount === jwt.issuer;
    if (issuer === null) return ["possible", isOwnKey ? { strict: 1 } : {}];
    if (issuer === "unlisted") return ["proven", { keys: claims?.signingKeys.size ?? 0 }];
    if (issuer !== "account-key" || isOperatorStrict === false) return ["ruled-out", {}];
    return isOperatorStrict
      ? ["proven", { strict: 1, ...operatorEvidence(operatorJwt) }]
      : ["possible", { strict: 1 }];
  },
  "account/scope-violated": ({ jwt, issuer, scope }) => {
    const carried = jwt.user?.carriedRights ?? [];
    if (carried.length === 0) return null;
    if (issuer === null) {
      if (!isBySigningKey(jwt)) return null;
      return looksScoped(jwt)
        ? ["likely", { carried: carried.join(", "), withoutLimits: 1 }]
        : ["possible", { carried: carried.join(", ") }];
    }
    return scope
      ? ["proven", { carried: carried.join(", "), role: scope.role }]
      : ["ruled-out", {}];
  },
  "account/template": ({ jwt, issuer, template }) => {
    if (issuer === null) return mayBeScoped(jwt) ? ["possible", {}] : null;
    if (template === null) return null;
    return template.ok
      ? ["ruled-out", {}]
      : ["proven", { reason: template.fault.code, ...template.fault.params }];
  },
  "account/expired": ({ accountJwt, nowSec }) => {
    if (!accountJwt) return ["possible", {}];
    const exp = accountJwt.expiresAtSec ?? 0;
    return exp > 0 && nowSec > exp
      ? ["proven", { expiresAtSec: exp, expiredForSec: nowSec - exp }]
      : ["ruled-out", {}];
  },
  "account/bearer-forbidden": ({ jwt, claims, scope }) => {
    if (!(scope ? scope.template.isBearer : jwt.user?.isBearer)) return null;
    if (!claims) return ["possible", {}];
    return [claims.disallowsBearer ? "proven" : "ruled-out", {}];
  },
  "account/user-revoked": ({ jwt, claims }) => {
    if (!claims) return ["possible", {}];
    const issued = jwt.issuedAtSec ?? 0;
    const own = claims.revocations.get(jwt.subject ?? "");
    const every = claims.revocations.get("*");
    const isOwn = own !== undefined && own >= issued;
    const until = isOwn ? own : every;
    return until !== undefined && until >= issued
      ? ["proven", { revokedUntilSec: until, issuedAtSec: issued, everybody: isOwn ? 0 : 1 }]
      : ["ruled-out", {}];
  },
  // A server names this cause itself when the limit is reached.
  "account/connection-limit": ({ claims }) => {
    if (!claims) return null;
    return claims.maxConnections === 0 ? ["proven", { limit: 0 }] : null;
  },
  "account/callout": ({ jwt, claims }) => {
    if (!claims) return ["possible", {}];
    if (claims.authUsers.length === 0) return ["ruled-out", {}];
    return claims.authUsers.includes(jwt.subject ?? "") ? ["ruled-out", {}] : ["likely", {}];
  },
};

/**
 * Every account cause, in the order of a verdict: the proven ones in the server's order, or without any
 * the likely ones before the possible ones. The ruled-out ones come last. Empty without a user JWT.
 */
export function accountCauses(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  nowMs: number,
): readonly Cause[] {
  const chain = chainOf(facts, trust);
  const { jwt } = facts;
  if (!chain || !jwt) return [];
  const known = { ...chain, jwt, nowSec: Math.floor(nowMs / 1000) };
  const names = namesWithChain(facts, chain);
  const causes = ACCOUNT_CAUSES.flatMap((code): readonly Cause[] => {
    const answer = RULES[code](known);
    return answer ? [{ code, certainty: answer[0], evidence: { ...names, ...answer[1] } }] : [];
  });
  const of = (certainty: Certainty) => causes.filter((cause) => cause.certainty === certainty);
  const proven = of("proven");
  // A proven cause explains the refusal, so merely possible ones are left out.
  const order = bySuggestion(jwt);
  const open =
    proven.length > 0
      ? proven
      : [...[...of("likely")].sort(order), ...[...of("possible")].sort(order)];
  return [...open, ...of("ruled-out")];
}

function operatorEvidence(operator: JwtFacts | null): Evidence {
  return {
    ...(operator?.name ? { operatorName: operator.name } : {}),
    ...(operator?.subject ? { operator: operator.subject } : {}),
  };
}
