// Which rows of a log match one query. It looks at new rows as they arrive and at older ones from the newest
// back, in slices of time. The message store makes one for each filter. The place of a matching row never
// changes: newer matches get the next place, older ones the place before. Invariant: the rows from `backSeq`
// up to `frontSeq` have been looked at, the others have not.

import type { Seq } from "@/lib/shared/facts/console";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import type { Segment } from "@/lib/vault/message-store/store/segment";
import { clearBits, countBits, hasBit, nthBit } from "./bits";
import type { RowMatcher } from "./row-matcher";
import { endOfStep, startOfStep } from "./search-step";

interface Marks {
  readonly bits: Uint32Array;
  count: number;
}

/** Rows looked at between two readings of the clock. */
const STEP_ROWS = 4096;
/** Enough for 64 segments. */
const SPARE_WORDS = 8192;

export class SearchIndex {
  private readonly marks = new Map<Segment, Marks>();
  private frontSeq: Seq;
  private backSeq: Seq;
  private known = 0;
  /** The place of the oldest known match. */
  private first: number;
  /** The search goes back to this row; null = to the first one. */
  private stopSeq: Seq | null = null;
  private spentMs = 0;
  /** Room for the bits of future segments. */
  private spare = new Uint32Array(0);
  private readonly stopListening: () => void;

  constructor(
    private readonly log: MessageLog,
    private readonly matcher: RowMatcher,
  ) {
    this.frontSeq = log.lastSeq + 1;
    this.backSeq = this.frontSeq;
    // At most this many can be found further back.
    this.first = this.frontSeq - log.firstSeq;
    this.stopListening = log.onDrop((segment, rows) => this.onDrop(segment, rows));
  }

  get removed(): number {
    return this.first;
  }

  get matching(): number {
    return this.known;
  }

  get isStopped(): boolean {
    return this.stopSeq !== null && this.backSeq <= this.stopSeq;
  }

  /** Null = the search was not stopped. */
  get stoppedAt(): Seq | null {
    return this.stopSeq;
  }

  /** The time spent searching. */
  get elapsedMs(): number {
    return this.spentMs;
  }

  /** Kept rows that have been looked at. */
  get scanned(): number {
    return this.frontSeq - Math.max(this.backSeq, this.log.firstSeq);
  }

  get isDone(): boolean {
    return this.frontSeq > this.log.lastSeq && this.isBackDone;
  }

  /** Ends the search backwards, now or at the row where an earlier one was stopped. Older rows stay unsearched. */
  stop(seq: Seq = this.backSeq): void {
    this.stopSeq = seq;
  }

  dispose(): void {
    this.stopListening();
    this.marks.clear();
  }

  /** Makes places start at 0. Only allowed before a place has been given out. */
  rebase(): void {
    this.first = 0;
  }

  /** Looks at rows until all are known or the time is over. A flood of new rows never keeps it from older ones. */
  advance(untilMs: number): void {
    const startedAt = performance.now();
    let isMore: boolean;
    do {
      const isNew = this.stepFront();
      isMore = this.stepBack() || isNew;
    } while (isMore && performance.now() < untilMs);
    this.spentMs += performance.now() - startedAt;
  }

  /** How many known matches have a Seq of at most `until`. */
  matchingUntil(until: Seq): number {
    if (until >= this.log.lastSeq) return this.known;
    let count = 0;
    for (const segment of this.log.segments) {
      const rows = until - segment.firstSeq + 1;
      if (rows <= 0) break;
      const marks = this.marks.get(segment);
      if (marks === undefined) continue;
      count += rows >= segment.rows ? marks.count : countBits(marks.bits, rows);
    }
    return count;
  }

  /** The Seq of at most `count` matches, from the one that has `index` known matches before it. */
  seqsFrom(index: number, count: number): Seq[] {
    const seqs: Seq[] = [];
    let left = index;
    for (const segment of this.log.segments) {
      const marks = this.marks.get(segment);
      if (marks === undefined) continue;
      if (left >= marks.count) {
        left -= marks.count;
        continue;
      }
      for (let row = nthBit(marks.bits, left); row < segment.rows; row++) {
        if (seqs.length >= count) return seqs;
        if (hasBit(marks.bits, row)) seqs.push(segment.firstSeq + row);
      }
      left = 0;
    }
    return seqs;
  }

  /** The known matches in a segment; null = none. */
  bitsOf(segment: Segment): Uint32Array | null {
    return this.marks.get(segment)?.bits ?? null;
  }

  matches(seq: Seq): boolean {
    const segment = this.log.segmentOf(seq);
    const marks = segment && this.marks.get(segment);
    return marks !== undefined && hasBit(marks.bits, seq - (segment?.firstSeq ?? 0));
  }

  /** Whether a row has been looked at. */
  knows(seq: Seq): boolean {
    return seq >= this.backSeq && seq < this.frontSeq;
  }

  private get isBackDone(): boolean {
    return this.backSeq <= Math.max(this.log.firstSeq, this.stopSeq ?? 0);
  }

  private stepFront(): boolean {
    const { log } = this;
    this.frontSeq = Math.max(this.frontSeq, log.firstSeq);
    this.backSeq = Math.max(this.backSeq, Math.min(log.firstSeq, this.frontSeq));
    const segment = log.segmentOf(this.frontSeq);
    if (segment === undefined) return false;
    const from = this.frontSeq - segment.firstSeq;
    const to = endOfStep([this.matcher], segment, from, Math.min(segment.rows, from + STEP_ROWS));
    this.known += this.mark(segment, from, to);
    this.frontSeq = segment.firstSeq + to;
    return true;
  }

  private stepBack(): boolean {
    const { log } = this;
    if (this.isBackDone) return false;
    const segment = log.segmentOf(this.backSeq - 1);
    if (segment === undefined) return false;
    const to = this.backSeq - segment.firstSeq;
    const stopRow = (this.stopSeq ?? 0) - segment.firstSeq;
    const farthest = Math.max(segment.gone, to - STEP_ROWS, stopRow);
    const from = startOfStep([this.matcher], segment, farthest, to);
    const found = this.mark(segment, from, to);
    this.known += found;
    this.first -= found;
    this.backSeq = segment.firstSeq + from;
    return true;
  }

  private mark(segment: Segment, from: number, to: number): number {
    let marks = this.marks.get(segment);
    if (marks === undefined) {
      marks = { bits: this.newBits(Math.ceil(segment.capacity / 32)), count: 0 };
      this.marks.set(segment, marks);
    }
    const found = this.matcher.mark(segment, from, to, marks.bits);
    marks.count += found;
    return found;
  }

  /** Cuts arrays from a larger one: making a small array takes as long as looking at a thousand rows. */
  private newBits(words: number): Uint32Array {
    if (this.spare.length < words) this.spare = new Uint32Array(Math.max(words, SPARE_WORDS));
    const bits = this.spare.subarray(0, words);
    this.spare = this.spare.subarray(words);
    return bits;
  }

  private onDrop(segment: Segment, rows: number): void {
    const marks = this.marks.get(segment);
    if (marks === undefined) return;
    const end = segment.gone + rows;
    const lost = countBits(marks.bits, end);
    clearBits(marks.bits, end);
    marks.count -= lost;
    this.known -= lost;
    this.first += lost;
    if (end === segment.rows) this.marks.delete(segment);
  }
}
