// What looks like a seed, a JWT or a signature inside a text. Reports are made without any
// (lib/page/diagnosis/report/report.ts), and one that holds any is not opened (lib/vault/creds/report-file.ts).

/**
 * A seed: 58 characters of base32. A JWT: its header's first characters ({" in base64), with what
 * follows. A signature, and whatever else is random and long: 64 bytes are 86 characters of base64url,
 * 88 of base64. Public keys have 56.
 */
const SECRET =
  /[Ss][UuAaOoNnCcXx][A-Za-z2-7]{56}|eyJ[\w-]{8,}(?:\.[\w-]*){0,2}|[\w-]{80,}|[A-Za-z0-9+/]{84,}={0,2}/gu;

export function withoutSecrets(text: string): string {
  return text.replace(SECRET, "(removed)");
}

export function hasSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}

/** An nkey seed: "S", the kind, 56 characters of base32. */
const SEED = /S[UAOCNX][A-Z2-7]{56}/u;

export const holdsSeed = (text: string): boolean => SEED.test(text);
