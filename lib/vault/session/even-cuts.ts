// Notices that the connections of a session are lost one after the other, each about as long after its beginning. A
// proxy with a limit does that; a network that fails does not. Kept by session-record.ts. Times are by the clock of
// arrivals.

import type { CutFacts } from "@/lib/shared/facts/attempt";

/** A server that drops at once, or restarts again and again, is no limit of a proxy. */
const SHORTEST_MS = 1000;
/** How much two such times may differ, in part and at least. */
const SPREAD = 0.1;
const SPREAD_MS = 800;

export class EvenCuts {
  private openedAt = 0;
  private lastedMs = 0;
  private times = 0;

  /** Null until it has happened twice. */
  get facts(): CutFacts | null {
    return this.times < 2 ? null : { times: this.times, afterMs: Math.round(this.lastedMs) };
  }

  onOpened(nowMs: number): void {
    this.openedAt = nowMs;
  }

  /** The open connection is heard: once it has clearly outlasted the limit, there is none. */
  onHeard(nowMs: number): void {
    if (this.times > 0 && nowMs - this.openedAt > this.lastedMs + 2 * this.spreadMs())
      this.forget();
  }

  /** `isUnexplained`: the loss has no other reason, such as words of the server or a flood. */
  onLost(nowMs: number, isUnexplained: boolean): void {
    const lastedMs = nowMs - this.openedAt;
    const isEven = this.times > 0 && Math.abs(lastedMs - this.lastedMs) <= this.spreadMs();
    this.times = !isUnexplained || lastedMs < SHORTEST_MS ? 0 : isEven ? this.times + 1 : 1;
    this.lastedMs = lastedMs;
  }

  forget(): void {
    this.times = 0;
    this.lastedMs = 0;
  }

  private spreadMs(): number {
    return Math.max(SPREAD_MS, this.lastedMs * SPREAD);
  }
}
