// One replay: messages of a log, sent again on an open connection with their headers and payloads byte for byte, in
// their order. Reply subjects are dropped, because their requests have ended. The first message is sent alone and its PONG
// is awaited, so a refused subject stops before the rest.

import { toBytes } from "@/lib/shared/base/bytes";
import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { LeftOut, SubjectMap } from "@/lib/shared/console/subject-map";
import type { ExportScope, RepeatFacts } from "@/lib/shared/facts/console";
import type { MessageStore } from "@/lib/vault/message-store/message-store";
import { RowWalk, type WalkedRow } from "@/lib/vault/message-store/recording/row-walk";
import { payloadOf, subjectOf } from "@/lib/vault/message-store/store/row-reader";
import { ownHead } from "@/lib/vault/message-store/store/stored-head";
import type { Wire } from "@/lib/vault/nats/attempt-run";
import type { Connection } from "@/lib/vault/nats/connection";
import type { SendFault } from "@/lib/vault/nats/in-flight";
import { BATCH_BYTES, BatchBuffer } from "./batch-buffer";
import { type BurstPlan, BurstRun } from "./burst-run";

const LINE_BYTES = 64;
const SLICE_MS = 8;
const KEPT_SUBJECTS = 10_000;

export interface ReplayPlan extends BurstPlan {
  readonly store: MessageStore;
  readonly scope: ExportScope;
  readonly subjectOf: SubjectMap;
  /** 1 = as they came; 10 = ten times as fast; null = as fast as the socket takes them. */
  readonly speed: number | null;
}

/** Bytes of a subject to send to, or why its messages are left out. */
type Target = Uint8Array | LeftOut;

export class ReplayRun extends BurstRun {
  protected readonly subject = ">";
  protected readonly isPaced: boolean;
  private readonly walk: RowWalk;
  private readonly batch = new BatchBuffer();
  private readonly targets = new Map<string, Target>();
  private unmapped = 0;
  /** Those of `unmapped` whose subject is not for a replay. */
  private refused = 0;
  /** Where the next message is, once it has been looked at and is not yet due. */
  private waiting: { readonly seq: number; readonly at: number } | null = null;
  /** When the first message arrived. */
  private startAt: number | null = null;

  constructor(
    private readonly plan: ReplayPlan,
    connection: Connection,
    wire: Wire,
  ) {
    super(plan, connection, wire);
    this.isPaced = plan.speed !== null;
    this.walk = new RowWalk(plan.store, plan.scope);
  }

  /** Sends the first message and begins. The rest follows in the background. */
  async start(): Promise<Result<RepeatFacts, SendFault>> {
    const { batch } = this;
    while (this.sent === 0 && this.hasMore() && !this.isOver) {
      const first = this.nextDue(performance.now() + SLICE_MS);
      batch.clear();
      if (first === null) await yieldToEventLoop();
      else {
        const written = this.write(first);
        if (!written.ok) return written;
      }
      if (batch.length === 0) continue;
      const sent = await this.sendAndWait(batch);
      if (!sent.ok) return sent;
    }
    void this.go();
    return ok(this.facts());
  }

  private async sendAndWait(batch: BatchBuffer): Promise<Result<null, SendFault>> {
    let refused: Fault<SendFault> | null = null;
    const unwatch = this.connection.watchPublishes(this.subject, (fault) => {
      refused = fault;
    });
    this.wire.send(batch.bytes());
    this.count(1, batch.length);
    const isAlive = (await this.connection.roundTrip()) !== null;
    unwatch();
    if (refused !== null) return { ok: false, fault: refused };
    return isAlive ? ok(null) : fail("connection-ended");
  }

  protected progress() {
    const { walk, unmapped, refused, waiting } = this;
    const done = walk.done - (waiting === null ? 0 : 1);
    const leftOut = unmapped + walk.missed;
    return { kind: "replay", times: walk.total, done, leftOut, refused } as const;
  }

  protected hasMore(): boolean {
    return this.waiting !== null || !this.walk.isEnd;
  }

  protected sendDue(hasTime: () => boolean): void {
    const { batch } = this;
    const until = performance.now() + SLICE_MS;
    do {
      batch.clear();
      let messages = 0;
      let next: WalkedRow | null = null;
      while (batch.length < BATCH_BYTES) {
        next = this.nextDue(until);
        if (next === null) break;
        const written = this.write(next);
        if (!written.ok) {
          this.failWith(written.fault);
          return;
        }
        if (written.value) messages += 1;
      }
      if (messages > 0) {
        this.wire.send(batch.bytes());
        this.count(messages, batch.length);
      }
      if (next === null) return;
    } while (hasTime());
  }

  /** Null when nothing is due, when the time is over, and at the end. */
  private nextDue(untilMs: number): WalkedRow | null {
    const { walk } = this;
    const { log } = this.plan.store;
    for (;;) {
      if (this.waiting !== null && !this.isDue(this.waiting.at)) return null;
      if (this.waiting !== null) {
        const { seq } = this.waiting;
        this.waiting = null;
        const segment = log.segmentOf(seq);
        if (segment !== undefined) return { log, segment, row: seq - segment.firstSeq };
        walk.missed += 1;
      }
      const found = walk.next(untilMs);
      if (found === null) return null;
      const { segment, row } = found;
      const at = segment.arrivedAt(row);
      this.startAt ??= at;
      if (this.isDue(at)) return found;
      this.waiting = { seq: segment.firstSeq + row, at };
    }
  }

  private isDue(at: number): boolean {
    const { speed } = this.plan;
    return speed === null || (at - (this.startAt ?? at)) / speed <= this.elapsedMs();
  }

  /** False when the message is left out. */
  private write({ log, segment, row }: WalkedRow): Result<boolean, "payload-too-large"> {
    const target = this.targetOf(subjectOf(log, segment, row));
    if (typeof target === "string") {
      this.unmapped += 1;
      if (target !== "no-match") this.refused += 1;
      return ok(false);
    }
    const { head } = ownHead(log, segment, row);
    const payload = payloadOf(log, segment, row);
    const size = head.length + payload.length;
    const { maxPayloadBytes } = this.plan;
    if (size > maxPayloadBytes) {
      return fail("payload-too-large", { bytes: size, limit: maxPayloadBytes });
    }
    const { batch } = this;
    batch.reserve(LINE_BYTES + target.length + size);
    batch.write(head.length === 0 ? "PUB " : "HPUB ");
    batch.write(target);
    batch.write(head.length === 0 ? ` ${size}\r\n` : ` ${head.length} ${size}\r\n`);
    batch.write(head);
    batch.write(payload);
    batch.write("\r\n");
    return ok(true);
  }

  private targetOf(subject: string): Target {
    const known = this.targets.get(subject);
    if (known !== undefined) return known;
    if (this.targets.size >= KEPT_SUBJECTS) this.targets.clear();
    const mapped = this.plan.subjectOf(subject);
    const target = mapped.ok ? toBytes(mapped.value) : mapped.fault.code;
    this.targets.set(subject, target);
    return target;
  }
}
