// Tells when something changes in a KV bucket. Used by watch-handlers.ts. An ordered consumer tells at once; where it
// is refused or its messages would go to another account, the last message of the bucket is asked for every second. Nothing stays on the server either way.

import type { ApiAnswer, ApiSilence } from "@/lib/shared/facts/permission-tries";
import type { WatchStep } from "@/lib/shared/facts/stored";
import type { Api } from "./api";
import { followByConsumer } from "./ordered-consumer";
import type { StoredMessage } from "./stored-message";
import { getOne, type StoredSource } from "./stored-source";

const POLL_MS = 1000;
/** Changes in quick succession are told once. */
const GATHER_MS = 250;
/** A call ends without a change after so long, so that the page can stop. */
const QUIET_MS = 20_000;

export class BucketWatch {
  private seen: number;
  private told: number;
  private silence: ApiSilence | null = null;
  private way: WatchStep["way"] = "consumer";
  private isEnded = false;
  private wake = () => {};
  private end = () => {};
  private readonly ended = new Promise<void>((resolve) => {
    this.end = resolve;
  });

  /** The bucket was read up to the last sequence of `source`. */
  constructor(
    private readonly api: Api,
    private readonly source: StoredSource,
  ) {
    this.seen = source.lastSeq;
    this.told = source.lastSeq;
    void this.run();
  }

  /** Waits for a change, at most 20 s. Never rejects. */
  async next(): Promise<WatchStep> {
    const deadline = performance.now() + QUIET_MS;
    while (this.seen === this.told && !this.hasEnded && performance.now() < deadline) {
      await this.pause(deadline - performance.now());
    }
    if (this.seen !== this.told) await delay(GATHER_MS);
    this.told = this.seen;
    const { seen: sequence, way, silence } = this;
    return { sequence, way, silence, hasEnded: this.hasEnded };
  }

  stop(): void {
    this.isEnded = true;
    this.end();
    this.wake();
  }

  private get hasEnded(): boolean {
    return this.isEnded || this.silence !== null;
  }

  private async run(): Promise<void> {
    while (!this.isEnded && !this.api.isImported) {
      const refusal = await followByConsumer(this.api, this.source, {
        sequence: this.seen + 1,
        onMessage: ({ sequence }) => this.see(sequence),
        ended: this.ended,
      });
      if (refusal !== null) break;
    }
    this.way = "polling";
    while (!this.hasEnded) {
      const last = await this.readLast();
      if (last.kind !== "told") this.silence = last;
      else if (last.value !== null) this.see(last.value.sequence);
      this.wake();
      if (!this.hasEnded) await Promise.race([this.ended, delay(POLL_MS)]);
    }
  }

  private readLast(): Promise<ApiAnswer<StoredMessage | null>> {
    return getOne(this.api, this.source, { last_by_subj: this.source.subject });
  }

  private see(sequence: number): void {
    if (sequence <= this.seen) return;
    this.seen = sequence;
    this.wake();
  }

  private async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
