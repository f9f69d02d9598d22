// So much time for work that can wait: all of it at once, then a fourth of the time that passes. Used by hits.ts, where
// a costly expression must not hold up the rows.

const MOST_MS = 100;
const SHARE = 0.25;

export class TimeAllowance {
  private leftMs = MOST_MS;
  private at = performance.now();

  begin(): void {
    const now = performance.now();
    this.leftMs = Math.min(MOST_MS, this.leftMs + (now - this.at) * SHARE);
    this.at = now;
  }

  isOver(): boolean {
    return performance.now() - this.at >= this.leftMs;
  }

  end(): void {
    const now = performance.now();
    this.leftMs -= now - this.at;
    this.at = now;
  }
}
