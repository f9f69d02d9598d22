// The automatic retries of one session: whether there is one, and when. Owned by session.ts.
// Invariant: at most one is planned, and none once it was called off.

import { type RetryKind, retryWaitMs } from "./retry-plan";

export class Retries {
  private kind: RetryKind = "none";
  private count = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private plannedAt: number | null = null;

  /** Milliseconds since 1970 of the planned one. */
  get at(): number | null {
    return this.plannedAt;
  }

  /** How a connection that has just ended is tried again. */
  use(kind: RetryKind): void {
    this.kind = kind;
  }

  /** Dials later, with the number of that attempt; false when it was tried enough. */
  plan(dial: (number: number) => void): boolean {
    const wait = retryWaitMs(this.kind, this.count + 1);
    if (wait === null) return false;
    this.count += 1;
    this.plannedAt = Date.now() + wait;
    this.timer = setTimeout(() => {
      this.plannedAt = null;
      dial(this.count + 1);
    }, wait);
    return true;
  }

  /** None is planned nor wanted, and the next ones are counted from one. */
  callOff(): void {
    clearTimeout(this.timer);
    this.plannedAt = null;
    this.kind = "none";
    this.count = 0;
  }
}
