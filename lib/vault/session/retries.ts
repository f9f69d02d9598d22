// The automatic retries of one session: whether one is planned, and when. Owned by session-connection.ts.
// Invariant: at most one is planned, and none after `cancel`.

import { type RetryKind, retryWaitMs } from "./retry-plan";

export class Retries {
  private kind: RetryKind = "none";
  private count = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private plannedAt: number | null = null;

  /** Milliseconds since 1970 of the planned retry. */
  get at(): number | null {
    return this.plannedAt;
  }

  /** Set when a connection has ended. */
  setKind(kind: RetryKind): void {
    this.kind = kind;
  }

  /** Dials later, with the number of that attempt. False when there have been enough retries. */
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

  /** No retry is planned any more, and the count starts again. */
  cancel(): void {
    clearTimeout(this.timer);
    this.plannedAt = null;
    this.kind = "none";
    this.count = 0;
  }
}
