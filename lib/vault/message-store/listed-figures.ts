// The figures of the subjects for the listed subscriptions alone, where the subject table has those of all. They are
// counted from the rows for one answer, in turns, and only while a subscription is muted or listed alone. Rows that the
// log drops meanwhile are taken out again, so a subject whose number goes to another one has none left.

import type { Seq } from "@/lib/shared/facts/console";
import type { ListedSubscriptions } from "@/lib/shared/facts/log-figures";
import type { Steps } from "@/lib/vault/base/turns";
import { type IsListed, ROWS_PER_TURN } from "./rows-since";
import type { MessageLog } from "./store/message-log";
import { META_NOTICE, type Segment } from "./store/segment";

/** Those of the subject table, by the number of the subject. */
export interface SubjectFigures {
  readonly kept: Uint32Array;
  readonly bytes: Float64Array;
  readonly lastSeq: Float64Array;
  /** How many subjects have kept messages. */
  readonly alive: number;
}

export function isListedBy({ muted, solo }: ListedSubscriptions): IsListed {
  const silent = new Set(muted);
  return solo === null ? (one) => !silent.has(one) : (one) => one === solo;
}

export class ListedFigures implements SubjectFigures {
  readonly kept: Uint32Array;
  readonly bytes: Float64Array;
  readonly lastSeq: Float64Array;
  alive = 0;
  /** The rows from `from` to `until` are counted. */
  private from: Seq;
  private readonly until: Seq;
  private readonly stopListening: () => void;

  constructor(
    private readonly log: MessageLog,
    private readonly isListed: IsListed,
  ) {
    const { size } = log.subjects;
    this.kept = new Uint32Array(size);
    this.bytes = new Float64Array(size);
    this.lastSeq = new Float64Array(size);
    this.until = log.lastSeq;
    this.from = log.lastSeq + 1;
    this.stopListening = log.onDrop((segment, rows) => this.onDrop(segment, rows));
  }

  dispose(): void {
    this.stopListening();
  }

  /** From the newest segment back. */
  *count(rowsPerTurn = ROWS_PER_TURN): Steps<void> {
    let rows = 0;
    for (const segment of this.log.segments.toReversed()) {
      if (rows + segment.rows > rowsPerTurn) {
        yield rows;
        rows = 0;
      }
      const { firstSeq, gone } = segment;
      const to = Math.min(segment.rows, this.until - firstSeq + 1);
      if (gone >= to) continue;
      this.add(segment, gone, to, 1);
      this.from = firstSeq + gone;
      rows += to - gone;
    }
  }

  private onDrop(segment: Segment, rows: number): void {
    const start = Math.max(segment.gone, this.from - segment.firstSeq);
    const to = Math.min(segment.gone + rows, this.until - segment.firstSeq + 1);
    if (start < to) this.add(segment, start, to, -1);
  }

  private add(segment: Segment, start: number, to: number, sign: 1 | -1): void {
    const { kept, bytes, lastSeq } = this;
    const { subjects } = this.log;
    const { subject, subscription, size, meta } = segment.columns();
    let last = -1;
    let isListed = false;
    for (let row = to - 1; row >= start; row--) {
      const from = subscription[row] ?? 0;
      if (from !== last) {
        last = from;
        isListed = this.isListed(from);
      }
      if (!isListed || ((meta[row] ?? 0) & META_NOTICE) !== 0) continue;
      const id = subject[row] ?? 0;
      const before = kept[id] ?? 0;
      kept[id] = before + sign;
      bytes[id] = (bytes[id] ?? 0) + sign * (subjects.lengthOf(id) + (size[row] ?? 0));
      if (before === 0) {
        lastSeq[id] = segment.firstSeq + row;
        this.alive += 1;
      } else if (before + sign === 0) this.alive -= 1;
    }
  }
}
