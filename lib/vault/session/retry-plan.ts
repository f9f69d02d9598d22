// Whether an ended connection is retried automatically, and after how long. Pure; used by
// session-connection.ts and retries.ts. Losses are retried, with growing waits. A refusal, an expiry, a
// revocation or a limit is not retried, because the answer would be the same. A close 1008 without an error
// is retried once: this is how nats-server ends connections when the scope of their signing key has changed
// (it then accepts them) or the key has been removed (it then refuses them). Source: nats-server
// server/accounts.go, end of updateAccountClaimsWithRefresh.

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
  // An administrator who wants to keep the user out revokes it, and then the retry is refused.
  "ended/kicked": "keep-trying",
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

/**
 * Milliseconds before retry `number` of a series; null when there is no such retry. `sinceDrop` counts the
 * retries since the last connection ended. Both count from 1.
 */
export function retryWaitMs(kind: RetryKind, number: number, sinceDrop: number): number | null {
  if (kind === "none" || sinceDrop > (kind === "once" ? 1 : MAX_ATTEMPTS)) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), MAX_WAIT_MS);
  // Random, so that many pages do not return to a restarted server at the same moment.
  return Math.round(wait * (0.8 + 0.4 * Math.random()));
}
