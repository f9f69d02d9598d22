// A creds file as every client reads it: LF ends, usual labels, one line each for JWT and seed. Called
// by the vault for a download. The result holds the seed: zero it when it has been handed on.

import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import { encodeSeed, type Secret } from "./nkeys";

const STARS = "*".repeat(25);

/** `secret` null, for a bearer JWT without a seed, leaves the second block out. */
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
