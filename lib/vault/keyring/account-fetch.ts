// Fetches account JWTs from a server and keeps them as trust material. They are read and verified as dropped
// ones are. Called by the vault after a click.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import type { AccountFetchResult, ActionFault } from "@/lib/shared/facts/action-fault";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import { readCreds } from "@/lib/vault/creds/read-creds";
import type { TrustReading } from "@/lib/vault/creds/readings";
import { askAccountJwt } from "@/lib/vault/nats/account-jwt";
import type { Connection } from "@/lib/vault/nats/connection";
import type { Session } from "@/lib/vault/session/session";
import type { Keyring } from "./keyring";

/** Only a text of this shape becomes part of a subject. */
const ACCOUNT_KEY = /^A[A-Z2-7]{55}$/;

export interface AccountFetchContext {
  readonly session: Session;
  readonly connection: Connection;
  readonly keyring: Keyring;
  emit(event: VaultEvent): void;
}

/** Asks for all accounts at once, so the caller passes only a few. Each JWT is kept as a dropped one is. */
export async function fetchAccounts(
  { session, connection, keyring, emit }: AccountFetchContext,
  accounts: readonly string[],
): Promise<Result<AccountFetchResult, ActionFault>> {
  const source = session.serverName;
  const answers = await Promise.all(
    accounts.map(async (account) => ({
      account,
      answer: await fetchAccount(connection, account, source),
    })),
  );
  const found: string[] = [];
  const missing: { account: string; fault: Fault<ActionFault> }[] = [];
  for (const { account, answer } of answers) {
    if (!answer.ok) {
      missing.push({ account, fault: answer.fault });
      continue;
    }
    keyring.keepTrust(answer.value);
    found.push(account);
  }
  if (found.length > 0) emit({ kind: "trustChanged", trust: keyring.trust() });
  const codes = new Set(missing.map(({ fault }) => fault.code));
  if (found.length > 0 || codes.has("account-unknown") || codes.has("account-not-loaded")) {
    session.setAnswersSystem(true);
  } else if (codes.has("not-system-account")) {
    session.setAnswersSystem(false);
  }
  return ok({ source, found, missing });
}

/** The JWT of `account`, verified; `source` names the server it came from. */
async function fetchAccount(
  connection: Connection,
  account: string,
  source: string,
): Promise<Result<TrustReading, ActionFault>> {
  if (!ACCOUNT_KEY.test(account)) return fail("not-found");
  const jwt = await askAccountJwt(connection, account);
  if (!jwt.ok) return jwt;
  const bytes = new TextEncoder().encode(jwt.value);
  const results = await readCreds(bytes, { kind: "server", name: source, bytes: bytes.length });
  const [found] = results;
  const isWanted =
    results.length === 1 &&
    found?.kind === "trust" &&
    found.facts.id === account &&
    found.facts.jwt.kind === "account" &&
    found.facts.jwt.signature === "valid";
  return isWanted ? ok(found) : fail("not-that-account");
}
