// Every cause for which a server refuses creds, in the order of a verdict: unusable creds first, then as
// the server checks them (nats-server server/auth.go, processClientOrLeafAuthentication). The first one
// is what a server meets first. Read by before-connecting.ts and verdict.ts. A missing cause does not
// compile.

import type {
  ACCOUNT_CAUSES,
  Cause,
  CauseCode,
  CREDS_CAUSES,
  JWT_CAUSES,
  SEED_CAUSES,
} from "@/lib/shared/facts/causes";

export type RefusalCode =
  | (typeof CREDS_CAUSES)[number]
  | (typeof JWT_CAUSES)[number]
  | (typeof SEED_CAUSES)[number]
  | (typeof ACCOUNT_CAUSES)[number];

interface Refusal {
  /** A check that only warns of it can still end in a refusal. Other warnings explain nothing. */
  readonly canRefuseWhenWarned: boolean;
  /** The server names it when it is the reason, so a refusal without words has another one. */
  readonly isNamedByServer: boolean;
}

const UNNAMED: Refusal = { canRefuseWhenWarned: false, isNamedByServer: false };
const WARNED: Refusal = { canRefuseWhenWarned: true, isNamedByServer: false };
const NAMED: Refusal = { canRefuseWhenWarned: false, isNamedByServer: true };

const REFUSALS: Record<RefusalCode, Refusal> = {
  "creds/unreadable-file": UNNAMED,
  "creds/too-large": UNNAMED,
  "creds/too-many": UNNAMED,
  "creds/empty": UNNAMED,
  "creds/too-deep": UNNAMED,
  "creds/context": UNNAMED,
  "creds/not-creds": UNNAMED,
  "creds/no-jwt": UNNAMED,
  "jwt/malformed": UNNAMED,
  "jwt/not-a-user": UNNAMED,
  "creds/no-seed": UNNAMED,
  "seed/malformed": UNNAMED,
  "seed/not-a-user-seed": UNNAMED,
  "jwt/too-large": NAMED,
  "jwt/algorithm": UNNAMED,
  "jwt/signature": UNNAMED,
  "jwt/issuer-kind": UNNAMED,
  "jwt/proxy-required": { canRefuseWhenWarned: true, isNamedByServer: true },
  "jwt/claims": WARNED,
  "jwt/expired": WARNED,
  "jwt/not-yet-valid": WARNED,
  "account/pinned": UNNAMED,
  "account/unknown": UNNAMED,
  "account/expired": UNNAMED,
  "account/other-operator": UNNAMED,
  "account/issuer-unknown": UNNAMED,
  "account/scope-violated": UNNAMED,
  "account/template": UNNAMED,
  "account/bearer-forbidden": UNNAMED,
  "jwt/connection-type": UNNAMED,
  "seed/mismatch": UNNAMED,
  "account/user-revoked": UNNAMED,
  "jwt/source-address": UNNAMED,
  "jwt/outside-times": WARNED,
  "account/connection-limit": NAMED,
  "creds/sentinel": WARNED,
  "account/callout": UNNAMED,
  "jwt/limits-zero": NAMED,
  // Odd, but every server accepts these. A check only warns of them.
  "creds/nkey-only": UNNAMED,
  "creds/encoding": UNNAMED,
  "creds/blocks-swapped": UNNAMED,
  "creds/form": UNNAMED,
  "jwt/subject-kind": UNNAMED,
  "jwt/locale-ignored": UNNAMED,
  "jwt/unknown-claim": UNNAMED,
  "jwt/unknown-connection-type": UNNAMED,
  "jwt/time-unit": UNNAMED,
  "jwt/no-issue-time": UNNAMED,
  "jwt/reply-only": UNNAMED,
};

const REFUSAL_OF: ReadonlyMap<CauseCode, Refusal> = new Map(
  Object.entries(REFUSALS) as [RefusalCode, Refusal][],
);

const RANKS: ReadonlyMap<CauseCode, number> = new Map(
  [...REFUSAL_OF.keys()].map((code, index) => [code, index]),
);

/** Causes of other kinds come last. */
const rankOf = ({ code }: Cause): number => RANKS.get(code) ?? RANKS.size;

/** The order in which a server meets them. */
export const byServerOrder = (a: Cause, b: Cause): number => rankOf(a) - rankOf(b);

export const canRefuseWhenWarned = (code: CauseCode): boolean =>
  REFUSAL_OF.get(code)?.canRefuseWhenWarned ?? false;

export const isNamedByServer = (code: CauseCode): boolean =>
  REFUSAL_OF.get(code)?.isNamedByServer ?? false;
