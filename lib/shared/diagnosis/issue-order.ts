// Which of two JWTs of the same user is the newer one. Used by the keyring, which looks for renewals, and by the
// page, which names older and newer creds. Pure.

export interface IssuedTimes {
  readonly issuedAtSec: number | null;
  readonly expiresAtSec: number | null;
}

/** A time of issue in milliseconds or smaller units is after every proper one, so it tells nothing. */
const MAX_ISSUED_SEC = 1e11;

/**
 * Negative when `a` is older, positive when it is newer, 0 when they are alike. Creds without a time of issue
 * are ordered by their expiry, where none is the latest.
 */
export function compareIssued(a: IssuedTimes, b: IssuedTimes): number {
  const [issued, other] = [issuedAt(a), issuedAt(b)];
  if (issued > 0 && other > 0) return issued - other;
  const [expires, its] = [a.expiresAtSec ?? Infinity, b.expiresAtSec ?? Infinity];
  return expires === its ? issued - other : expires - its;
}

const issuedAt = ({ issuedAtSec }: IssuedTimes): number =>
  issuedAtSec !== null && issuedAtSec < MAX_ISSUED_SEC ? issuedAtSec : 0;
