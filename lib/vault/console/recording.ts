// An opened recording: a file of exported messages, read into a separate log that the page reads like the
// log of a session. Made by log-handlers.ts. The file is read in chunks and never held whole.

import { concatBytes, toText } from "@/lib/shared/base/bytes";
import type { RecordingFacts, Retention } from "@/lib/shared/facts/console";
import {
  type RecordedMessage,
  readRecordedLine,
} from "@/lib/vault/message-store/recording/recording-lines";
import { headWithSequence } from "@/lib/vault/message-store/store/stored-head";
import { LogReader } from "./log-reader";

const LF = 10;
const MAX_LINE_BYTES = 128 * 1024 * 1024;
const NOTIFY_EVERY_MS = 200;
const NO_HEAD = new Uint8Array(0);

export interface RecordingEvents {
  readonly onRowsArrived: () => void;
  readonly onChanged: (facts: RecordingFacts) => void;
}

/** A log that belongs to no session. */
export interface OpenLog {
  readonly reader: LogReader;
  facts(): RecordingFacts;
  close(): void;
}

type Growing = { -readonly [K in keyof RecordingFacts]: RecordingFacts[K] };

export class Recording implements OpenLog {
  readonly reader: LogReader;
  private readonly progress: Growing;
  private notifiedAt = 0;
  private isClosed = false;
  private lines = 0;

  constructor(
    id: string,
    private readonly file: File,
    limits: Retention,
    private readonly events: RecordingEvents,
  ) {
    this.reader = new LogReader(events.onRowsArrived, limits);
    this.progress = {
      ...{ id, name: file.name, stored: null, fileBytes: file.size, readBytes: 0 },
      ...{ messages: 0, badLines: 0, firstBadLine: 0, state: "reading" },
    };
  }

  facts(): RecordingFacts {
    return { ...this.progress };
  }

  close(): void {
    this.isClosed = true;
  }

  /** Never rejects. */
  async read(): Promise<void> {
    const pieces: Uint8Array[] = [];
    let pending = 0;
    const finishLine = (rest: Uint8Array) => {
      this.appendLine(pieces.length === 0 ? rest : concatBytes([...pieces, rest]));
      pieces.length = 0;
      pending = 0;
    };
    try {
      const chunks = this.file.stream().getReader();
      for (;;) {
        const { done, value } = await chunks.read();
        if (this.isClosed) return void (await chunks.cancel());
        if (done) break;
        let start = 0;
        for (let end = value.indexOf(LF); end >= 0; end = value.indexOf(LF, start)) {
          finishLine(value.subarray(start, end));
          start = end + 1;
        }
        pieces.push(value.slice(start));
        pending += value.length - start;
        if (pending > MAX_LINE_BYTES) throw new Error("the line is too long");
        this.progress.readBytes += value.length;
        this.notify("reading");
      }
      finishLine(new Uint8Array(0));
      this.notify("read");
    } catch {
      // The file was moved or changed during the read, or has a line that is too long.
      this.notify("failed");
    }
  }

  private appendLine(bytes: Uint8Array): void {
    this.lines += 1;
    const line = toText(bytes);
    if (line.trim() === "") return;
    const message = readRecordedLine(line);
    if (message === null) {
      this.progress.badLines += 1;
      if (this.progress.firstBadLine === 0) this.progress.firstBadLine = this.lines;
      return;
    }
    this.append(message);
    this.progress.messages += 1;
  }

  /** Messages of a stream, the first one in the file, keep their sequences: they are shown and exported as they were. */
  private append({ stored, ...message }: RecordedMessage): void {
    const { store } = this.reader;
    store.stream ??= stored?.stream ?? null;
    if (stored === null || stored.stream !== store.stream) store.append(message);
    else {
      const headers = headWithSequence(message.headers ?? NO_HEAD, stored.sequence);
      store.append({ ...message, headers, isStored: true });
    }
  }

  private notify(state: RecordingFacts["state"]): void {
    this.progress.state = state;
    const now = performance.now();
    if (state === "reading" && now - this.notifiedAt < NOTIFY_EVERY_MS) return;
    this.notifiedAt = now;
    this.reader.notify();
    this.events.onChanged(this.facts());
  }
}
