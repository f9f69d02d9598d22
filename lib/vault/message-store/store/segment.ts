// One stretch of the ring: the columns of its rows come first, then the bytes of these rows as received.
// message-log.ts makes and fills it; everything that looks at rows reads it.
//
//   base                                                                           end
//   │ arrivedAt f64 × n │ lineOffset │ size │ head │ subject │ subscription │ meta │ MSG a 1 2␍␊hi␍␊MSG …
//                       ──────────────────── u32 × n each ─────────────────────

import type { RingMemory } from "./ring-memory";

export const BYTES_PER_ROW = 8 + 6 * 4;

/** The column `meta` holds the length of the line, flags, and the offset of the subject in the line. */
export const META_LINE = 0xffff;
export const META_NOTICE = 1 << 16;
export const META_REPLY = 1 << 17;
/** The header block ends with the sequence of a stored message (stored-head.ts). */
export const META_STORED = 1 << 18;
export const META_SUBJECT_SHIFT = 24;

export interface SegmentColumns {
  readonly arrivedAt: Float64Array;
  readonly lineOffset: Uint32Array;
  readonly size: Uint32Array;
  readonly head: Uint32Array;
  readonly subject: Uint32Array;
  readonly subscription: Uint32Array;
  readonly meta: Uint32Array;
}

export class Segment {
  rows = 0;
  /** Rows at the front that were dropped. The rest is still there. */
  gone = 0;
  /** Kept messages. */
  messages = 0;
  /** Bytes of their subjects, headers and payloads. */
  bytes = 0;
  readonly dataOffset: number;
  private madeColumns: SegmentColumns | null = null;
  private readonly f64Index: number;
  private readonly u32Index: number;

  constructor(
    readonly firstSeq: number,
    readonly base: number,
    readonly capacity: number,
    private readonly memory: RingMemory,
  ) {
    this.dataOffset = base + capacity * BYTES_PER_ROW;
    this.f64Index = base / 8;
    this.u32Index = base / 4 + capacity * 2;
  }

  get isFull(): boolean {
    return this.rows === this.capacity;
  }

  put(
    arrivedAt: number,
    lineOffset: number,
    size: number,
    head: number,
    subject: number,
    subscription: number,
    meta: number,
  ): void {
    const { u32, f64 } = this.memory;
    const { capacity, rows } = this;
    let word = this.u32Index + rows;
    f64[this.f64Index + rows] = arrivedAt;
    u32[word] = lineOffset;
    word += capacity;
    u32[word] = size;
    word += capacity;
    u32[word] = head;
    word += capacity;
    u32[word] = subject;
    word += capacity;
    u32[word] = subscription;
    word += capacity;
    u32[word] = meta;
    this.rows = rows + 1;
  }

  /** Milliseconds since 1970. Never earlier than the row before. */
  arrivedAt(row: number): number {
    return this.memory.f64[this.f64Index + row] ?? 0;
  }

  /** Where the line begins in the memory. */
  lineOffset(row: number): number {
    return this.memory.u32[this.u32Index + row] ?? 0;
  }

  /** Header block and payload together. */
  size(row: number): number {
    return this.memory.u32[this.u32Index + this.capacity + row] ?? 0;
  }

  /** Bytes of the header block; 0 = none. */
  head(row: number): number {
    return this.memory.u32[this.u32Index + this.capacity * 2 + row] ?? 0;
  }

  /** Number in the subject table; meaningless for a notice. */
  subject(row: number): number {
    return this.memory.u32[this.u32Index + this.capacity * 3 + row] ?? 0;
  }

  subscription(row: number): number {
    return this.memory.u32[this.u32Index + this.capacity * 4 + row] ?? 0;
  }

  meta(row: number): number {
    return this.memory.u32[this.u32Index + this.capacity * 5 + row] ?? 0;
  }

  /** The columns of all rows as arrays, for loops over many rows. Do not keep them: memory grows. */
  columns(): SegmentColumns {
    const { buffer } = this.memory.u32;
    if (this.madeColumns?.arrivedAt.buffer !== buffer) this.madeColumns = this.makeColumns(buffer);
    return this.madeColumns;
  }

  private makeColumns(buffer: ArrayBufferLike): SegmentColumns {
    const { capacity, base } = this;
    const column = (n: number) => new Uint32Array(buffer, base + capacity * (8 + n * 4), capacity);
    return {
      arrivedAt: new Float64Array(buffer, base, capacity),
      lineOffset: column(0),
      size: column(1),
      head: column(2),
      subject: column(3),
      subscription: column(4),
      meta: column(5),
    };
  }

  isNotice(row: number): boolean {
    return (this.meta(row) & META_NOTICE) !== 0;
  }

  /** Where header block and payload begin in the memory. */
  bodyOffset(row: number): number {
    return this.lineOffset(row) + (this.meta(row) & META_LINE);
  }
}
