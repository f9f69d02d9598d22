// The life of a JWT in numbers and short words: how much of it has passed, how much is left.
// Used by the keyring and by the life bar. Pure; the clock is passed in.

import { formatCountdown, formatSpanShort } from "@/lib/page/format/duration";

export interface LifeClaims {
  readonly issuedAtSec: number | null;
  readonly expiresAtSec: number | null;
  readonly notBeforeSec?: number | null;
}

export interface Life {
  readonly state: "endless" | "early" | "running" | "ended";
  readonly tone: "ok" | "warn" | "bad";
  /** Part of the time between issue and expiry that has passed, 0 to 1; null when it cannot be said. */
  readonly passed: number | null;
  /** To the expiry while it runs, since the expiry when ended, to `nbf` when early; 0 when endless. */
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

/** For a row of the keyring: "212 d left", "expired 3 h ago", "no expiry". */
export function shortLife(life: Life): string {
  switch (life.state) {
    case "endless":
      return "no expiry";
    case "early":
      return `valid in ${coarse(life.spanMs)}`;
    case "running":
      return `${coarse(life.spanMs)} left`;
    case "ended":
      return `expired ${coarse(life.spanMs)} ago`;
  }
}

/** For the life bar: days while there are some, a countdown to the second on the last day. */
export function longLife(life: Life): string {
  switch (life.state) {
    case "endless":
      return "no expiry";
    case "early":
      return `not valid for another ${formatCountdown(life.spanMs)}`;
    case "running":
      return `${formatCountdown(life.spanMs)} left`;
    case "ended":
      return `expired ${formatCountdown(life.spanMs)} ago`;
  }
}

function coarse(ms: number): string {
  return formatSpanShort(ms / 1_000);
}
