// Every stored message of a stream, read into a separate log that the page reads like a recording: with filter,
// search, tree, chart and export. Made by jetstream-handlers.ts. It reads in pages and stops when it is closed.

import type { RecordingFacts, Retention } from "@/lib/shared/facts/console";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import { LogReader } from "@/lib/vault/console/log-reader";
import type { OpenLog, RecordingEvents } from "@/lib/vault/console/recording";
import { encodeHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { Api } from "./api";
import { type MessagePage, readStored, type StoredSource } from "./read-stored";
import type { StoredMessage } from "./stored-message";

/** The server counts what is left at each question, so large pages are read faster. */
const PAGE = 20_000;

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

  /** Never rejects. The next page is on its way while a page is taken into the log. */
  async read(): Promise<void> {
    let coming = this.readFrom(this.source.firstSeq);
    while (coming !== null) {
      const page = await coming;
      if (this.isClosed) return;
      if (page.kind !== "told") return this.notify("failed");
      const { messages, next } = page.value;
      coming = next === null ? null : this.readFrom(next);
      for (const message of messages) this.append(message);
      this.notify("reading");
    }
    this.readSeq = this.source.lastSeq;
    this.notify("read");
  }

  /** Null when nothing is left up to the last message that was there at the start. */
  private readFrom(sequence: number): Promise<ApiAnswer<MessagePage>> | null {
    if (sequence > this.source.lastSeq) return null;
    return readStored(this.api, this.source, { kind: "sequence", sequence }, PAGE);
  }

  private append({ at, subject, sequence, headers, payload }: StoredMessage): void {
    if (sequence > this.source.lastSeq) return;
    this.reader.store.append({
      ...{ at, subject, payload, reply: "", subscription: 0 },
      headers: encodeHeaderBlock([...headers, ["Nats-Sequence", String(sequence)]]),
    });
    this.messages += 1;
    this.readSeq = sequence;
  }

  private notify(state: RecordingFacts["state"]): void {
    this.state = state;
    this.reader.notify();
    this.events.onChanged(this.facts());
  }
}
