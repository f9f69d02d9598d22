// Finds what looks like a seed, a JWT or a signature in a text. lib/page/diagnosis/report/report.ts removes it
// from reports, and lib/vault/creds/report-file.ts does not open a report that holds any.

/**
 * A seed has 58 characters of base32. A JWT begins with {" in base64. A signature of 64 bytes has 86
 * characters of base64url or 88 of base64, so any long random text matches. A public key has only 56.
 */
const SECRET =
  /[Ss][UuAaOoNnCcXx][A-Za-z2-7]{56}|eyJ[\w-]{8,}(?:\.[\w-]*){0,2}|[\w-]{80,}|[A-Za-z0-9+/]{84,}={0,2}/gu;

export function withoutSecrets(text: string): string {
  return text.replace(SECRET, "(removed)");
}

export function hasSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}

/** An nkey seed: "S", the kind, then 56 characters of base32. */
const SEED = /S[UAOCNX][A-Z2-7]{56}/u;

export const holdsSeed = (text: string): boolean => SEED.test(text);
