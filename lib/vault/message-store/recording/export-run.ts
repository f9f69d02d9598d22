// One running export. It covers the rows that were there when it began. The page pulls it chunk by chunk, so
// a file can be larger than memory and the page sets the pace. Used by the vault.

import type { ExportChunk, ExportFormat } from "@/lib/shared/facts/console";
import { mayHoldMore } from "@/lib/vault/decode/quick/first-bytes";
import type { Inside, InsideReader } from "@/lib/vault/decode/quick/inside-reader";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import { payloadOf, replyOf, subjectOf } from "@/lib/vault/message-store/store/row-reader";
import { ownHead } from "@/lib/vault/message-store/store/stored-head";
import { type ExportedMessage, encodeLines, type LineWriter, lineWriter } from "./export-lines";
import type { RowWalk, WalkedRow } from "./row-walk";

const CHUNK_CHARS = 1024 * 1024;

export interface InsideSource {
  /** Fetches what reads compressed and binary payloads; null when it cannot be fetched. */
  readonly reader: () => Promise<InsideReader | null>;
  /** Whether a decoder was chosen for the subject. */
  readonly isChosen: (subject: string) => boolean;
}

export class ExportRun {
  private readonly writer: LineWriter;
  private written = 0;
  private hasBegun = false;
  private reader: Promise<InsideReader | null> | null = null;

  /** `stream`: that of the store (MessageStore.stream). */
  constructor(
    private readonly walk: RowWalk,
    format: ExportFormat,
    private readonly stream: string | null,
    private readonly inside: InsideSource,
  ) {
    this.writer = lineWriter(format, stream !== null);
  }

  get total(): number {
    return this.walk.total;
  }

  /** Makes the next chunk; stops early when the time is over. */
  async next(untilMs: number): Promise<ExportChunk> {
    const { walk } = this;
    const lines: string[] = this.hasBegun ? [] : [this.writer.start];
    this.hasBegun = true;
    let chars = 0;
    while (chars < CHUNK_CHARS && performance.now() < untilMs) {
      const found = walk.next(untilMs);
      if (found === null) break;
      const line = this.writer.line(await this.read(found));
      lines.push(line);
      chars += line.length;
      this.written++;
    }
    const { missed, done, total, isEnd } = walk;
    const { written } = this;
    return { lines: encodeLines(lines), written, missed, scanned: done, total, isEnd };
  }

  private async read({ log, segment, row }: WalkedRow): Promise<ExportedMessage> {
    const { stream } = this;
    const { head, sequence } = ownHead(log, segment, row);
    const views = {
      seq: segment.firstSeq + row,
      at: segment.arrivedAt(row),
      subject: subjectOf(log, segment, row),
      reply: replyOf(log, segment, row),
      head,
      payload: payloadOf(log, segment, row),
      stored: stream === null || sequence === null ? null : { stream, sequence },
      inside: null,
    };
    const { payload, subject } = views;
    const mayBeRead = mayHoldMore(payload, 0, payload.length) || this.inside.isChosen(subject);
    if (!mayBeRead) return views;
    // Views hold until the next message only, and reading takes breaks.
    const message = { ...views, head: views.head.slice(), payload: views.payload.slice() };
    return { ...message, inside: await this.readInside(message) };
  }

  private async readInside({ subject, head, payload }: ExportedMessage): Promise<Inside | null> {
    this.reader ??= this.inside.reader();
    const reader = await this.reader;
    const headers = head.length === 0 ? [] : parseHeaderBlock(head).headers;
    return reader === null ? null : reader.readInSlices({ subject, headers, payload });
  }
}
