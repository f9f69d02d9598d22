// The stored messages of a stream in a log that the page reads like a recording: with filter, search, tree, chart
// and export. It begins at a place and reads on as far as it is told, to the end if need be, or follows new ones.
// Made by jetstream-handlers.ts.

import type { RecordingFacts, Retention } from "@/lib/shared/facts/console";
import type { ApiSilence } from "@/lib/shared/facts/permission-tries";
import type { StoredFrom, StoredPlace } from "@/lib/shared/facts/stored-place";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { LogReader } from "@/lib/vault/console/log-reader";
import type { OpenLog, RecordingEvents } from "@/lib/vault/console/recording";
import { headWithSequence } from "@/lib/vault/message-store/store/stored-head";
import type { Api } from "./api";
import { BatchReader } from "./batch-reader";
import { findPlace } from "./find-place";
import { followByConsumer, readByConsumer } from "./ordered-consumer";
import { readStored, TOO_MANY } from "./read-stored";
import type { StoredMessage } from "./stored-message";
import type { StoredSource } from "./stored-source";
import { StoredWriter } from "./stored-writer";

/** Without batches: messages between two notifications. */
const PAGE = 512;
/** A consumer is worth its making for a stretch of more sequences than this. */
const CONSUMER_FROM = 1024;
const NOTIFY_EVERY_MS = 150;
/** Without a consumer: how often new messages are asked for. */
const POLL_MS = 1000;

/** How new messages are read. */
export type FollowWay = "consumer" | "poll";

export class StoredLog implements OpenLog {
  readonly reader: LogReader;
  /** Goes up when reading stops or starts again. What still comes for an older one is not taken. */
  private run = 0;
  private isReading = false;
  private messages = 0;
  private from: number;
  /** Where reading goes on; null = there is nothing left. */
  private next: number | null;
  private isOfEach = false;
  /** Where reading begins, as long as nothing was read from there. */
  private start: StoredPlace | null = null;
  private problem: ApiSilence | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private notifiedAt = 0;
  private batches: BatchReader | null = null;
  private isFollowing = false;
  private endConsumer = () => {};
  /** The last sequence that was read. */
  private readTo: number;

  constructor(
    private readonly id: string,
    private readonly api: Api,
    private source: StoredSource,
    limits: Retention,
    private readonly events: RecordingEvents,
  ) {
    this.reader = new LogReader(events.onRowsArrived, limits);
    this.reader.store.stream = source.stream;
    this.from = source.firstSeq;
    this.next = source.firstSeq;
    this.readTo = source.firstSeq - 1;
  }

  /** `fileBytes` and `readBytes` count sequences here. */
  facts(): RecordingFacts {
    const { id, source, messages, from, problem, isFollowing } = this;
    const { firstSeq, stream, subject } = source;
    const lastSeq = isFollowing ? this.readTo : source.lastSeq;
    const next = isFollowing ? null : this.next;
    return {
      ...{ id, name: stream, messages, badLines: 0, firstBadLine: 0 },
      fileBytes: Math.max(0, lastSeq - from + 1),
      readBytes: Math.max(0, (next ?? lastSeq + 1) - from),
      state: this.isReading ? "reading" : problem === null ? "read" : "failed",
      stored: { from, next, firstSeq, lastSeq, subject, problem, isFollowing },
    };
  }

  close(): void {
    this.stop();
  }

  /** Begins; once. Null reads to the end. Never rejects, like all that reads here. */
  async place(place: StoredPlace, count: number | null, follow: FollowWay | null): Promise<void> {
    const { run } = this;
    await this.begin(place, count);
    if (follow === null || run !== this.run || this.problem !== null) return;
    await this.follow(follow);
  }

  private async begin(place: StoredPlace, count: number | null): Promise<void> {
    const { run, source } = this;
    this.isReading = true;
    this.start = place;
    this.isOfEach = place.kind === "last-per-subject";
    const found = await findPlace(this.api, source, place);
    if (run !== this.run) return;
    if (found.kind !== "told") return this.end(found);
    if (found.value === null) {
      this.next = null;
      return this.end(null);
    }
    if (found.value.kind === "sequence") this.from = found.value.sequence;
    this.next = this.from;
    this.readTo = this.from - 1;
    await this.read(found.value, count);
  }

  /** Reads that many more messages; null reads to the end. `lastSeq`: that of the stream now, if it is known. */
  async readOn(count: number | null, lastSeq: number): Promise<void> {
    if (this.isReading) return;
    const { source } = this;
    if (lastSeq > source.lastSeq && !this.isOfEach) {
      this.next ??= source.lastSeq + 1;
      this.source = { ...source, lastSeq };
    }
    const { start, next: sequence } = this;
    if (start !== null) return this.begin(start, count);
    if (sequence === null) return;
    this.isReading = true;
    const kind = this.isOfEach ? "last-per-subject" : "sequence";
    await this.read({ kind, sequence }, count);
  }

  /** What was read stays. */
  stop(): void {
    this.run += 1;
    this.batches?.stop();
    this.endConsumer();
    if (!this.isReading && !this.isFollowing) return;
    this.isReading = false;
    if (this.isFollowing) this.closeEnd();
    this.notify();
  }

  /** The log ends where following ended, and is read on from there. */
  private closeEnd(): void {
    this.isFollowing = false;
    this.source = { ...this.source, lastSeq: this.readTo };
    this.next = null;
  }

  /** Reads to the end, and then what is new: through a consumer, or by asking again and again. */
  private async follow(way: FollowWay): Promise<void> {
    const { run, api } = this;
    const ended = new Promise<void>((resolve) => {
      this.endConsumer = resolve;
    });
    this.isFollowing = true;
    this.isOfEach = false;
    const { source } = this;
    const isOpen = { lastSeq: Number.MAX_SAFE_INTEGER, isDense: false, mayConsume: false };
    this.source = { ...source, ...isOpen };
    let mayConsume = way === "consumer" && !api.isImported;
    while (run === this.run && this.problem === null) {
      const sequence = this.readTo + 1;
      this.next = sequence;
      await this.read({ kind: "sequence", sequence }, null);
      if (run !== this.run || this.problem !== null) break;
      if (mayConsume) {
        const onMessage = (message: StoredMessage) => {
          if (run !== this.run) return;
          this.append(message);
          this.reader.store.settle(clockMs());
          this.reader.onRowsAppended();
          this.notifyAtTimes();
        };
        const plan = { sequence: this.readTo + 1, onMessage, ended };
        mayConsume = (await followByConsumer(api, this.source, plan)) === null;
      } else {
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, POLL_MS))]);
      }
    }
    if (run !== this.run) return;
    this.closeEnd();
    this.notify();
  }

  private async read(start: StoredFrom, count: number | null): Promise<void> {
    const { run, source } = this;
    const end = count === null ? Number.POSITIVE_INFINITY : this.messages + count;
    let place: StoredFrom = start;
    let hasBatches = source.allowsDirect && source.hasBatches;
    let { mayConsume } = source;
    let isConsumed = false;
    const writer = new StoredWriter(this.reader.store, source.stream, source.lastSeq);
    const batches = new BatchReader(this.api, source, writer, (isKept) => {
      if (start.kind === "time" && this.messages === 0) this.from = writer.sequence;
      if (isKept || writer.sequence <= source.lastSeq) this.messages += 1;
      this.start = null;
      this.next = writer.sequence + 1;
      this.readTo = Math.max(this.readTo, Math.min(writer.sequence, source.lastSeq));
      if (this.messages % PAGE === 0) this.notifyAtTimes();
    });
    this.batches = batches;
    while (this.messages < end) {
      const left = end - this.messages;
      const from = place.kind === "sequence" ? place.sequence : null;
      const many = from === null ? 0 : Math.min(left, source.lastSeq - from + 1);
      let problem: ApiSilence | null = null;
      // Each time a page is read as well: it tells for sure whether something is left.
      isConsumed = !hasBatches && mayConsume && !isConsumed && many > CONSUMER_FROM;
      if (hasBatches) problem = await this.readBatch(batches, writer, place, left);
      else if (isConsumed) mayConsume = await this.readMany(from ?? 0, end);
      else problem = await this.readPage(place, Math.min(left, PAGE));
      if (run !== this.run) return;
      const isTooMany = problem?.kind === "error" && problem.text === TOO_MANY;
      if (hasBatches && (problem?.kind === "refused" || isTooMany)) hasBatches = false;
      else if (problem !== null || this.next === null) return this.end(problem);
      else place = { kind: "sequence", sequence: this.next };
    }
    this.end(null);
  }

  private async readBatch(
    batches: BatchReader,
    writer: StoredWriter,
    place: StoredFrom,
    count: number,
  ): Promise<ApiSilence | null> {
    const { run } = this;
    const before = this.messages;
    const silence = await batches.read(place, count);
    if (silence !== null || run !== this.run) return silence;
    const isMore = place.kind !== "last-per-subject" && writer.pending > 0;
    if (!isMore || this.messages === before || writer.sequence >= this.source.lastSeq) {
      this.next = null;
    }
    this.notifyAtTimes();
    return null;
  }

  /** Reads through a consumer. True when another consumer could read on from here. */
  private async readMany(sequence: number, end: number): Promise<boolean> {
    const { run, source, messages: before } = this;
    const ended = new Promise<void>((resolve) => {
      this.endConsumer = resolve;
    });
    const onMessage = (message: StoredMessage) => {
      if (run !== this.run || this.next === null || this.messages >= end) return;
      this.append(message);
      this.next = message.sequence >= source.lastSeq ? null : message.sequence + 1;
      if (this.next === null || this.messages >= end) this.endConsumer();
      this.notifyAtTimes();
    };
    const silence = await readByConsumer(this.api, source, { sequence, onMessage, ended });
    return silence === null && this.messages > before;
  }

  private async readPage(place: StoredFrom, count: number): Promise<ApiSilence | null> {
    const { run, source } = this;
    const page = await readStored(this.api, source, place, count);
    if (run !== this.run) return null;
    if (page.kind !== "told") return page;
    for (const message of page.value.messages) this.append(message);
    const { next } = page.value;
    this.next = next === null || next > source.lastSeq ? null : next;
    this.notifyAtTimes();
    return null;
  }

  private append({ at, subject, sequence, head, payload }: StoredMessage): void {
    if (sequence > this.source.lastSeq) return;
    this.start = null;
    this.reader.store.append({
      ...{ at, subject, payload, reply: "", subscription: 0 },
      headers: headWithSequence(head, sequence),
      isStored: true,
    });
    this.messages += 1;
    this.readTo = Math.max(this.readTo, sequence);
  }

  private end(problem: ApiSilence | null): void {
    this.isReading = false;
    if (problem === null) this.start = null;
    this.problem = problem;
    this.notify();
  }

  private notifyAtTimes(): void {
    const left = NOTIFY_EVERY_MS - (performance.now() - this.notifiedAt);
    if (left <= 0) this.notify();
    else this.timer ??= setTimeout(() => this.notify(), left);
  }

  private notify(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.notifiedAt = performance.now();
    this.reader.store.settle(clockMs());
    this.reader.notify();
    this.events.onChanged(this.facts());
  }
}
