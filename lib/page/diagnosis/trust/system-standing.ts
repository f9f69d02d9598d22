// Whether a connection belongs to the system account, as far as it is known. Only then does the page
// offer to fetch account JWTs from the server. Pure.

import type { ServerFacts } from "@/lib/shared/facts/attempt";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { operatorClaimsOf } from "./account-claims";

export type Standing = "system" | "other" | "unknown";

/**
 * Servers from 2.12 on say it in their second INFO. Otherwise the operator JWT shows it: a server does not
 * start with another system account than its operator names (nats-server server/opts.go
 * validateTrustedOperators). Otherwise only a request shows it. A name such as SYS proves nothing.
 */
export function standingOf(
  server: ServerFacts,
  account: string | null,
  trust: readonly TrustFacts[],
): Standing {
  const said = server.info.inSystemAccount ?? server.answersSystem;
  if (said !== null) return said ? "system" : "other";
  if (account === null) return "unknown";
  const sound = trust.map(({ jwt }) => jwt).filter(({ signature }) => signature === "valid");
  const operators = sound
    .filter(({ kind }) => kind === "operator")
    .map((jwt) => ({ jwt, ...operatorClaimsOf(jwt) }));
  if (operators.some(({ systemAccount }) => systemAccount === account)) return "system";
  const issuer = sound.find((one) => one.kind === "account" && one.subject === account)?.issuer;
  const own = operators.find(
    ({ jwt, signingKeys }) => issuer && (jwt.subject === issuer || signingKeys.includes(issuer)),
  );
  return own?.systemAccount ? "other" : "unknown";
}
