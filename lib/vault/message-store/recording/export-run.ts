// One running export. It covers the rows that were there when it began. The page pulls it chunk by chunk, so
// a file can be larger than memory and the page sets the pace. Used by the vault.

import type { ExportChunk, ExportFormat } from "@/lib/shared/facts/console";
import { headOf, payloadOf, replyOf, subjectOf } from "@/lib/vault/message-store/store/row-reader";
import { encodeLines, type LineWriter, lineWriter } from "./export-lines";
import type { RowWalk, WalkedRow } from "./row-walk";

const CHUNK_CHARS = 1024 * 1024;

export class ExportRun {
  private readonly writer: LineWriter;
  private written = 0;
  private hasBegun = false;

  constructor(
    private readonly walk: RowWalk,
    format: ExportFormat,
  ) {
    this.writer = lineWriter(format);
  }

  get total(): number {
    return this.walk.total;
  }

  /** Makes the next chunk; stops early when the time is over. */
  next(untilMs: number): ExportChunk {
    const { walk } = this;
    const lines: string[] = this.hasBegun ? [] : [this.writer.start];
    this.hasBegun = true;
    let chars = 0;
    while (chars < CHUNK_CHARS && performance.now() < untilMs) {
      const found = walk.next(untilMs);
      if (found === null) break;
      const line = this.line(found);
      lines.push(line);
      chars += line.length;
      this.written++;
    }
    const { missed, done, total, isEnd } = walk;
    const { written } = this;
    return { lines: encodeLines(lines), written, missed, scanned: done, total, isEnd };
  }

  private line({ log, segment, row }: WalkedRow): string {
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
