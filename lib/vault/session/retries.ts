// The automatic retries of one session: whether one is planned, when, and when there are no more. Owned by
// session-connection.ts.
// Invariants: at most one retry is planned, and none after `cancel`. A server gets at most MAX_DROPS accepted
// logins, so as many signatures, for one click, unless a connection to it was stable.

import { type RetryKind, retryWaitMs } from "./retry-plan";

/** After a connection that lasted this long, waits and drops are counted from the start again. */
export const STABLE_MS = 60_000;
/** After this many drops without a stable connection the page stops retrying and asks. */
export const MAX_DROPS = 10;

export class Retries {
  private kind: RetryKind = "none";
  /** Since the click or the last stable connection. */
  private count = 0;
  private drops = 0;
  /** Since the last connection ended. */
  private countSinceDrop = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stableTimer: ReturnType<typeof setTimeout> | undefined;
  private plannedAt: number | null = null;

  /** Milliseconds since 1970 of the planned retry. */
  get at(): number | null {
    return this.plannedAt;
  }

  /** The server has accepted the creds. That alone resets no count: a hostile server can accept and drop. */
  onOpened(): void {
    this.clear();
    this.stableTimer = setTimeout(() => this.reset(), STABLE_MS);
  }

  /** An accepted connection has ended. Returns the number of drops if there are no retries for that reason. */
  onDropped(kind: RetryKind): number | null {
    clearTimeout(this.stableTimer);
    this.kind = kind;
    this.countSinceDrop = 0;
    if (kind === "none") return null;
    this.drops += 1;
    if (this.drops < MAX_DROPS) return null;
    this.kind = "none";
    return this.drops;
  }

  /** Dials later, with the number of that attempt. False when there have been enough retries. */
  plan(dial: (number: number) => void): boolean {
    const wait = retryWaitMs(this.kind, this.count + 1, this.countSinceDrop + 1);
    if (wait === null) return false;
    this.count += 1;
    this.countSinceDrop += 1;
    this.plannedAt = Date.now() + wait;
    this.timer = setTimeout(() => {
      this.plannedAt = null;
      dial(this.count + 1);
    }, wait);
    return true;
  }

  /** No retry is planned any more, and all counts start again. For what the user does. */
  cancel(): void {
    this.clear();
    this.reset();
  }

  private clear(): void {
    clearTimeout(this.timer);
    clearTimeout(this.stableTimer);
    this.plannedAt = null;
    this.kind = "none";
  }

  private reset(): void {
    this.count = 0;
    this.drops = 0;
    this.countSinceDrop = 0;
  }
}
