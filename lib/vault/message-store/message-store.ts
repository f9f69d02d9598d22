// The bounded log of one session or recording, with its filters: messages and notices in one sequence.
// store/message-ingest.ts writes into the log, `append` adds other messages, and the page pulls windows.
// Invariants: rows have consecutive Seq and the oldest are dropped first; received = kept + dropped since the
// start or the last clear; a window is O(count). Callers that pass a filter must await search/load-search.ts
// first.

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
import { insideOf } from "./store/row-inside";
import { lookUpRow, readDetail, readMessageRow, readNoticeRow } from "./store/row-reader";

const MAX_WINDOW_ROWS = 400;
/** A reply of the vault waits at most this long for a search. */
const SLICE_MS = 12;
/** A window waits at most this long for previews of binary payloads. */
const PREVIEWS_MS = 4;
/** The colour of replies to requests, which have no subscription. */
const NO_COLOUR = -1;

interface Search {
  readonly text: string;
  /** Null while everything matches. */
  readonly index: SearchIndex | null;
}

export class MessageStore {
  log: MessageLog;
  /** The stream whose messages these are, each with its sequence behind its headers; null = they were received. */
  stream: string | null = null;
  private held: Retention;
  /** The subjects of all subscriptions so far, those that ended as well. */
  readonly subscribed = new Map<SubscriptionId, string>();
  private readonly colours = new Map<SubscriptionId, number>();
  private readonly answers = new Map<Seq, NonNullable<MessageDetail["answerTo"]>>();
  private readonly meter = new RateMeter();
  /** Messages that the meter has counted so far. */
  private metered = 0;
  /** The filter that the page shows. */
  private shown: Search = { text: "", index: null };
  /** The last other filter that was asked about. */
  private aside: Search = { text: "", index: null };

  constructor(limits: Partial<Retention> = {}) {
    this.held = { ...DEFAULT_RETENTION, ...limits };
    this.log = new MessageLog(this.held.budgetBytes);
  }

  get limits(): Retention {
    return this.held;
  }

  /** Copies what fits to a log of the new size and applies the filter again. */
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

  /** Null when the message is larger than the store. It is counted nevertheless. */
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

  /** Updates the rate and applies the bounds. Call it after rows arrived, with the time of their arrival. */
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

  /** Empties the store and resets the counts. Seq goes on. */
  clear(): void {
    this.log.clear();
    this.metered = 0;
    this.answers.clear();
  }

  /** Messages a second over the last second. */
  rate(nowMs: number): number {
    return this.meter.rate(nowMs);
  }

  addSubscription(id: SubscriptionId, subject: string, colour: number): void {
    this.colours.set(id, colour);
    this.subscribed.set(id, subject);
  }

  /** Continues the search of the shown filter. Returns true while there is more to do. */
  advance(untilMs: number): boolean {
    const { index } = this.shown;
    index?.advance(untilMs);
    return index !== null && !index.isDone;
  }

  stopSearch(): void {
    this.shown.index?.stop();
  }

  /** `nowMs` comes from the same clock as the times of arrival. */
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
    insideOf(log).beginWindow(performance.now() + PREVIEWS_MS);
    const seqs =
      index === null
        ? Array.from({ length: shown }, (_, index) => log.firstSeq + first + index)
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
        matchingNotices: log
          .keptNotices()
          .filter((seq) => seq <= until && (index === null || index.matches(seq))).length,
        heldBytes: log.heldBytes,
      },
    };
  }

  row(seq: Seq): Row | null {
    const found = lookUpRow(this.log, seq);
    if (found === null) return null;
    const { segment, row } = found;
    if (segment.isNotice(row)) return readNoticeRow(this.log, segment, row);
    const colour = this.colours.get(segment.subscription(row)) ?? NO_COLOUR;
    const shown = readMessageRow(this.log, segment, row, colour);
    if (shown.previewKind !== "binary") return shown;
    return { ...shown, ...insideOf(this.log).previewOf(segment, row) };
  }

  /** Null when the row is a notice or was dropped. */
  detail(seq: Seq): Omit<MessageDetail, "decoded" | "unpacked"> | null {
    const found = lookUpRow(this.log, seq);
    if (found === null || found.segment.isNotice(found.row)) return null;
    const detail = readDetail(this.log, found.segment, found.row, this.stream);
    return { ...detail, answerTo: this.answers.get(seq) ?? null };
  }

  /** The place of a row under a filter; null when it is not known to match. */
  locate(text: string, seq: Seq): FoundRow | null {
    const { index } = this.searchFor(text);
    if (lookUpRow(this.log, seq) === null) return null;
    if (index === null) return { seq, place: seq - 1 };
    return index.matches(seq) ? { seq, place: index.removed + index.matchingUntil(seq) - 1 } : null;
  }

  /** Searches in slices: call the result, each time with a time limit, until it returns something other than "not-yet". */
  finder(
    filter: string,
    find: string,
    from: Seq | null,
    direction: 1 | -1,
  ): (untilMs: number) => FoundRow | null | "not-yet" {
    const texts = [filter, find].filter((text) => text !== "");
    const rows = searchTools().rowFinderOf(this, texts, from, direction);
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

  /** The search of a filter, the shown one or one kept aside. Null = everything matches. */
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

  /** Runs one slice at once. No place has been given out yet, so a finished search can count from 0. */
  private newSearch(text: string): Search {
    const index = text === "" ? null : searchTools().searchIndexOf(this, text);
    if (index === null) return { text, index };
    index.advance(performance.now() + SLICE_MS);
    if (index.isDone) index.rebase();
    return { text, index };
  }

  /** What rows say has changed, so the filters look at all of them again. */
  searchAgain(): void {
    this.dropSearches();
  }

  /** A search that was stopped goes as far again. */
  private dropSearches(): void {
    const stoppedAt = this.shown.index?.stoppedAt ?? null;
    for (const search of [this.shown, this.aside]) search.index?.dispose();
    this.aside = { text: "", index: null };
    this.shown = this.newSearch(this.shown.text);
    if (stoppedAt !== null) this.shown.index?.stop(stoppedAt);
  }
}
