// Finds the next or previous row that all of some queries let through, in slices of time, for "next hit".
// Used by the message store. It looks at rows from one row outward and keeps nothing about them.

import type { Seq } from "@/lib/shared/facts/console";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { hasBit } from "./bits";
import type { RowMatcher } from "./row-matcher";
import { endOfStep, startOfStep } from "./search-step";

const STEP_ROWS = 1024;

export class RowFinder {
  private readonly bits: Uint32Array[];
  private cursor: Seq;

  /** Empty `matchers` let every row through. `from` itself is left out; null = start at the end. */
  constructor(
    private readonly log: MessageLog,
    private readonly matchers: readonly RowMatcher[],
    from: Seq | null,
    private readonly direction: 1 | -1,
  ) {
    this.cursor = from === null ? (direction === 1 ? log.firstSeq : log.lastSeq) : from + direction;
    this.bits = matchers.map(() => new Uint32Array(128));
  }

  /** Null = there is no such row. */
  next(untilMs: number): Seq | null | "not-yet" {
    const { log, direction } = this;
    do {
      if (direction === 1) this.cursor = Math.max(this.cursor, log.firstSeq);
      else this.cursor = Math.min(this.cursor, log.lastSeq);
      const segment = log.segmentOf(this.cursor);
      if (segment === undefined) return null;
      const row = this.cursor - segment.firstSeq;
      const { matchers } = this;
      const oldest = Math.max(segment.gone, row - STEP_ROWS + 1);
      const newest = Math.min(segment.rows, row + STEP_ROWS);
      const from = direction === 1 ? row : startOfStep(matchers, segment, oldest, row + 1);
      const to = direction === 1 ? endOfStep(matchers, segment, row, newest) : row + 1;
      for (const [index, matcher] of matchers.entries()) {
        const bits = this.bits[index] ?? new Uint32Array(0);
        bits.fill(0);
        matcher.mark(segment, from, to, bits);
      }
      const isMatch = (other: number) => this.bits.every((bits) => hasBit(bits, other));
      for (let other = row; other >= from && other < to; other += direction) {
        if (isMatch(other)) return segment.firstSeq + other;
      }
      this.cursor = segment.firstSeq + (direction === 1 ? to : from - 1);
    } while (performance.now() < untilMs);
    return "not-yet";
  }
}
