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

export type RetryKind = "keep-trying" | "once" | "none";

/** "once" applies to silent ends only. A code that is missing here does not compile. */
const AFTER: Record<EndCode, RetryKind> = {
  "ended/lost": "keep-trying",
  "ended/shutdown": "keep-trying",
  "ended/stale": "keep-trying",
  "ended/slow-consumer": "keep-trying",
  "ended/authorization": "once",
  "ended/expired": "none",
  "ended/account-expired": "none",
  "ended/revoked": "none",
  "ended/limits": "none",
  "server/shutdown": "none",
  "server/protocol": "none",
  "limits/subscriptions": "none",
  "limits/payload": "none",
  "bridge/busy": "keep-trying",
  "bridge/upstream-closed": "keep-trying",
  "bridge/idle": "keep-trying",
  "bridge/slow-reader": "keep-trying",
  "bridge/stopped": "keep-trying",
};

export function retryAfter(end: EndRecord, code: EndCode): RetryKind {
  const kind = AFTER[code];
  const isSilent = end.close?.code === 1008 && end.errors.length === 0;
  return kind === "once" && !isSilent ? "none" : kind;
}

/** Milliseconds before retry `number` (from 1), or null when it is enough. */
export function retryWaitMs(kind: RetryKind, number: number): number | null {
  if (kind === "none" || number > (kind === "once" ? 1 : MAX_ATTEMPTS)) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), MAX_WAIT_MS);
  // Spread, so that many pages do not come back to a restarted server in the same instant.
  return Math.round(wait * (0.8 + 0.4 * Math.random()));
}
