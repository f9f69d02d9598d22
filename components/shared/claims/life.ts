// The life of a JWT in numbers: how much has passed and how much is left. The texts are in life-text.ts.
// Used by the keyring and the life bar. Pure; the caller passes the time.

export interface LifeClaims {
  readonly issuedAtSec: number | null;
  readonly expiresAtSec: number | null;
  readonly notBeforeSec?: number | null;
}

export interface Life {
  readonly state: "endless" | "early" | "running" | "ended";
  readonly tone: "ok" | "warn" | "bad";
  /** The passed part of the time between issue and expiry, 0 to 1; null when it is not known. */
  readonly passed: number | null;
  /** Running: time to the expiry. Ended: time since the expiry. Early: time to `nbf`. Endless: 0. */
  readonly spanMs: number;
}

const DAY_MS = 86_400_000;

/** `exp` is the last second that still counts (nats-io/jwt v2 claims.go: expired when now is past it). */
export function lifeOf(claims: LifeClaims, nowMs: number): Life {
  const { issuedAtSec, expiresAtSec, notBeforeSec } = claims;
  const startMs = notBeforeSec ? notBeforeSec * 1_000 : null;
  // Zero means never, as in nats-io/jwt.
  const endMs = expiresAtSec ? expiresAtSec * 1_000 : null;
  if (endMs !== null && nowMs >= endMs + 1_000) {
    return { state: "ended", tone: "bad", passed: 1, spanMs: nowMs - endMs };
  }
  if (startMs !== null && nowMs < startMs) {
    return { state: "early", tone: "bad", passed: 0, spanMs: startMs - nowMs };
  }
  if (endMs === null) return { state: "endless", tone: "ok", passed: null, spanMs: 0 };
  const leftMs = Math.max(0, endMs - nowMs);
  const issuedMs = issuedAtSec === null ? null : issuedAtSec * 1_000;
  const wholeMs = issuedMs === null ? 0 : endMs - issuedMs;
  const passed = wholeMs > 0 ? Math.min(1, Math.max(0, 1 - leftMs / wholeMs)) : null;
  const isShort = leftMs < DAY_MS || (passed !== null && passed > 0.9);
  return { state: "running", tone: isShort ? "warn" : "ok", passed, spanMs: leftMs };
}
