// The rows of one log in one bounded memory: a ring of segments, of which the oldest are dropped first.
// message-ingest.ts fills it in place with what a connection receives, `append` with everything else.
// message-store.ts, the search and the exports read it. Invariants: rows have consecutive Seq from
// `firstSeq` to `lastSeq`; received = kept + dropped; times never go back; nothing is allocated for a row.

import { toBytes } from "@/lib/shared/base/bytes";
import { lastAtOrBefore } from "@/lib/shared/base/last-at-or-before";
import type { Seq, SubscriptionId } from "@/lib/shared/facts/console";
import type { ParsedLine } from "./message-line";
import { type MessageRecord, type Notice, writeRecord } from "./record";
import { RingMemory, SCRATCH_BYTES } from "./ring-memory";
import { BYTES_PER_ROW, META_NOTICE, META_SUBJECT_SHIFT, Segment } from "./segment";
import { SubjectTable } from "./subject-table";

const SMALL_BUDGET = 16 * 1024 * 1024;
const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;

/** Called before rows are dropped, so that a listener can drop what it has derived from them. */
export type DropListener = (segment: Segment, rows: number) => void;

/** The writer of the open bytes: the ingest of one connection. */
export interface OpenOwner {
  /** Moves the open bytes out of the log. */
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
  /** Those of kept notices, oldest first, after those of dropped ones that were not yet taken out. */
  private readonly noticeSeqs: Seq[] = [];
  bytes = 0;
  /** The bytes from `open` to `end` are written but not yet a row. */
  open = SCRATCH_BYTES;
  end = SCRATCH_BYTES;
  /** A message of more bytes than this is not kept. */
  readonly maxMessageBytes: number;
  private readonly rowsPerSegment: number;
  private readonly segmentBytes: number;
  private current: Segment | null = null;
  private owner: OpenOwner | null = null;
  /** Bytes before this offset may be written without `reserve`. */
  private roomEnd = 0;
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
   * Makes room for `bytes` after `end`; the open bytes may move. Afterwards there is a segment with a free
   * row. Returns false when there is no room.
   */
  reserve(bytes: number): boolean {
    const { current, end } = this;
    if (current !== null && !current.isFull) {
      if (end + bytes <= this.roomEnd) return true;
      const fitsSegment =
        current.rows === 0 || end + bytes - current.dataOffset <= this.segmentBytes;
      if (fitsSegment && this.extend(end + bytes)) return true;
    }
    return this.openSegment(bytes);
  }

  /** Turns the bytes at `open` (the line, its message and a line end) into a row. */
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

  /**
   * Opens room for a whole row, which the caller writes and then adds with `addMessage`; only in a log into which no
   * connection writes. Returns where it begins; -1 and a count when it is too large to be kept.
   */
  openRow(bytes: number): number {
    if (bytes > this.maxMessageBytes || !this.reserve(bytes)) {
      this.countTooLarge();
      return -1;
    }
    const start = this.end;
    this.end += bytes;
    return start;
  }

  /** Turns all open bytes, a notice of `size` bytes, into a row. */
  addNoticeRow(arrivedAt: number, size: number): void {
    this.current?.put(arrivedAt, this.open, size, 0, 0, 0, META_NOTICE);
    this.open = this.end;
    this.lastSeq++;
    this.notices++;
    this.noticeSeqs.push(this.lastSeq);
  }

  /** The kept notices. They are few beside messages. */
  keptNotices(): readonly Seq[] {
    const { noticeSeqs, firstSeq } = this;
    const gone = noticeSeqs.findIndex((seq) => seq >= firstSeq);
    noticeSeqs.splice(0, gone < 0 ? noticeSeqs.length : gone);
    return noticeSeqs;
  }

  /** Adds a message that came some other way than over the wire; null when it is too large to be kept. */
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

  /** Gives the open bytes to `owner`. The owner before it stashes what it has open. */
  claim(owner: OpenOwner): void {
    if (owner === this.owner) return;
    this.release();
    this.owner = owner;
  }

  /** Makes the present owner stash its open bytes. */
  release(): void {
    this.owner?.stash();
    this.owner = null;
  }

  /** Discards the bytes that are not yet a row. */
  discardOpen(): void {
    this.end = this.open;
  }

  addNotice(notice: Notice): void {
    const bytes = toBytes(JSON.stringify(notice));
    this.insert(bytes, () => this.addNoticeRow(notice.at, bytes.length));
  }

  /**
   * Writes the bytes of a whole row, which `addRow` then adds. The open bytes stay open after it. Returns
   * false when the row is too large for this log.
   */
  insert(bytes: Uint8Array, addRow: () => void): boolean {
    const pending = this.memory.u8.slice(this.open, this.end);
    const room = this.roomEnd - this.open;
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
   * Spends a Seq on a row that is too large for this log. Rows must stay consecutive, so all rows before
   * it are dropped as well.
   */
  skipSeq(): void {
    this.lastSeq++;
    this.dropBefore(this.lastSeq);
    this.segments.length = 0;
    this.current = null;
    this.open = SCRATCH_BYTES;
    this.end = SCRATCH_BYTES;
    this.roomEnd = 0;
  }

  /** The segment that holds a row; undefined when no segment does. */
  segmentOf(seq: Seq): Segment | undefined {
    if (seq < this.firstSeq || seq > this.lastSeq) return undefined;
    return this.segments[this.segmentIndex(seq)];
  }

  /** The index of the last segment that begins at or before `seq`; -1 when there is none. */
  segmentIndex(seq: Seq): number {
    const { segments } = this;
    return lastAtOrBefore(segments.length, (index) => segments[index]?.firstSeq ?? 0, seq);
  }

  /** Drops the rows before `seq`. */
  dropBefore(seq: Seq): void {
    for (let oldest = this.segments[0]; oldest !== undefined; oldest = this.segments[0]) {
      const rows = Math.min(oldest.rows, seq - oldest.firstSeq) - oldest.gone;
      if (rows > 0) this.dropRows(oldest, rows);
      if (oldest.gone < oldest.rows || oldest === this.current) return;
      this.segments.shift();
    }
  }

  /** Drops the rows that arrived before a time. */
  dropOlder(thanMs: number): void {
    for (let oldest = this.segments[0]; oldest !== undefined; oldest = this.segments[0]) {
      if (oldest.gone === oldest.rows || oldest.arrivedAt(oldest.gone) >= thanMs) return;
      let row = oldest.gone;
      while (row < oldest.rows && oldest.arrivedAt(row) < thanMs) row++;
      this.dropBefore(oldest.firstSeq + row);
      if (oldest === this.current || row < oldest.rows) return;
    }
  }

  /** Drops all rows and resets the counts. Seq goes on. */
  clear(): void {
    this.dropBefore(this.lastSeq + 1);
    this.received = 0;
    this.dropped = 0;
    this.notices = 0;
    this.noticeSeqs.length = 0;
  }

  /** Prepares memory before a flood needs it. Returns true when nothing is left to prepare. */
  prepare(bytes: number): boolean {
    const ahead = this.end + bytes;
    return !this.fits(ahead) || this.memory.touch(this.end, ahead);
  }

  /** The budget without what the table of subjects takes. */
  private limit(): number {
    return this.budgetBytes - Math.min(this.subjects.heldBytes, this.budgetBytes / 2);
  }

  private fits(to: number): boolean {
    return this.memory.holds(to) || (to <= this.limit() && this.memory.ensure(to));
  }

  private extend(to: number): boolean {
    if (!this.fits(to)) return false;
    this.clearWay(this.end, to, false);
    this.roomEnd = to;
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
    this.roomEnd = base + total;
    // A segment without rows was kept only because it was the newest.
    this.dropBefore(this.firstSeq);
    return true;
  }

  /** Drops the oldest segments that are in the way; on a new lap also those after `current`. */
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
