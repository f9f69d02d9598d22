// Whether the issuer of a user JWT is a signing key of the account that the JWT names. The JWT alone only claims
// it. Used by the checks and beside the claims. Pure.

import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { chainOf } from "./chain";

/**
 * "account": the loaded account JWT lists it. "unlisted": the loaded account JWT does not; the server's may be
 * newer. "server": a server accepted it, and no account JWT is loaded. "claimed": nothing proves or disproves it.
 */
export type KeyProof = "account" | "server" | "unlisted" | "claimed";

/** Null without a user JWT, or where the account itself issued it. `isAccepted`: a server accepted these creds. */
export function keyProofOf(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  isAccepted: boolean,
): KeyProof | null {
  const { jwt } = facts;
  const account = jwt?.user?.issuerAccount;
  if (!account || account === jwt?.issuer) return null;
  const role = chainOf(facts, trust)?.issuer ?? null;
  if (role === "unlisted") return "unlisted";
  if (role !== null) return "account";
  return isAccepted ? "server" : "claimed";
}

/** After "Signed by KEY". */
export const KEY_PROOF_TEXTS = {
  account: "a signing key of the account",
  server: "a signing key, as the server accepts it",
  unlisted: "not a signing key in the loaded account JWT",
  claimed: "not proven to be a signing key",
} satisfies Record<KeyProof, string>;
