// The stream of one session or recording, bounded: messages and notices in one sequence. Runs in the
// vault. Filled by the intake of the connection (store/wire-intake.ts, straight into the log) and by
// `append`; the page pulls windows. Invariants: rows have consecutive Seq and the oldest leave first;
// received = kept + dropped since the start or the last clear; a window is O(count). Whoever passes a
// filter has waited for search/load-search.ts.

import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import type {
  FoundRow,
  MessageDetail,
  Retention,
  Row,
  Seq,
  SubscriptionId,
  WindowReply,
  WindowRequest,
} from "@/lib/shared/facts/console";
import { RateMeter } from "./rate-meter";
import { searchTools } from "./search/load-search";
import type { SearchIndex } from "./search/search-index";
import { copyLog } from "./store/copy-log";
import { MessageLog } from "./store/message-log";
import type { MessageRecord, Notice } from "./store/record";
import { lookUpRow, readDetail, readMessageRow, readNoticeRow } from "./store/row-reader";

const MAX_WINDOW_ROWS = 400;
/** A reply of the vault waits no longer than this for a search. */
const SLICE_MS = 12;
/** Of replies to requests, which have no subscription. */
const NO_COLOUR = -1;

interface Search {
  readonly text: string;
  /** Null while everything matches. */
  readonly index: SearchIndex | null;
}

export class MessageStore {
  log: MessageLog;
  private held: Retention;
  private readonly colours = new Map<SubscriptionId, number>();
  private readonly answers = new Map<Seq, NonNullable<MessageDetail["answerTo"]>>();
  private readonly meter = new RateMeter();
  /** Received up to the last look at the meter. */
  private metered = 0;
  /** What the stream shows. */
  private shown: Search = { text: "", index: null };
  /** What was asked with another filter, the last time. */
  private aside: Search = { text: "", index: null };

  constructor(limits: Partial<Retention> = {}) {
    this.held = { ...DEFAULT_RETENTION, ...limits };
    this.log = new MessageLog(this.held.budgetBytes);
  }

  get limits(): Retention {
    return this.held;
  }

  /** Moves what fits to a log of the new size; the filter is applied anew. */
  setLimits(limits: Retention, nowMs: number): void {
    const isOtherSize = limits.budgetBytes !== this.held.budgetBytes;
    this.held = limits;
    if (isOtherSize) {
      const former = this.log;
      former.release();
      this.log = new MessageLog(limits.budgetBytes);
      copyLog(former, this.log);
      this.dropSearches();
    }
    this.settle(nowMs);
  }

  /** Null when the message is larger than the store; it is counted all the same. */
  append(message: MessageRecord & { readonly answerTo?: MessageDetail["answerTo"] }): Seq | null {
    const seq = this.log.append(message);
    if (seq !== null && message.answerTo != null) this.answers.set(seq, message.answerTo);
    this.settle(message.at);
    return seq;
  }

  appendNotice(notice: Notice): void {
    this.log.addNotice(notice);
    this.settle(notice.at);
  }

  /** To be called after rows came, with the time of their arrival: rates, and the bounds in force. */
  settle(nowMs: number): void {
    const { log, held } = this;
    const count = log.received - this.metered;
    if (count > 0) this.meter.add(nowMs, count);
    this.metered = log.received;
    if (held.maxRows !== null) log.dropBefore(log.lastSeq - held.maxRows + 1);
    if (held.maxAgeMs !== null) log.dropOlder(nowMs - held.maxAgeMs);
    if (this.answers.size === 0) return;
    const { firstSeq } = log;
    for (const seq of this.answers.keys()) {
      if (seq >= firstSeq) break;
      this.answers.delete(seq);
    }
  }

  /** Empties the store and starts the counts anew; Seq goes on. */
  clear(): void {
    this.log.clear();
    this.metered = 0;
    this.answers.clear();
  }

  /** Messages a second over the last second. */
  rate(nowMs: number): number {
    return this.meter.rate(nowMs);
  }

  setColour(subscription: SubscriptionId, colour: number): void {
    this.colours.set(subscription, colour);
  }

  /** Takes a search further; true while there is more to do. */
  advance(untilMs: number): boolean {
    const { index } = this.shown;
    index?.advance(untilMs);
    return index !== null && !index.isDone;
  }

  stopSearch(): void {
    this.shown.index?.stop();
  }

  /** `nowMs` is the clock that the times of arrival come from. */
  window(request: WindowRequest, nowMs: number): Omit<WindowReply, "subscriptions"> {
    this.settle(nowMs);
    const { log } = this;
    const { index } = this.show(request.filter.text);
    const until = request.until ?? log.lastSeq;
    const removed = index === null ? log.firstSeq - 1 : index.removed;
    const total =
      index === null
        ? Math.max(0, Math.min(until, log.lastSeq) - log.firstSeq + 1)
        : index.matchingUntil(until);
    const count = Math.min(MAX_WINDOW_ROWS, Math.max(0, Math.trunc(request.count)));
    const wanted = request.from === "tail" ? total - count : Math.trunc(request.from) - removed;
    const first = Math.min(Math.max(0, wanted), total);
    const shown = Math.min(count, total - first);
    const seqs =
      index === null
        ? Array.from({ length: shown }, (_, at) => log.firstSeq + first + at)
        : index.seqsFrom(first, shown);
    const rows = seqs.flatMap((seq): Row | readonly Row[] => this.row(seq) ?? []);
    return {
      rows,
      first,
      removed,
      lastSeq: log.lastSeq,
      search:
        index === null || (index.isDone && !index.isStopped)
          ? null
          : {
              scanned: index.scanned,
              total: log.lastSeq - log.firstSeq + 1,
              isStopped: index.isStopped,
            },
      searchMs: index?.elapsedMs ?? 0,
      limits: this.held,
      counts: {
        received: log.received,
        kept: log.received - log.dropped,
        dropped: log.dropped,
        notices: log.notices,
        bytes: log.bytes,
        rate: this.rate(nowMs),
        matching: total,
        heldBytes: log.heldBytes,
      },
    };
  }

  row(seq: Seq): Row | null {
    const place = lookUpRow(this.log, seq);
    if (place === null) return null;
    const { segment, row } = place;
    if (segment.isNotice(row)) return readNoticeRow(this.log, segment, row);
    const colour = this.colours.get(segment.subscription(row)) ?? NO_COLOUR;
    return readMessageRow(this.log, segment, row, colour);
  }

  /** Null when the row is a notice or has left the store. */
  detail(seq: Seq): MessageDetail | null {
    const place = lookUpRow(this.log, seq);
    if (place === null || place.segment.isNotice(place.row)) return null;
    const detail = readDetail(this.log, place.segment, place.row);
    return { ...detail, answerTo: this.answers.get(seq) ?? null };
  }

  /** Where a row stands under a filter; null when it is not known to match. */
  locate(text: string, seq: Seq): FoundRow | null {
    const { index } = this.searchFor(text);
    if (lookUpRow(this.log, seq) === null) return null;
    if (index === null) return { seq, place: seq - 1 };
    return index.matches(seq) ? { seq, place: index.removed + index.matchingUntil(seq) - 1 } : null;
  }

  /** To be called until it gives something else than "not-yet", each time with a time limit. */
  finder(
    filter: string,
    find: string,
    from: Seq | null,
    direction: 1 | -1,
  ): (untilMs: number) => FoundRow | null | "not-yet" {
    const texts = [filter, find].filter((text) => text !== "");
    const rows = searchTools().rowFinderOf(this.log, texts, from, direction);
    let seq: Seq | null | "not-yet" = "not-yet";
    return (untilMs) => {
      if (seq === "not-yet") seq = rows.next(untilMs);
      if (seq === null || seq === "not-yet") return seq;
      const { index } = this.searchFor(filter);
      index?.advance(untilMs);
      const isComing = index !== null && !index.knows(seq) && !index.isDone;
      return isComing ? "not-yet" : this.locate(filter, seq);
    };
  }

  /** The search of a filter: the one that is shown, or one kept aside. Null = everything matches. */
  indexFor(text: string): SearchIndex | null {
    const search = this.searchFor(text);
    search.index?.advance(performance.now() + SLICE_MS);
    return search.index;
  }

  private show(text: string): Search {
    if (text !== this.shown.text) {
      const isAside = text === this.aside.text && this.aside.index !== null;
      const next = isAside ? this.aside : this.newSearch(text);
      if (isAside) this.aside = { text: "", index: null };
      this.shown.index?.dispose();
      this.shown = next;
    } else this.shown.index?.advance(performance.now() + SLICE_MS);
    return this.shown;
  }

  private searchFor(text: string): Search {
    if (text === this.shown.text) return this.shown;
    if (text !== this.aside.text) {
      this.aside.index?.dispose();
      this.aside = this.newSearch(text);
    }
    return this.aside;
  }

  /** One slice is done at once; nobody has seen a place before, so a finished search counts from 0. */
  private newSearch(text: string): Search {
    const index = text === "" ? null : searchTools().searchIndexOf(this.log, text);
    if (index === null) return { text, index };
    index.advance(performance.now() + SLICE_MS);
    if (index.isDone) index.rebase();
    return { text, index };
  }

  private dropSearches(): void {
    for (const search of [this.shown, this.aside]) search.index?.dispose();
    this.aside = { text: "", index: null };
    this.shown = this.newSearch(this.shown.text);
  }
}
