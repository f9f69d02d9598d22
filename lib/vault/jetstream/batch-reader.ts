// Reads many messages of a stream in batches (ADR-31). The next batch is asked for while the last one still comes,
// where it is known at which sequence it begins. Used by stored-log.ts.

import type { ApiSilence } from "@/lib/shared/facts/permission-tries";
import type { StoredFrom } from "@/lib/shared/facts/stored-place";
import type { Api } from "./api";
import { readBatchRaw } from "./read-stored";
import type { StoredSource } from "./stored-source";
import type { StoredWriter } from "./stored-writer";

/** The server counts what is left at each question, so large batches are read faster. */
const MOST_MESSAGES = 20_000;
const LEAST_MESSAGES = 100;
/** Until the size of the messages is known. */
const FIRST_MESSAGES = 1000;
/** Below the limit at which the server ends a batch, so that most batches are whole. */
const WANTED_BYTES = 6 * 1024 * 1024;

interface Batch {
  /** Null when it does not begin at a sequence. */
  readonly start: number | null;
  readonly done: Promise<ApiSilence | null>;
  /** Some of it came before its turn and was not taken. */
  isSpoiled: boolean;
}

export class BatchReader {
  private current: Batch | null = null;
  private ahead: Batch | null = null;
  private size = FIRST_MESSAGES;

  /** `onMessage` is called for each message that came. */
  constructor(
    private readonly api: Api,
    private readonly source: StoredSource,
    private readonly writer: StoredWriter,
    private readonly onMessage: (isKept: boolean) => void,
  ) {}

  /** Reads one batch of the `count` messages that are wanted from there on. */
  async read(from: StoredFrom, count: number): Promise<ApiSilence | null> {
    const start = from.kind === "sequence" ? from.sequence : null;
    let batch = this.current;
    if (batch === null || batch.start !== start) {
      batch = this.ask(from, count);
      this.current = batch;
    }
    const silence = await batch.done;
    if (silence !== null) this.current = null;
    return silence;
  }

  /** What still comes is not taken. */
  stop(): void {
    this.current = null;
    this.ahead = null;
  }

  private ask(from: StoredFrom, count: number): Batch {
    const { writer, source } = this;
    const size = Math.min(count, this.size);
    const start = from.kind === "sequence" ? from.sequence : null;
    let taken = 0;
    let bytes = 0;
    const askAhead = () => {
      const next = start === null ? null : start + size;
      if (!source.isDense || next === null || count <= size || next > source.lastSeq) return;
      this.ahead = this.ask({ kind: "sequence", sequence: next }, count - size);
    };
    const done = readBatchRaw(this.api, source, from, size, {
      onMessage: (u8, body, head, length) => {
        if (this.current !== batch) {
          batch.isSpoiled = true;
          return;
        }
        taken += 1;
        bytes += length;
        this.onMessage(writer.write(u8, body, head, length));
        if (taken === 1) askAhead();
      },
      // At once: messages of the next batch may come in the same frame.
      onEnd: () => {
        const { ahead } = this;
        if (this.current !== batch) {
          batch.isSpoiled = true;
          return;
        }
        this.ahead = null;
        const isNext = ahead !== null && !ahead.isSpoiled && ahead.start === writer.sequence + 1;
        this.current = isNext ? ahead : null;
        if (taken > 0) this.size = sizeFor(bytes / taken);
      },
    });
    const batch: Batch = { start, done, isSpoiled: false };
    return batch;
  }
}

function sizeFor(bytesEach: number): number {
  const size = Math.floor(WANTED_BYTES / Math.max(1, bytesEach));
  return Math.min(MOST_MESSAGES, Math.max(LEAST_MESSAGES, size));
}
