// Which clock to hold ours against: the server's own where it told its time ($SYS.REQ.USER.INFO, 2.10 and
// newer), here or in another session with the same address; else that of the page's own host (its Date
// header). Pure; given by the page to the checks and the verdict.

import type { AttemptRecord, ServerFacts } from "@/lib/shared/facts/attempt";
import type { ClockFacts } from "@/lib/shared/facts/clock";

/** A SessionState fits. */
export interface ClockWitness {
  readonly attempt: AttemptRecord | null;
  readonly server: ServerFacts | null;
}

export function clockOf(
  own: ClockWitness | undefined,
  all: Iterable<ClockWitness>,
  pageHost: ClockFacts | null,
): ClockFacts | null {
  const told = own?.server?.identity?.clock;
  if (told) return told;
  const address = own?.attempt?.address;
  if (address !== undefined) {
    for (const { attempt, server } of all) {
      if (attempt?.address === address && server?.identity?.clock) return server.identity.clock;
    }
  }
  return pageHost;
}

/** Seconds since 1970 by that clock; by ours where they agree within what can be measured. */
export function secondsBy(clock: ClockFacts | null, nowMs: number): number {
  const isOff = clock !== null && Math.abs(clock.aheadMs) > clock.accuracyMs;
  return Math.floor((nowMs + (isOff ? clock.aheadMs : 0)) / 1000);
}
