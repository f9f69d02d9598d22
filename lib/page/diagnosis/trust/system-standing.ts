// Whether a connection is one of the system account, as far as it is known. Pure; decides who is
// offered to ask the server for account JWTs.

import type { ServerFacts } from "@/lib/shared/facts/attempt";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { operatorClaimsOf } from "./account-claims";

export type Standing = "system" | "other" | "unknown";

/**
 * The server says so from 2.12 on (second INFO). Else the operator JWT does: a server starts with no
 * other system account than the one that its operator names (nats-server server/opts.go
 * validateTrustedOperators). Else only asking shows it; a name such as SYS proves nothing.
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
