// Every stored message of a stream, read into a separate log that the page reads like a recording: with filter,
// search, tree, chart and export. Made by jetstream-handlers.ts. It reads in pages and stops when it is closed.

import type { RecordingFacts, Retention } from "@/lib/shared/facts/console";
import { LogReader } from "@/lib/vault/console/log-reader";
import type { OpenLog, RecordingEvents } from "@/lib/vault/console/recording";
import { encodeHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { Api } from "./api";
import { readStored, type StoredSource } from "./read-stored";

const PAGE = 2000;

export class StoredLog implements OpenLog {
  readonly reader: LogReader;
  private isClosed = false;
  private messages = 0;
  private readSeq: number;
  private state: RecordingFacts["state"] = "reading";

  constructor(
    private readonly id: string,
    private readonly api: Api,
    private readonly source: StoredSource,
    limits: Retention,
    private readonly events: RecordingEvents,
  ) {
    this.reader = new LogReader(events.onRowsArrived, limits);
    this.readSeq = source.firstSeq - 1;
  }

  /** `fileBytes` and `readBytes` count sequences here. */
  facts(): RecordingFacts {
    const { id, source, messages, state } = this;
    return {
      ...{ id, name: source.stream, isStored: true },
      fileBytes: Math.max(0, source.lastSeq - source.firstSeq + 1),
      readBytes: Math.max(0, this.readSeq - source.firstSeq + 1),
      ...{ messages, badLines: 0, firstBadLine: 0, state },
    };
  }

  close(): void {
    this.isClosed = true;
  }

  async read(): Promise<void> {
    let next: number | null = this.source.firstSeq;
    while (next !== null && next <= this.source.lastSeq && !this.isClosed) {
      const page = await readStored(
        this.api,
        this.source,
        { kind: "sequence", sequence: next },
        PAGE,
      );
      if (this.isClosed) return;
      if (page.kind !== "told") return this.notify("failed");
      for (const { at, subject, sequence, headers, payload } of page.value.messages) {
        if (sequence > this.source.lastSeq) break;
        this.reader.store.append({
          ...{ at, subject, payload, reply: "", subscription: 0 },
          headers: encodeHeaderBlock([...headers, ["Nats-Sequence", String(sequence)]]),
        });
        this.messages += 1;
        this.readSeq = sequence;
      }
      next = page.value.next;
      this.notify("reading");
    }
    this.readSeq = this.source.lastSeq;
    this.notify("read");
  }

  private notify(state: RecordingFacts["state"]): void {
    this.state = state;
    this.reader.notify();
    this.events.onChanged(this.facts());
  }
}
