// The rows of one stream in one bounded memory: a ring of segments, the oldest of which leave first.
// Filled in place by message-ingest.ts (what a connection received) and by `append` (everything else);
// read by message-store.ts, the search and the exports. Invariants: rows have consecutive Seq from
// `firstSeq` to `lastSeq`; received = kept + dropped; times never go back; nothing is allocated for a row.

import { toBytes } from "@/lib/shared/base/bytes";
import type { Seq, SubscriptionId } from "@/lib/shared/facts/console";
import type { ParsedLine } from "./message-line";
import { type MessageRecord, type Notice, writeRecord } from "./record";
import { RingMemory, SCRATCH_BYTES } from "./ring-memory";
import { BYTES_PER_ROW, META_NOTICE, META_SUBJECT_SHIFT, Segment } from "./segment";
import { SubjectTable } from "./subject-table";

const SMALL_BUDGET = 16 * 1024 * 1024;
const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;

/** Told before rows leave, so that what was worked out for them can be given up. */
export type DropListener = (segment: Segment, rows: number) => void;

/** Who writes the open bytes: the intake of one connection. */
export interface OpenOwner {
  stash(): void;
}

export class MessageLog {
  readonly memory: RingMemory;
  readonly subjects = new SubjectTable();
  readonly segments: Segment[] = [];
  lastSeq: Seq;
  received = 0;
  dropped = 0;
  notices = 0;
  bytes = 0;
  /** What is written but no row yet: `open` up to `end`. */
  open = SCRATCH_BYTES;
  end = SCRATCH_BYTES;
  /** A message of more bytes is not kept. */
  readonly maxMessageBytes: number;
  private readonly rowsPerSegment: number;
  private readonly segmentBytes: number;
  private current: Segment | null = null;
  private owner: OpenOwner | null = null;
  /** Up to here may be written without asking. */
  private roomTo = 0;
  private readonly dropListeners = new Set<DropListener>();

  constructor(
    private readonly budgetBytes: number,
    lastSeq: Seq = 0,
  ) {
    this.lastSeq = lastSeq;
    this.memory = new RingMemory(budgetBytes);
    this.rowsPerSegment = budgetBytes >= SMALL_BUDGET ? 4096 : 128;
    this.segmentBytes = Math.min(MAX_SEGMENT_BYTES, Math.floor(budgetBytes / 64));
    this.maxMessageBytes = Math.floor(budgetBytes / 4);
  }

  get firstSeq(): Seq {
    const oldest = this.segments[0];
    return oldest === undefined ? this.lastSeq + 1 : oldest.firstSeq + oldest.gone;
  }

  get heldBytes(): number {
    return this.memory.byteLength + this.subjects.heldBytes;
  }

  onDrop(listener: DropListener): () => void {
    this.dropListeners.add(listener);
    return () => this.dropListeners.delete(listener);
  }

  /**
   * Makes room for `bytes` behind `end`; what is open may move. False when there is no such room.
   * There is a segment with a free row afterwards.
   */
  reserve(bytes: number): boolean {
    const { current, end } = this;
    if (current !== null && !current.isFull) {
      if (end + bytes <= this.roomTo) return true;
      const fitsSegment =
        current.rows === 0 || end + bytes - current.dataOffset <= this.segmentBytes;
      if (fitsSegment && this.extend(end + bytes)) return true;
    }
    return this.openSegment(bytes);
  }

  /** The open bytes from `open` on (the line, its message and a line end) become a row. */
  addMessage(arrivedAt: number, line: ParsedLine, subscription: SubscriptionId): void {
    const { current, open } = this;
    if (current === null) return;
    const { lineBytes, size, subjectOffset, subjectBytes } = line;
    const seq = ++this.lastSeq;
    const total = subjectBytes + size;
    const start = open + subjectOffset;
    const subject = this.subjects.enter(
      this.memory.u8,
      start,
      start + subjectBytes,
      line.hash,
      seq,
      total,
    );
    current.put(
      arrivedAt,
      open,
      size,
      line.head,
      subject,
      subscription,
      lineBytes | line.flags | (subjectOffset << META_SUBJECT_SHIFT),
    );
    current.messages++;
    current.bytes += total;
    this.bytes += total;
    this.received++;
    this.open = open + lineBytes + size + 2;
  }

  /** The open bytes, a notice of `size` bytes, become a row. */
  addNoticeRow(arrivedAt: number, size: number): void {
    this.current?.put(arrivedAt, this.open, size, 0, 0, 0, META_NOTICE);
    this.open = this.end;
    this.lastSeq++;
    this.notices++;
  }

  /** Adds a message that no connection received; null when it is too large to be kept. */
  append(message: MessageRecord): Seq | null {
    const { bytes, line } = writeRecord(message);
    const isKept = this.insert(bytes, () =>
      this.addMessage(message.at, line, message.subscription),
    );
    if (!isKept) this.countTooLarge();
    return isKept ? this.lastSeq : null;
  }

  /** Counts a message that is too large to be kept. */
  countTooLarge(): void {
    this.received++;
    this.dropped++;
  }

  /** The open bytes are this one's from now on; whoever had them before takes them away first. */
  claim(owner: OpenOwner): void {
    if (owner === this.owner) return;
    this.release();
    this.owner = owner;
  }

  /** Whoever has open bytes takes them away. */
  release(): void {
    this.owner?.stash();
    this.owner = null;
  }

  /** Gives up what is no row yet. */
  discardOpen(): void {
    this.end = this.open;
  }

  addNotice(notice: Notice): void {
    const bytes = toBytes(JSON.stringify(notice));
    this.insert(bytes, () => this.addNoticeRow(notice.at, bytes.length));
  }

  /**
   * Writes a whole row, which `addRow` then adds; what is open stays open behind it. False when the row
   * is too large for this log.
   */
  insert(bytes: Uint8Array, addRow: () => void): boolean {
    const pending = this.memory.u8.slice(this.open, this.end);
    const room = this.roomTo - this.open;
    this.end = this.open;
    const hasRoom = bytes.length <= this.maxMessageBytes && this.reserve(bytes.length);
    if (hasRoom) {
      this.memory.u8.set(bytes, this.end);
      this.end += bytes.length;
      addRow();
    }
    if (pending.length > 0 && this.reserve(room)) {
      this.memory.u8.set(pending, this.end);
      this.end += pending.length;
    }
    return hasRoom;
  }

  /**
   * Gives the next Seq to a row that is too large for this log. Rows stay consecutive, so all rows
   * before it go as well.
   */
  skipSeq(): void {
    this.lastSeq++;
    this.dropBefore(this.lastSeq);
    this.segments.length = 0;
    this.current = null;
    this.open = SCRATCH_BYTES;
    this.end = SCRATCH_BYTES;
    this.roomTo = 0;
  }

  /** The segment that holds a row; undefined when the row is not there. */
  segmentOf(seq: Seq): Segment | undefined {
    if (seq < this.firstSeq || seq > this.lastSeq) return undefined;
    return this.segments[this.segmentIndex(seq)];
  }

  /** Index of the last segment that begins at or before `seq`; -1 when there is none. */
  segmentIndex(seq: Seq): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.segments[middle]?.firstSeq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Lets rows before `seq` go. */
  dropBefore(seq: Seq): void {
    for (let oldest = this.segments[0]; oldest !== undefined; oldest = this.segments[0]) {
      const rows = Math.min(oldest.rows, seq - oldest.firstSeq) - oldest.gone;
      if (rows > 0) this.dropRows(oldest, rows);
      if (oldest.gone < oldest.rows || oldest === this.current) return;
      this.segments.shift();
    }
  }

  /** Lets rows go that came before a time. */
  dropOlder(thanMs: number): void {
    for (let oldest = this.segments[0]; oldest !== undefined; oldest = this.segments[0]) {
      if (oldest.gone === oldest.rows || oldest.arrivedAt(oldest.gone) >= thanMs) return;
      let row = oldest.gone;
      while (row < oldest.rows && oldest.arrivedAt(row) < thanMs) row++;
      this.dropBefore(oldest.firstSeq + row);
      if (oldest === this.current || row < oldest.rows) return;
    }
  }

  /** All rows go, and the counts start anew; Seq goes on. */
  clear(): void {
    this.dropBefore(this.lastSeq + 1);
    this.received = 0;
    this.dropped = 0;
    this.notices = 0;
  }

  /** Memory ahead of the flood; true when there is nothing left to prepare. */
  prepare(bytes: number): boolean {
    const ahead = this.end + bytes;
    return !this.fits(ahead) || this.memory.touch(this.end, ahead);
  }

  /** The table of subjects takes memory too. */
  private limit(): number {
    return this.budgetBytes - Math.min(this.subjects.heldBytes, this.budgetBytes / 2);
  }

  private fits(to: number): boolean {
    return this.memory.holds(to) || (to <= this.limit() && this.memory.ensure(to));
  }

  private extend(to: number): boolean {
    if (!this.fits(to)) return false;
    this.clearWay(this.end, to, false);
    this.roomTo = to;
    return true;
  }

  private openSegment(bytes: number): boolean {
    const { current, open, end } = this;
    const pending = end - open;
    const total = this.rowsPerSegment * BYTES_PER_ROW + pending + bytes;
    let base = current === null ? SCRATCH_BYTES : Math.ceil(end / 8) * 8;
    let isLap = false;
    if (!this.fits(base + total)) {
      base = SCRATCH_BYTES;
      isLap = true;
      if (!this.fits(base + total)) return false;
    }
    this.clearWay(base, base + total, isLap);
    const next = new Segment(this.lastSeq + 1, base, this.rowsPerSegment, this.memory);
    this.memory.u8.copyWithin(next.dataOffset, open, end);
    if (current !== null && current.rows === 0) this.segments.pop();
    this.segments.push(next);
    this.current = next;
    this.open = next.dataOffset;
    this.end = next.dataOffset + pending;
    this.roomTo = base + total;
    // A segment whose rows had all left stayed only for being the newest.
    this.dropBefore(this.firstSeq);
    return true;
  }

  /** Lets the oldest segments go that lie in the way; on a new lap also what lies behind `current`. */
  private clearWay(from: number, to: number, isLap: boolean): void {
    for (let oldest = this.segments[0]; oldest !== undefined; oldest = this.segments[0]) {
      if (oldest === this.current) return;
      const isBehind = isLap && oldest.base > (this.current?.base ?? 0);
      if (!isBehind && !(oldest.base >= from && oldest.base < to)) return;
      this.dropRows(oldest, oldest.rows - oldest.gone);
      this.segments.shift();
    }
  }

  private dropRows(segment: Segment, rows: number): void {
    for (const listener of this.dropListeners) listener(segment, rows);
    const stop = segment.gone + rows;
    for (let row = segment.gone; row < stop; row++) {
      if (segment.isNotice(row)) continue;
      const subject = segment.subject(row);
      const bytes = this.subjects.lengthOf(subject) + segment.size(row);
      this.subjects.leave(subject, bytes);
      segment.messages--;
      segment.bytes -= bytes;
      this.bytes -= bytes;
      this.dropped++;
    }
    segment.gone = stop;
  }
}
