// Notices that the browser did not let the vault run, as it does with tabs in the background, a frozen
// page or a machine asleep: a beat that is due every so often comes much too late. One per connection.

/** No work of ours takes that long. */
const STALL_MS = 5000;

export class StallWatch {
  private last: number;

  constructor(
    private readonly everyMs: number,
    nowMs: number,
  ) {
    this.last = nowMs;
  }

  /** Milliseconds that were lost since the beat before; 0 when it came in time. */
  beat(nowMs: number): number {
    const late = nowMs - this.last - this.everyMs;
    this.last = nowMs;
    return late >= STALL_MS ? Math.round(late) : 0;
  }
}
