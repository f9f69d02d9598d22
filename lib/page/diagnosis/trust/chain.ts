// The chain user ← account or signing key ← operator: which JWTs are loaded, which links are valid, and
// what the account says about the user. Used by account-causes.ts, the chain tab and the permissions.
// The loaded JWTs may be older than those of the server; the rules that use them say so. Pure.

import type { Result } from "@/lib/shared/base/result";
import type { CredsFacts, JwtFacts, TrustFacts, UserPermissions } from "@/lib/shared/facts/creds";
import {
  type AccountClaims,
  accountClaimsOf,
  operatorClaimsOf,
  type Scope,
} from "./account-claims";
import { expandTemplate, type TemplateFault, type TemplateForm } from "./scope-template";

export type IssuerRole = "account-key" | "signing-key" | "scoped-key" | "unlisted";

export interface Chain {
  /** The account that the user JWT names. */
  readonly account: string;
  readonly accountJwt: JwtFacts | null;
  readonly claims: AccountClaims | null;
  /** Null without the account JWT. */
  readonly issuer: IssuerRole | null;
  readonly scope: Scope | null;
  /**
   * The account that lists the issuer as a signing key, if the creds name no account. A server then looks
   * for an account with the signing key as its name, and finds none.
   */
  readonly unnamedAccount: JwtFacts | null;
  /** The permissions that the scope gives this user; null when the issuer is not a scoped key. */
  readonly template: Result<UserPermissions, TemplateFault> | null;
  /** The operator that issued the account, if its JWT is loaded. */
  readonly operatorJwt: JwtFacts | null;
  readonly isOperatorStrict: boolean | null;
  /** The loaded operator JWTs, if none of these operators issued the account. */
  readonly otherOperators: readonly JwtFacts[];
}

/** Null without a user JWT that has an issuer. `form`: how the server reads templates. */
export function chainOf(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  form: TemplateForm = "inline",
): Chain | null {
  const { jwt } = facts;
  const account = jwt?.user?.issuerAccount ?? jwt?.issuer;
  if (!jwt?.user || !account) return null;
  const sound = trust.map((one) => one.jwt).filter((one) => one.signature === "valid");
  const accountJwt = sound.find((one) => one.kind === "account" && one.subject === account) ?? null;
  const operators = sound.filter((one) => one.kind === "operator");
  const operatorJwt = accountJwt ? operatorOf(accountJwt, operators) : null;
  const claims = accountJwt ? accountClaimsOf(accountJwt) : null;
  const issuer = claims ? issuerRole(jwt.issuer ?? "", account, claims) : null;
  const scope = claims?.signingKeys.get(jwt.issuer ?? "") ?? null;
  return {
    account,
    accountJwt,
    claims,
    issuer,
    scope,
    unnamedAccount: accountJwt ? null : listing(jwt, sound),
    template: scope && claims ? templateFor(jwt, account, accountJwt, claims, scope, form) : null,
    operatorJwt,
    isOperatorStrict: operatorJwt ? operatorClaimsOf(operatorJwt).isStrict : null,
    otherOperators: accountJwt && !operatorJwt ? operators : [],
  };
}

function listing({ user, issuer }: JwtFacts, sound: readonly JwtFacts[]): JwtFacts | null {
  if (user?.issuerAccount) return null;
  const accounts = sound.filter(({ kind }) => kind === "account");
  return accounts.find((one) => accountClaimsOf(one).signingKeys.has(issuer ?? "")) ?? null;
}

/** The operator that signed the account with its own key or with a signing key. */
export function operatorOf(account: JwtFacts, operators: readonly JwtFacts[]): JwtFacts | null {
  return (
    operators.find(
      (operator) =>
        operator.subject === account.issuer ||
        operatorClaimsOf(operator).signingKeys.includes(account.issuer ?? ""),
    ) ?? null
  );
}

function issuerRole(issuer: string, account: string, claims: AccountClaims): IssuerRole {
  if (issuer === account) return "account-key";
  const scope = claims.signingKeys.get(issuer);
  if (scope === undefined) return "unlisted";
  return scope === null ? "signing-key" : "scoped-key";
}

function templateFor(
  jwt: JwtFacts,
  account: string,
  accountJwt: JwtFacts | null,
  claims: AccountClaims,
  scope: Scope,
  form: TemplateForm,
): Result<UserPermissions, TemplateFault> {
  const user = {
    name: jwt.name ?? "",
    subject: jwt.subject ?? "",
    tags: jwt.user?.tags ?? [],
    accountName: accountJwt?.name ?? "",
    accountSubject: account,
    accountTags: claims.tags,
  };
  return expandTemplate(scope.template.permissions, user, form);
}
