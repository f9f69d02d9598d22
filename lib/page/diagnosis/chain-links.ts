// The chain as a picture shows it: one link a row, from the operator down, with what is known of it in
// a short line. Page only. The reasons themselves are in account-causes.ts.

import { formatExpiry } from "@/lib/page/format/duration";
import type { Cause, CauseCode } from "@/lib/shared/facts/causes";
import type { CredsFacts, JwtFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { accountCauses } from "./account-causes";
import { causeText } from "./texts/cause-text";
import { chainOf, type IssuerRole } from "./trust/chain";

export type LinkState = "good" | "bad" | "unknown";

export interface ChainLink {
  readonly role: "operator" | "account" | "signing-key" | "user";
  readonly name: string | null;
  readonly key: string | null;
  readonly state: LinkState;
  readonly note: string;
}

/** Which link a proven cause breaks. */
const OPERATOR: readonly CauseCode[] = ["account/other-operator"];
const ACCOUNT: readonly CauseCode[] = ["account/expired", "account/connection-limit"];
const KEY: readonly CauseCode[] = ["account/issuer-unknown", "account/template"];

/** Empty for what is no user JWT with an issuer. */
export function chainLinks(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  nowMs: number,
): readonly ChainLink[] {
  const chain = chainOf(facts, trust);
  const { jwt } = facts;
  if (!chain || !jwt) return [];
  const proven = accountCauses(facts, trust, nowMs).filter((one) => one.certainty === "proven");
  const brokenBy = (codes: readonly CauseCode[]) => proven.find(({ code }) => codes.includes(code));
  const { accountJwt, operatorJwt, issuer, scope } = chain;

  const operator = brokenBy(OPERATOR);
  const links: ChainLink[] = [
    {
      role: "operator",
      name: operatorJwt?.name ?? null,
      key: operatorJwt?.subject ?? accountJwt?.issuer ?? null,
      ...(operator
        ? broken(operator, nowMs)
        : operatorJwt
          ? holds(
              `issued this account${chain.isOperatorStrict ? "; users need a signing key" : ""}`,
            )
          : unknown("drop its operator JWT to verify the account")),
    },
    {
      role: "account",
      name: accountJwt?.name ?? null,
      key: chain.account,
      ...accountLink(accountJwt, brokenBy(ACCOUNT), nowMs, sourceOf(accountJwt, trust)),
    },
  ];
  if (jwt.issuer !== chain.account) {
    const cause = brokenBy(KEY);
    links.push({
      role: "signing-key",
      name: scope?.role || null,
      key: jwt.issuer,
      ...(cause ? broken(cause, nowMs) : keyLink(issuer)),
    });
  }
  const own = proven.find(({ code }) => ![...OPERATOR, ...ACCOUNT, ...KEY].includes(code));
  const strict = jwt.issuer === chain.account ? brokenBy(KEY) : undefined;
  links.push({
    role: "user",
    name: jwt.name,
    key: jwt.subject,
    ...userLink(jwt, own ?? strict, nowMs),
  });
  return links;
}

type Known = Pick<ChainLink, "state" | "note">;

const holds = (note: string): Known => ({ state: "good", note });
const unknown = (note: string): Known => ({ state: "unknown", note });
const broken = (cause: Cause, nowMs: number): Known => ({
  state: "bad",
  note: causeText(cause, nowMs).title,
});

function accountLink(
  jwt: JwtFacts | null,
  cause: Cause | undefined,
  nowMs: number,
  source: string,
): Known {
  if (!jwt)
    return cause ? broken(cause, nowMs) : unknown("drop its account JWT to verify this user");
  const known = cause
    ? broken(cause, nowMs)
    : holds(`signature verified; ${formatExpiry(jwt.expiresAtSec, nowMs)}`);
  return { ...known, note: `${known.note}; from ${source}` };
}

function sourceOf(jwt: JwtFacts | null, trust: readonly TrustFacts[]): string {
  return trust.find((one) => one.jwt === jwt)?.source.name ?? "";
}

function keyLink(issuer: IssuerRole | null): Known {
  if (issuer === null) return unknown("the account JWT shows whether it lists this key");
  return holds(
    issuer === "scoped-key" ? "listed, with rights of its own" : "listed by the account",
  );
}

function userLink(jwt: JwtFacts, cause: Cause | undefined, nowMs: number): Known {
  if (jwt.signature === "invalid") {
    return { state: "bad", note: "its signature is not by that key" };
  }
  if (cause) return broken(cause, nowMs);
  return holds(`signature verified; ${formatExpiry(jwt.expiresAtSec, nowMs)}`);
}
