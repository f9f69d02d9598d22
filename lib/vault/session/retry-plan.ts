// When an ended connection is tried again by itself, and how long to wait. Pure; used by session.ts
// and retries.ts. Losses are retried, with growing waits. A refusal, an expiry, a revocation or a limit
// is not: the answer would be the same. A silent close 1008 is tried once: so nats-server ends
// connections when their signing key's scope changed (accepted again) or the key is gone (refused), see
// nats-server server/accounts.go, end of updateAccountClaimsWithRefresh.

import type { EndCode } from "@/lib/shared/diagnosis/server-errors";
import type { EndRecord } from "@/lib/shared/facts/attempt";

const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 30_000;
const MAX_ATTEMPTS = 200;

const LOSSES: readonly EndCode[] = [
  "ended/lost",
  "ended/shutdown",
  "ended/stale",
  "ended/slow-consumer",
];

export type RetryKind = "keep-trying" | "once" | "none";

export function retryAfter(end: EndRecord, code: EndCode): RetryKind {
  if (LOSSES.includes(code) || code.startsWith("bridge/")) return "keep-trying";
  const isSilent = end.close?.code === 1008 && end.errors.length === 0;
  return isSilent && code === "ended/authorization" ? "once" : "none";
}

/** Milliseconds before retry `number` (from 1), or null when it is enough. */
export function retryWaitMs(kind: RetryKind, number: number): number | null {
  if (kind === "none" || number > (kind === "once" ? 1 : MAX_ATTEMPTS)) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), MAX_WAIT_MS);
  // Spread, so that many pages do not come back to a restarted server in the same instant.
  return Math.round(wait * (0.8 + 0.4 * Math.random()));
}
