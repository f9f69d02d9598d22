// Chooses the clock to compare this machine's with: the server's, where it has answered with its time
// ($SYS.REQ.USER.INFO, 2.10 and newer) in this session or another one with the same address; else that of the
// page's host (its Date header). Pure. The page passes the result to the checks and the verdict.

import type { AttemptRecord, ServerFacts } from "@/lib/shared/facts/attempt";
import type { ClockFacts } from "@/lib/shared/facts/clock";

/** A SessionState has this shape. */
export interface ClockWitness {
  readonly attempt: AttemptRecord | null;
  readonly server: ServerFacts | null;
}

export function clockOf(
  own: ClockWitness | undefined,
  all: Iterable<ClockWitness>,
  pageHost: ClockFacts | null,
): ClockFacts | null {
  const fromServer = own?.server?.identity?.clock;
  if (fromServer) return fromServer;
  const address = own?.attempt?.address;
  if (address !== undefined) {
    for (const { attempt, server } of all) {
      if (attempt?.address === address && server?.identity?.clock) return server.identity.clock;
    }
  }
  return pageHost;
}

/** Seconds since 1970 by that clock, or by this machine's where the difference is too small to measure. */
export function secondsBy(clock: ClockFacts | null, nowMs: number): number {
  const isOff = clock !== null && Math.abs(clock.aheadMs) > clock.accuracyMs;
  return Math.floor((nowMs + (isOff ? clock.aheadMs : 0)) / 1000);
}
