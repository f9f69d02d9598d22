// Finds what looks like a seed, a JWT or a signature in a text. lib/page/diagnosis/report/report.ts removes it
// from reports, and lib/vault/creds/report-file.ts does not open a report that holds any. Seeds in names, claims
// and fields are hidden by maskSeeds: mask-seeds.ts and lib/page/storage/storage.ts call it.

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

/**
 * An nkey seed: "S", the kind, then 56 characters of base32. In lower case it is as secret. A run of both cases is no
 * base32; the base64 of a JWT has such runs, and a JWT is copied as it was issued.
 */
const SEED = /S[UAOCNX][A-Z2-7]{56}|s[uaocnx][a-z2-7]{56}/u;
const SEEDS = new RegExp(SEED, "gu");
const SEED_CHARS = 58;

export const holdsSeed = (text: string): boolean => text.length >= SEED_CHARS && SEED.test(text);

const [A, Z, TWO, SEVEN, S] = [65, 90, 50, 55, 83];
/** U, A, O, N, C, X. */
const KINDS: ReadonlySet<number> = new Set([85, 65, 79, 78, 67, 88]);

/** The same for bytes that must not become a text before they were looked at. A run of both cases counts here. */
export function bytesHoldSeed(bytes: Uint8Array): boolean {
  const upper = (index: number) => {
    const byte = bytes[index] ?? 0;
    return byte >= 97 && byte <= 122 ? byte - 32 : byte;
  };
  let run = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = upper(index);
    const isBase32 = (byte >= A && byte <= Z) || (byte >= TWO && byte <= SEVEN);
    run = isBase32 ? run + 1 : 0;
    if (run < SEED_CHARS) continue;
    const start = index - SEED_CHARS + 1;
    if (upper(start) === S && KINDS.has(upper(start + 1))) return true;
  }
  return false;
}

/** Takes the place of a seed in a text that is shown. */
export const HIDDEN_SEED = "(seed hidden)";

/** The same text when it holds no seed. */
export const maskSeeds = (text: string): string =>
  holdsSeed(text) ? text.replace(SEEDS, HIDDEN_SEED) : text;

/** For a field: what was typed, without the seeds in it. */
export const withoutSeeds = (text: string): string =>
  holdsSeed(text) ? text.replace(SEEDS, "") : text;
