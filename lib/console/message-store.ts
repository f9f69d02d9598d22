// The stream of one session, bounded: messages and notices in one sequence. Runs in the vault; the
// session appends, the page pulls windows. Invariants: rows in the store have consecutive Seq; the
// oldest leave first; received = kept + dropped since the start or the last clear; append is O(1)
// amortised and a window is O(count), since the matching rows are kept as an index by the way.

import { ByteArena } from "@/lib/console/byte-arena";
import { compileFilter, type RowMatcher } from "@/lib/console/filter";
import { parseHeaderBlock } from "@/lib/console/header-block";
import { previewOf } from "@/lib/console/payload-kind";
import { Queue } from "@/lib/console/queue";
import { RateMeter } from "@/lib/console/rate-meter";
import type {
  HeaderList,
  MessageDetail,
  NoticeCode,
  NoticeRow,
  Row,
  Seq,
  SubscriptionId,
  WindowReply,
  WindowRequest,
} from "@/lib/facts/console";

export interface MessageInput {
  /** Milliseconds since 1970, fractional. */
  readonly at: number;
  readonly subject: string;
  /** Copied: the caller's buffer may be a view into a socket frame and may be reused. */
  readonly payload: Uint8Array;
  /** "" = none. */
  readonly reply: string;
  /** The raw block of an HMSG (copied), or a list; null = none. */
  readonly headers: Uint8Array | HeaderList | null;
  readonly status: number | null;
  readonly subscription: SubscriptionId;
  readonly colour: number;
  readonly answerTo?: MessageDetail["answerTo"];
}

export interface NoticeInput {
  readonly at: number;
  readonly code: NoticeCode;
  readonly subject: string;
  readonly detail: string;
  readonly values: NoticeRow["values"];
}

type Stored =
  | (MessageInput & { readonly kind: "message"; readonly bytes: number })
  | (NoticeInput & { readonly kind: "notice"; readonly bytes: 0 });

interface Options {
  readonly maxRows?: number;
  readonly maxBytes?: number;
}

export class MessageStore {
  private readonly maxRows: number;
  private readonly maxBytes: number;
  private readonly rows = new Queue<Stored>();
  private firstSeq: Seq = 1;
  private lastSeq: Seq = 0;
  private received = 0;
  private dropped = 0;
  private notices = 0;
  private bytes = 0;
  private readonly meter = new RateMeter();
  private readonly arena = new ByteArena();
  private readonly perSubscription = new Map<
    SubscriptionId,
    { received: number; meter: RateMeter }
  >();

  private filterText = "";
  private matcher: RowMatcher = compileFilter("");
  /** Seq of every matching row, ascending; left empty while everything matches. */
  private readonly matching = new Queue<Seq>();
  private removed = 0;

  constructor(options: Options = {}) {
    this.maxRows = Math.max(1, options.maxRows ?? 50_000);
    this.maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
  }

  appendMessage(input: MessageInput): Seq {
    const headers =
      input.headers instanceof Uint8Array ? this.arena.copy(input.headers) : input.headers;
    const payload = this.arena.copy(input.payload);
    const bytes = input.subject.length + payload.length + headerBytes(headers);
    this.received++;
    this.bytes += bytes;
    this.meter.add(input.at);
    const own = this.subscriptionOf(input.subscription);
    own.received++;
    own.meter.add(input.at);
    return this.append({
      kind: "message",
      at: input.at,
      subject: input.subject,
      payload,
      reply: input.reply,
      headers,
      status: input.status,
      subscription: input.subscription,
      colour: input.colour,
      answerTo: input.answerTo ?? null,
      bytes,
    });
  }

  appendNotice(input: NoticeInput): Seq {
    this.notices++;
    return this.append({ ...input, kind: "notice", bytes: 0 });
  }

  /** Empties the store and starts the counts anew; Seq and each subscription's count go on. */
  clear(): void {
    this.removed += this.matchingCount(this.lastSeq);
    this.rows.clear();
    this.matching.clear();
    this.firstSeq = this.lastSeq + 1;
    this.received = 0;
    this.dropped = 0;
    this.notices = 0;
    this.bytes = 0;
  }

  subscriptionCounts(
    id: SubscriptionId,
    nowMs: number,
  ): { readonly received: number; readonly rate: number } {
    const own = this.perSubscription.get(id);
    return own ? { received: own.received, rate: own.meter.rate(nowMs) } : { received: 0, rate: 0 };
  }

  forgetSubscription(id: SubscriptionId): void {
    this.perSubscription.delete(id);
  }

  /** `nowMs` is the clock that `at` comes from; it is needed for the rate alone. */
  window(request: WindowRequest, nowMs: number): Omit<WindowReply, "subscriptions"> {
    this.applyFilter(request.filter.text);
    const until = request.until ?? this.lastSeq;
    const total = this.matchingCount(until);
    const count = Math.min(400, Math.max(0, Math.trunc(request.count)));
    const wanted =
      request.from === "tail" ? total - count : Math.trunc(request.from) - this.removed;
    const first = Math.min(Math.max(0, wanted), total);
    const rows: Row[] = [];
    for (let index = first; index < Math.min(total, first + count); index++) {
      const seq = this.matcher.isOpen ? this.firstSeq + index : this.matching.at(index);
      const row = seq === undefined ? undefined : this.rows.at(seq - this.firstSeq);
      if (row && seq !== undefined) rows.push(toRow(seq, row));
    }
    return {
      rows,
      first,
      removed: this.removed,
      lastSeq: this.lastSeq,
      search: null,
      limits: { budgetBytes: this.maxBytes, maxRows: this.maxRows, maxAgeMs: null },
      counts: {
        heldBytes: this.bytes,
        received: this.received,
        kept: this.received - this.dropped,
        dropped: this.dropped,
        notices: this.notices,
        bytes: this.bytes,
        rate: this.meter.rate(nowMs),
        matching: total,
      },
    };
  }

  /** Null when the row is a notice or has left the store. The payload is a copy, to be transferred. */
  detail(seq: Seq): MessageDetail | null {
    const row = this.rows.at(seq - this.firstSeq);
    if (row?.kind !== "message") return null;
    const block =
      row.headers instanceof Uint8Array
        ? parseHeaderBlock(row.headers)
        : { headers: row.headers ?? [], status: row.status, statusText: "" };
    return {
      seq,
      at: row.at,
      subject: row.subject,
      reply: row.reply,
      headers: block.headers,
      status: row.status ?? block.status,
      statusText: block.statusText,
      payload: row.payload.slice(),
      subscription: row.subscription,
      answerTo: row.answerTo ?? null,
    };
  }

  private append(row: Stored): Seq {
    this.rows.push(row);
    const seq = ++this.lastSeq;
    if (!this.matcher.isOpen && this.isMatching(row)) this.matching.push(seq);
    // The newest row always stays, even when it alone is over the budget of bytes.
    while (
      this.rows.length > this.maxRows ||
      (this.bytes > this.maxBytes && this.rows.length > 1)
    ) {
      this.dropOldest();
    }
    return seq;
  }

  private dropOldest(): void {
    const row = this.rows.shift();
    if (!row) return;
    if (this.matcher.isOpen) {
      this.removed++;
    } else if (this.matching.at(0) === this.firstSeq) {
      this.matching.shift();
      this.removed++;
    }
    this.firstSeq++;
    this.bytes -= row.bytes;
    if (row.kind === "message") this.dropped++;
  }

  private isMatching(row: Stored): boolean {
    return row.kind === "message"
      ? this.matcher.matches(row.subject, row.payload, "")
      : this.matcher.matches(row.subject, null, `${row.code} ${row.detail}`);
  }

  /** One pass over the store when the filter changes; `removed` then starts anew, being its own. */
  private applyFilter(text: string): void {
    if (text === this.filterText) return;
    this.filterText = text;
    this.matcher = compileFilter(text);
    this.matching.clear();
    this.removed = 0;
    if (this.matcher.isOpen) return;
    for (let index = 0; index < this.rows.length; index++) {
      const row = this.rows.at(index);
      if (row && this.isMatching(row)) this.matching.push(this.firstSeq + index);
    }
  }

  /** How many matching rows have a Seq of at most `until`. */
  private matchingCount(until: Seq): number {
    if (this.matcher.isOpen) {
      return Math.min(this.rows.length, Math.max(0, until - this.firstSeq + 1));
    }
    let low = 0;
    let high = this.matching.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.matching.at(middle) ?? 0) <= until) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private subscriptionOf(id: SubscriptionId): { received: number; meter: RateMeter } {
    let own = this.perSubscription.get(id);
    if (!own) {
      own = { received: 0, meter: new RateMeter() };
      this.perSubscription.set(id, own);
    }
    return own;
  }
}

function headerBytes(headers: Uint8Array | HeaderList | null): number {
  if (!headers) return 0;
  if (headers instanceof Uint8Array) return headers.length;
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
}

function toRow(seq: Seq, row: Stored): Row {
  if (row.kind === "notice") {
    const { kind, at, code, subject, detail, values } = row;
    return { kind, seq, at, code, subject, detail, values };
  }
  return {
    kind: "message",
    seq,
    at: row.at,
    subject: row.subject,
    ...previewOf(row.payload),
    payloadBytes: row.payload.length,
    colour: row.colour,
    hasReply: row.reply !== "",
    hasHeaders: row.headers !== null && row.headers.length > 0,
    status: row.status,
  };
}
