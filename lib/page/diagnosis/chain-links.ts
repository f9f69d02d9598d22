// The chain from the operator down to the user, one link a row, each with its state and a short note.
// Used by the tab Chain. The reasons are in account-causes.ts, the notes in texts/chain-text.ts.

import type { ACCOUNT_CAUSES, Cause, CauseCode } from "@/lib/shared/facts/causes";
import type { CredsFacts, JwtFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { accountCauses } from "./account-causes";
import { causeText } from "./texts/cause-text";
import { CHAIN_TEXT } from "./texts/chain-text";
import { chainOf, type IssuerRole } from "./trust/chain";

export type LinkState = "good" | "bad" | "unknown";

export interface ChainLink {
  readonly role: "operator" | "account" | "signing-key" | "user";
  readonly name: string | null;
  readonly key: string | null;
  readonly state: LinkState;
  readonly note: string;
}

/** Which link a proven cause breaks. A code that is missing here does not compile. */
const BROKEN_LINKS: Record<(typeof ACCOUNT_CAUSES)[number], ChainLink["role"]> = {
  "account/pinned": "user",
  "account/unknown": "user",
  "account/expired": "account",
  "account/other-operator": "operator",
  "account/issuer-unknown": "signing-key",
  "account/scope-violated": "user",
  "account/template": "signing-key",
  "account/bearer-forbidden": "user",
  "account/user-revoked": "user",
  "account/connection-limit": "account",
  "account/callout": "user",
};

const brokenLink: Partial<Record<CauseCode, ChainLink["role"]>> = BROKEN_LINKS;

/** Empty without a user JWT that has an issuer. */
export function chainLinks(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  nowMs: number,
): readonly ChainLink[] {
  const chain = chainOf(facts, trust);
  const { jwt } = facts;
  if (!chain || !jwt) return [];
  const proven = accountCauses(facts, trust, nowMs).filter((one) => one.certainty === "proven");
  const breaking = (role: ChainLink["role"]) =>
    proven.find(({ code }) => brokenLink[code] === role);
  const { accountJwt, operatorJwt, issuer, scope } = chain;

  const operator = breaking("operator");
  const links: ChainLink[] = [
    {
      role: "operator",
      name: operatorJwt?.name ?? null,
      key: operatorJwt?.subject ?? accountJwt?.issuer ?? null,
      ...(operator
        ? broken(operator, nowMs)
        : operatorJwt
          ? holds(CHAIN_TEXT.operator(chain.isOperatorStrict === true))
          : unknown(CHAIN_TEXT.noOperatorJwt)),
    },
    {
      role: "account",
      name: accountJwt?.name ?? null,
      key: chain.account,
      ...accountLink(accountJwt, breaking("account"), nowMs, sourceOf(accountJwt, trust)),
    },
  ];
  if (jwt.issuer !== chain.account) {
    const cause = breaking("signing-key");
    links.push({
      role: "signing-key",
      name: scope?.role || null,
      key: jwt.issuer,
      ...(cause ? broken(cause, nowMs) : keyLink(issuer)),
    });
  }
  const own = breaking("user");
  const strict = jwt.issuer === chain.account ? breaking("signing-key") : undefined;
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
  if (!jwt) return cause ? broken(cause, nowMs) : unknown(CHAIN_TEXT.noAccountJwt);
  const known = cause ? broken(cause, nowMs) : holds(CHAIN_TEXT.verified(jwt, nowMs));
  return { ...known, note: CHAIN_TEXT.from(known.note, source) };
}

function sourceOf(jwt: JwtFacts | null, trust: readonly TrustFacts[]): string {
  return trust.find((one) => one.jwt === jwt)?.source.name ?? "";
}

function keyLink(issuer: IssuerRole | null): Known {
  if (issuer === null) return unknown(CHAIN_TEXT.unknownKey);
  return holds(issuer === "scoped-key" ? CHAIN_TEXT.scopedKey : CHAIN_TEXT.signingKey);
}

function userLink(jwt: JwtFacts, cause: Cause | undefined, nowMs: number): Known {
  if (jwt.signature === "invalid") {
    return { state: "bad", note: CHAIN_TEXT.badSignature };
  }
  if (cause) return broken(cause, nowMs);
  return holds(CHAIN_TEXT.verified(jwt, nowMs));
}
