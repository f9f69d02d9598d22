// An opened recording: a file of exported messages read into a stream of its own, which the page then
// reads like a session's. Made by the vault. The file is read as it streams and never held whole.

import { concatBytes, toText } from "@/lib/shared/base/bytes";
import type { RecordingFacts, Retention } from "@/lib/shared/facts/console";
import { readRecordedLine } from "@/lib/vault/message-store/recording/recording-lines";
import { LogReader } from "./log-reader";

const LF = 10;
const MAX_LINE_BYTES = 128 * 1024 * 1024;
const TELL_EVERY_MS = 200;

export interface RecordingEvents {
  readonly rowsArrived: () => void;
  readonly changed: (facts: RecordingFacts) => void;
}

type Growing = { -readonly [K in keyof RecordingFacts]: RecordingFacts[K] };

export class Recording {
  readonly reader: LogReader;
  private readonly known: Growing;
  private toldAt = 0;
  private isClosed = false;
  private lines = 0;

  constructor(
    id: string,
    private readonly file: File,
    limits: Retention,
    private readonly events: RecordingEvents,
  ) {
    this.reader = new LogReader(events.rowsArrived, limits);
    this.known = {
      ...{ id, name: file.name, fileBytes: file.size, readBytes: 0 },
      ...{ messages: 0, badLines: 0, firstBadLine: 0, state: "reading" },
    };
  }

  facts(): RecordingFacts {
    return { ...this.known };
  }

  close(): void {
    this.isClosed = true;
  }

  /** Never rejects. */
  async read(): Promise<void> {
    const pieces: Uint8Array[] = [];
    let pending = 0;
    const takeLine = (rest: Uint8Array) => {
      this.takeLine(pieces.length === 0 ? rest : concatBytes([...pieces, rest]));
      pieces.length = 0;
      pending = 0;
    };
    try {
      const reader = this.file.stream().getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (this.isClosed) return void (await reader.cancel());
        if (done) break;
        let start = 0;
        for (let end = value.indexOf(LF); end >= 0; end = value.indexOf(LF, start)) {
          takeLine(value.subarray(start, end));
          start = end + 1;
        }
        pieces.push(value.slice(start));
        pending += value.length - start;
        if (pending > MAX_LINE_BYTES) throw new Error("no line");
        this.known.readBytes += value.length;
        this.tell("reading");
      }
      takeLine(new Uint8Array(0));
      this.tell("read");
    } catch {
      // Moved or changed while it was read, or one endless line.
      this.tell("failed");
    }
  }

  private takeLine(bytes: Uint8Array): void {
    this.lines += 1;
    const line = toText(bytes);
    if (line.trim() === "") return;
    const message = readRecordedLine(line);
    if (message === null) {
      this.known.badLines += 1;
      if (this.known.firstBadLine === 0) this.known.firstBadLine = this.lines;
      return;
    }
    this.reader.store.append(message);
    this.known.messages += 1;
  }

  private tell(state: RecordingFacts["state"]): void {
    this.known.state = state;
    const now = performance.now();
    if (state === "reading" && now - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = now;
    this.reader.notify();
    this.events.changed(this.facts());
  }
}
