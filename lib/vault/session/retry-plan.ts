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

/** Milliseconds before retry `number` (from 1); null when there is no such retry. */
export function retryWaitMs(kind: RetryKind, number: number): number | null {
  if (kind === "none" || number > (kind === "once" ? 1 : MAX_ATTEMPTS)) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), MAX_WAIT_MS);
  // Random, so that many pages do not return to a restarted server at the same moment.
  return Math.round(wait * (0.8 + 0.4 * Math.random()));
}
