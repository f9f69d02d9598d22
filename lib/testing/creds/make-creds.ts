// Makes creds for tests with @nats-io/jwt. Each run makes new ones, so no identity is committed. Called by the
// tests of lib/vault and others. Seeds are strings here because they have no value.

import { type Account, encodeAccount, encodeOperator, encodeUser, type User } from "@nats-io/jwt";
import { createAccount, createOperator, createUser, type KeyPair } from "@nats-io/nkeys";

export interface MadeCreds {
  readonly jwt: string;
  readonly seed: string;
  readonly user: KeyPair;
  readonly account: KeyPair;
  /** The text that nsc writes. */
  readonly text: string;
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const seedOf = (pair: KeyPair): string => textOf(pair.getSeed());

export function credsText(jwt: string, seed: string): string {
  const stars = "*".repeat(25);
  return `-----BEGIN NATS USER JWT-----
${jwt}
------END NATS USER JWT------

${stars} IMPORTANT ${stars}
NKEY Seed printed below can be used to sign and prove identity.
NKEYs are sensitive and should be treated as secrets.

-----BEGIN USER NKEY SEED-----
${seed}
------END USER NKEY SEED------

${"*".repeat(61)}
`;
}

export async function makeCreds(
  claims: Partial<User> = {},
  options: { readonly name?: string; readonly account?: KeyPair; readonly user?: KeyPair } = {},
): Promise<MadeCreds> {
  const account = options.account ?? createAccount();
  const user = options.user ?? createUser();
  const jwt = await encodeUser(options.name ?? "sample", user, account, claims);
  const seed = seedOf(user);
  return { jwt, seed, user, account, text: credsText(jwt, seed) };
}

export async function makeTrust(account: Partial<Account> = {}): Promise<{
  readonly operatorJwt: string;
  readonly accountJwt: string;
  readonly account: KeyPair;
}> {
  const operator = createOperator();
  const pair = createAccount();
  return {
    operatorJwt: await encodeOperator("operator", operator),
    accountJwt: await encodeAccount("account", pair, account, { signer: operator }),
    account: pair,
  };
}

const part = (text: string): string => Buffer.from(text).toString("base64url");

/**
 * A JWT with claims given as JSON text, which may be anything, signed by `issuer`. `signs` selects the signed
 * bytes: version 2 signs both parts, version 1 only the payload.
 */
export function signText(
  claims: string,
  issuer: KeyPair,
  { alg = "ed25519-nkey", typ = "JWT", signs = "both" as "both" | "payload" } = {},
): string {
  const payload = part(claims);
  const both = `${part(JSON.stringify({ typ, alg }))}.${payload}`;
  const signature = issuer.sign(utf8(signs === "both" ? both : payload));
  return `${both}.${Buffer.from(signature).toString("base64url")}`;
}

/** User claims as an object that the test may damage, with everything that a sound version 2 JWT has. */
export function userClaims(
  user: KeyPair,
  account: KeyPair,
  nats: Readonly<Record<string, unknown>> = {},
  top: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    jti: "TEST",
    iat: 1_700_000_000,
    iss: account.getPublicKey(),
    name: "sample",
    sub: user.getPublicKey(),
    nats: { pub: {}, sub: {}, subs: -1, data: -1, payload: -1, type: "user", version: 2, ...nats },
    ...top,
  };
}

export { createAccount, createOperator, createUser };
