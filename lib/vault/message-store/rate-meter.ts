// Messages a second over the last second, for the log and for each subscription. Counts go into slots of
// 100 ms. The oldest slot counts in proportion to the part of it that is still within the second.

const SLOT_MS = 100;
const SLOTS = 11;

export class RateMeter {
  private readonly counts = new Uint32Array(SLOTS);
  private newest = -1;

  add(nowMs: number, count = 1): void {
    this.advance(nowMs);
    const slot = this.newest % SLOTS;
    this.counts[slot] = (this.counts[slot] ?? 0) + count;
  }

  rate(nowMs: number): number {
    this.advance(nowMs);
    let sum = 0;
    for (const count of this.counts) sum += count;
    const oldest = this.counts[(this.newest + 1) % SLOTS] ?? 0;
    const passed = Math.min(1, Math.max(0, nowMs / SLOT_MS - this.newest));
    return Math.round(sum - oldest * passed);
  }

  /** After a clock has stepped back, counts go into the newest slot. */
  private advance(nowMs: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    if (slot <= this.newest) return;
    const steps = this.newest < 0 ? SLOTS : Math.min(SLOTS, slot - this.newest);
    for (let i = 0; i < steps; i++) this.counts[(slot - i) % SLOTS] = 0;
    this.newest = slot;
  }
}
