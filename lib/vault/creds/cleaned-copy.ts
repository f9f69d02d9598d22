// Writes a creds file that every client can read: LF line ends, the usual labels, one line each for JWT and
// seed. Called by lib/vault/keyring/cleaned-copies.ts. The result contains the seed, so the caller must zero it.

import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import { encodeSeed, type Secret } from "./nkeys";

const STARS = "*".repeat(25);

/** `secret` null omits the second block, for a bearer JWT without a seed. */
export function cleanedCopy(jwt: string, secret: Secret | null): Uint8Array<ArrayBuffer> {
  const head = `-----BEGIN NATS USER JWT-----\n${jwt}\n------END NATS USER JWT------\n`;
  if (!secret) return toBytes(head);
  const kind = secret.kind.toUpperCase();
  const note = `
${STARS} IMPORTANT ${STARS}
NKEY Seed printed below can be used to sign and prove identity.
NKEYs are sensitive and should be treated as secrets.

-----BEGIN ${kind} NKEY SEED-----
`;
  const foot = `\n------END ${kind} NKEY SEED------\n\n${"*".repeat(61)}\n`;
  const seed = encodeSeed(secret);
  const copy = concatBytes([toBytes(head), toBytes(note), seed, toBytes(foot)]);
  seed.fill(0);
  return copy;
}
