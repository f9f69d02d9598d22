// One running export. It covers the rows that were there when it began. The page pulls it chunk by chunk, so
// a file can be larger than memory and the page sets the pace. Used by the vault.

import type { ExportChunk, ExportFormat, Seq } from "@/lib/shared/facts/console";
import { hasBit } from "@/lib/vault/message-store/search/bits";
import type { RowMatcher } from "@/lib/vault/message-store/search/row-matcher";
import { endOfStep } from "@/lib/vault/message-store/search/search-step";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { headOf, payloadOf, replyOf, subjectOf } from "@/lib/vault/message-store/store/row-reader";
import type { Segment } from "@/lib/vault/message-store/store/segment";
import { encodeLines, type LineWriter, lineWriter } from "./export-lines";

const CHUNK_CHARS = 1024 * 1024;
const STEP_ROWS = 1024;

/** The rows to export: those that a filter lets through (null = all), or selected ones. */
export type ExportedRows =
  | { readonly kind: "by-filter"; readonly matcher: RowMatcher | null }
  | { readonly kind: "selected"; readonly seqs: readonly Seq[] };

export class ExportRun {
  readonly total: number;
  private readonly writer: LineWriter;
  private readonly firstSeq: Seq;
  private readonly lastSeq: Seq;
  private readonly selected: readonly Seq[];
  private readonly bits = new Uint32Array(128);
  /** How many rows of `total` are done. */
  private done = 0;
  private written = 0;
  private missed = 0;
  private hasBegun = false;

  constructor(
    private readonly log: MessageLog,
    format: ExportFormat,
    private readonly rows: ExportedRows,
  ) {
    this.writer = lineWriter(format);
    this.firstSeq = log.firstSeq;
    this.lastSeq = log.lastSeq;
    this.selected = rows.kind === "selected" ? rows.seqs.toSorted((a, b) => a - b) : [];
    this.total = rows.kind === "selected" ? this.selected.length : this.lastSeq - this.firstSeq + 1;
  }

  /** Makes the next chunk; stops early when the time is over. */
  next(untilMs: number): ExportChunk {
    const lines: string[] = this.hasBegun ? [] : [this.writer.start];
    this.hasBegun = true;
    let chars = 0;
    const add = (segment: Segment, row: number) => {
      const line = this.line(segment, row);
      lines.push(line);
      chars += line.length;
      this.written++;
    };
    while (this.done < this.total && chars < CHUNK_CHARS && performance.now() < untilMs) {
      if (this.rows.kind === "selected") this.stepSelected(add);
      else this.stepFiltered(this.rows.matcher, add, () => chars < CHUNK_CHARS);
    }
    const { written, missed, done, total } = this;
    return {
      lines: encodeLines(lines),
      ...{ written, missed, scanned: done, total },
      isEnd: done >= total,
    };
  }

  private stepSelected(add: (segment: Segment, row: number) => void): void {
    const seq = this.selected[this.done++] ?? 0;
    const segment = this.log.segmentOf(seq);
    if (segment === undefined) this.missed++;
    else if (!segment.isNotice(seq - segment.firstSeq)) add(segment, seq - segment.firstSeq);
  }

  private stepFiltered(
    matcher: RowMatcher | null,
    add: (segment: Segment, row: number) => void,
    hasRoom: () => boolean,
  ): void {
    const { log, bits } = this;
    const seq = this.firstSeq + this.done;
    const gone = Math.min(log.firstSeq, this.lastSeq + 1) - seq;
    if (gone > 0) {
      this.missed += gone;
      this.done += gone;
      return;
    }
    const segment = log.segmentOf(seq);
    if (segment === undefined) {
      this.done = this.total;
      return;
    }
    const from = seq - segment.firstSeq;
    const last = Math.min(segment.rows, from + STEP_ROWS, this.lastSeq - segment.firstSeq + 1);
    const to = matcher === null ? last : endOfStep([matcher], segment, from, last);
    bits.fill(0);
    matcher?.mark(segment, from, to, bits);
    for (let row = from; row < to && hasRoom(); row++) {
      this.done++;
      if (segment.isNotice(row) || (matcher !== null && !hasBit(bits, row))) continue;
      add(segment, row);
    }
  }

  private line(segment: Segment, row: number): string {
    const { log } = this;
    return this.writer.line({
      seq: segment.firstSeq + row,
      at: segment.arrivedAt(row),
      subject: subjectOf(log, segment, row),
      reply: replyOf(log, segment, row),
      head: headOf(log, segment, row),
      payload: payloadOf(log, segment, row),
    });
  }
}
