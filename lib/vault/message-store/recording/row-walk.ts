// The messages of a log, one after the other, those that were there when it began. Exports and replays read them in
// slices of time; rows that are dropped meanwhile are counted. It follows the log into another size.

import type { ExportScope, Seq } from "@/lib/shared/facts/console";
import type { MessageStore } from "@/lib/vault/message-store/message-store";
import { hasBit } from "@/lib/vault/message-store/search/bits";
import { searchTools } from "@/lib/vault/message-store/search/load-search";
import type { RowMatcher } from "@/lib/vault/message-store/search/row-matcher";
import { endOfStep } from "@/lib/vault/message-store/search/search-step";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import type { Segment } from "@/lib/vault/message-store/store/segment";

const STEP_ROWS = 1024;

/** Valid until the next message arrives. */
export interface WalkedRow {
  readonly log: MessageLog;
  readonly segment: Segment;
  readonly row: number;
}

export class RowWalk {
  readonly total: number;
  /** How many rows of `total` were looked at. */
  done = 0;
  /** Rows that were dropped before their turn. */
  missed = 0;
  private readonly firstSeq: Seq;
  private readonly lastSeq: Seq;
  private readonly selected: readonly Seq[] | null;
  private readonly bits = new Uint32Array(128);
  /** The rows before this one are marked in `bits`. */
  private markedTo: Seq;
  private matcher: RowMatcher | null = null;
  private log: MessageLog | null = null;

  /** Callers that pass a filter must await search/load-search.ts first. */
  constructor(
    private readonly store: MessageStore,
    private readonly scope: ExportScope,
  ) {
    const { firstSeq, lastSeq } = store.log;
    this.firstSeq = firstSeq;
    this.lastSeq = lastSeq;
    this.markedTo = firstSeq;
    this.selected = scope.kind === "selected" ? scope.seqs.toSorted((a, b) => a - b) : null;
    this.total = this.selected?.length ?? lastSeq - firstSeq + 1;
  }

  get isEnd(): boolean {
    return this.done >= this.total;
  }

  /** The next message. Null at the end, and when the time is over. */
  next(untilMs: number): WalkedRow | null {
    const { log } = this.store;
    if (log !== this.log) this.follow(log);
    while (!this.isEnd) {
      const seq = this.selected?.[this.done] ?? this.firstSeq + this.done;
      const segment = log.segmentOf(seq);
      if (segment === undefined) this.skipGone(log, seq);
      else if (this.selected === null && seq >= this.markedTo) {
        if (performance.now() >= untilMs) return null;
        this.markStep(segment, seq);
      } else {
        this.done++;
        const row = seq - segment.firstSeq;
        if (!segment.isNotice(row) && this.isWanted(row)) return { log, segment, row };
      }
    }
    return null;
  }

  private isWanted(row: number): boolean {
    return this.matcher === null || hasBit(this.bits, row);
  }

  private follow(log: MessageLog): void {
    const { scope, store } = this;
    this.log = log;
    this.markedTo = this.firstSeq + this.done;
    if (scope.kind === "matching") {
      this.matcher = searchTools().matcherOf(store, scope.filter.text);
    }
  }

  private skipGone(log: MessageLog, seq: Seq): void {
    const gone = this.selected === null ? Math.min(log.firstSeq, this.lastSeq + 1) - seq : 1;
    this.missed += Math.max(1, gone);
    this.done += Math.max(1, gone);
  }

  /** Marks the rows of one step from `seq`. */
  private markStep(segment: Segment, seq: Seq): void {
    const { matcher, bits } = this;
    const from = seq - segment.firstSeq;
    const last = Math.min(segment.rows, from + STEP_ROWS, this.lastSeq - segment.firstSeq + 1);
    const to = matcher === null ? last : endOfStep([matcher], segment, from, last);
    bits.fill(0);
    matcher?.mark(segment, from, to, bits);
    this.markedTo = segment.firstSeq + to;
  }
}
