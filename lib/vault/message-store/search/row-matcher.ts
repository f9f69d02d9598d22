// Tests a query (lib/shared/console/query.ts) on the rows of a log, many at a time. Columns are compared in
// place, texts are found in the bytes of a whole segment, and each subject is tested once. Used by
// search-index.ts. Only rows that pass the cheap terms are decoded.

import { toBytes, toText } from "@/lib/shared/base/bytes";
import type { Comparison, Query } from "@/lib/shared/console/query-types";
import type { SubscriptionId } from "@/lib/shared/facts/console";
import { compilePattern } from "@/lib/shared/grammar/subject";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { insideOf } from "@/lib/vault/message-store/store/row-inside";
import { noticeOf, payloadOf } from "@/lib/vault/message-store/store/row-reader";
import {
  META_LINE,
  META_STORED,
  type Segment,
  type SegmentColumns,
} from "@/lib/vault/message-store/store/segment";
import { addedBytes, ownBytes, ownHead } from "@/lib/vault/message-store/store/stored-head";
import { addBit, eachBit, isEmpty, keepBits, keepMarked, ones, removeBit, setBits } from "./bits";
import {
  type ByteFinder,
  exactNeedle,
  finderOf,
  foldedNeedle,
  MAX_NEEDLE_BYTES,
  type Needle,
} from "./byte-finder";
import { RegexTest } from "./regex-test";
import { type RowTest, rowTestsOf } from "./row-tests";
import { SubjectVerdicts } from "./subject-verdicts";

/** Every header block begins with NATS/1.0, which is not part of what is searched. */
const VERSION_BYTES = 8;
/** One bit for each row of the largest segment. */
const WORDS = 128;

interface TextTerm {
  /** Null when only decoded text can be searched: letters beyond ASCII, in any case. */
  readonly needle: Needle | null;
  readonly holdsText: (text: string) => boolean;
  readonly bySubject: SubjectVerdicts | null;
}

export class RowMatcher {
  private readonly finder: ByteFinder;
  private readonly bySubject: SubjectVerdicts | null;
  private readonly texts: readonly TextTerm[];
  private readonly patterns: readonly ((subject: string) => boolean)[];
  /** Rows that every term so far has let through. */
  private readonly isIn = new Uint32Array(WORDS);
  /** Rows in which one text was found. */
  private readonly found = new Uint32Array(WORDS);
  /** Rows in which one text can still be found. */
  private readonly rest = new Uint32Array(WORDS);
  /** What must not match. */
  private readonly excluded: readonly RowMatcher[];
  /** In each group, one must match. */
  private readonly groups: readonly (readonly RowMatcher[])[];
  private readonly tests: readonly RowTest[];
  private readonly regexes: readonly RegexTest[];
  /** Whether a row came by one of the wanted subscriptions, by their numbers. */
  private readonly isWanted = new Map<SubscriptionId, boolean>();

  private readonly hasSlowTerm: boolean;
  private readonly inner: readonly RowMatcher[];
  /** Whether a term is about text or values, which can be inside a compressed or binary payload. */
  private readonly looksInside: boolean;

  /** `subscribed`: the subjects of the subscriptions. */
  constructor(
    private readonly log: MessageLog,
    private readonly query: Query,
    private readonly subscribed: ReadonlyMap<SubscriptionId, string>,
  ) {
    this.finder = finderOf(log.memory);
    this.excluded = query.not.map((one) => new RowMatcher(log, one, subscribed));
    this.groups = query.any.map((group) =>
      group.map((one) => new RowMatcher(log, one, subscribed)),
    );
    this.regexes = query.regexes.map((term) => new RegexTest(log, term));
    const inner = [...this.excluded, ...this.groups.flat()];
    this.hasSlowTerm = this.regexes.length > 0 || inner.some(({ hasSlowTerm }) => hasSlowTerm);
    this.inner = inner;
    this.looksInside = query.texts.length + query.json.length > 0;
    this.tests = [
      ...rowTestsOf(log, query),
      ...this.regexes.map(
        (regex): RowTest =>
          (segment, row) =>
            regex.holdsFor(segment, row),
      ),
    ];
    this.patterns = query.subjects.map(compilePattern);
    this.bySubject =
      this.patterns.length === 0
        ? null
        : new SubjectVerdicts(log, (name) => this.patterns.some((matches) => matches(name)));
    this.texts = [
      ...query.texts.map((term) => this.textTerm(term)),
      ...query.hex.map((hex): TextTerm => {
        const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
        return { needle: exactNeedle(bytes), holdsText: () => false, bySubject: null };
      }),
    ];
  }

  /** Looking at a row can take long, so few are looked at in one go. */
  get isSlow(): boolean {
    if (this.hasSlowTerm) return true;
    if (this.looksInside && insideOf(this.log).isWanted) return true;
    return this.inner.some(({ isSlow }) => isSlow);
  }

  /** Sets the bits of matching rows in `from`..`to`, which must be clear, and returns how many there are. */
  mark(segment: Segment, from: number, to: number, bits: Uint32Array): number {
    const { isIn } = this;
    isIn.fill(0);
    setBits(isIn, from, to);
    const columns = segment.columns();
    this.markColumns(segment, from, to, isIn);
    for (const term of this.texts) this.markText(segment, columns, from, to, isIn, term);
    this.markDecoded(segment, isIn);
    if (segment.rows - segment.gone > segment.messages) this.markNotices(segment, from, to, isIn);
    for (const matcher of this.excluded) this.removeMatches(matcher, segment, from, to);
    for (const group of this.groups) this.keepMatches(group, segment, from, to);
    let count = 0;
    for (let word = 0; word < bits.length; word++) {
      const more = isIn[word] ?? 0;
      if (more === 0) continue;
      bits[word] = (bits[word] ?? 0) | more;
      count += ones(more);
    }
    return count;
  }

  private removeMatches(matcher: RowMatcher, segment: Segment, from: number, to: number): void {
    const { isIn, found } = this;
    if (isEmpty(isIn)) return;
    found.fill(0);
    matcher.mark(segment, from, to, found);
    for (let word = 0; word < WORDS; word++) isIn[word] = (isIn[word] ?? 0) & ~(found[word] ?? 0);
  }

  private keepMatches(
    group: readonly RowMatcher[],
    segment: Segment,
    from: number,
    to: number,
  ): void {
    const { isIn, found } = this;
    if (isEmpty(isIn)) return;
    found.fill(0);
    for (const matcher of group) matcher.mark(segment, from, to, found);
    for (let word = 0; word < WORDS; word++) isIn[word] = (isIn[word] ?? 0) & (found[word] ?? 0);
  }

  private markColumns(segment: Segment, from: number, to: number, isIn: Uint32Array): void {
    const { bySubject } = this;
    const { subject, subscription, size, arrivedAt } = segment.columns();
    const { sizes, time, subscriptions } = this.query;
    if (subscriptions.length > 0) {
      keepBits(isIn, from, to, (row) => this.isFromWanted(subscription[row] ?? 0));
    }
    if (bySubject !== null) {
      bySubject.refresh();
      const { verdicts, hasYes } = bySubject;
      if (!hasYes) isIn.fill(0);
      else keepMarked(isIn, from, to, subject, verdicts);
    }
    for (const { op, bytes } of sizes) {
      keepBits(isIn, from, to, (row) =>
        compares((size[row] ?? 0) - addedBytes(this.log, segment, row), op, bytes),
      );
    }
    if (time.from === null && time.to === null) return;
    keepBits(isIn, from, to, (row) => isWithin(arrivedAt[row] ?? 0, time));
  }

  private isFromWanted(id: SubscriptionId): boolean {
    const known = this.isWanted.get(id);
    if (known !== undefined) return known;
    const { subscriptions } = this.query;
    const subject = this.subscribed.get(id);
    const isWanted =
      subject !== undefined && subscriptions.some((one) => one === subject || one === `#${id}`);
    this.isWanted.set(id, isWanted);
    return isWanted;
  }

  private markText(
    segment: Segment,
    columns: SegmentColumns,
    from: number,
    to: number,
    isIn: Uint32Array,
    { needle, bySubject, holdsText }: TextTerm,
  ): void {
    const { found } = this;
    if (isEmpty(isIn)) return;
    found.fill(0);
    if (needle === null) {
      eachBit(isIn, (row) => {
        if (holdsText(this.bodyText(segment, row))) addBit(found, row);
      });
    } else this.findBytes(segment, from, to, needle);
    bySubject?.refresh();
    if (bySubject?.hasYes) {
      const { verdicts } = bySubject;
      const { subject } = columns;
      for (let row = from; row < to; row++) {
        if (verdicts[subject[row] ?? 0] === 1) addBit(found, row);
      }
    }
    if (needle === null || bySubject !== null) this.findInside(segment, isIn, holdsText);
    for (let word = 0; word < WORDS; word++) isIn[word] = (isIn[word] ?? 0) & (found[word] ?? 0);
  }

  /** Looks into compressed and binary payloads that do not hold the text as they are. */
  private findInside(
    segment: Segment,
    isIn: Uint32Array,
    holdsText: (text: string) => boolean,
  ): void {
    const { found, rest } = this;
    const inside = insideOf(this.log);
    const candidates = inside.candidates(segment);
    if (candidates === null) return;
    for (let word = 0; word < WORDS; word++) {
      rest[word] = (isIn[word] ?? 0) & (candidates[word] ?? 0) & ~(found[word] ?? 0);
    }
    eachBit(rest, (row) => {
      if (segment.isNotice(row)) return;
      const text = inside.of(segment, row)?.text;
      if (text !== undefined && holdsText(text)) addBit(found, row);
    });
  }

  /** Makes one pass over the bytes of all these rows. A hit counts for the row that holds it. */
  private findBytes(segment: Segment, from: number, to: number, needle: Needle): void {
    const { found, finder } = this;
    const { lineOffset, size, head, meta } = segment.columns();
    const { length } = needle.bytes;
    const last = to - 1;
    const end = (lineOffset[last] ?? 0) + ((meta[last] ?? 0) & META_LINE) + (size[last] ?? 0);
    const first = lineOffset[from] ?? 0;
    const rowsPerByte = (to - from) / (end - first);
    let row = from;
    finder.findAll(needle, first, end, (offsets) => {
      for (let n = 0; n < offsets.length; n++) {
        const hit = offsets[n] ?? 0;
        // Hits come in order, and most rows are of similar size.
        const guess = row + Math.floor((hit - (lineOffset[row] ?? 0)) * rowsPerByte);
        row = rowHolding(lineOffset, hit, row, Math.min(last, guess), last);
        const body = (lineOffset[row] ?? 0) + ((meta[row] ?? 0) & META_LINE);
        if (hit < body || hit + length > body + (size[row] ?? 0)) continue;
        const headEnd = body + (head[row] ?? 0);
        if (hit < body + VERSION_BYTES && headEnd > body) continue;
        const isOnHead = ((meta[row] ?? 0) & META_STORED) !== 0 && hit < headEnd;
        if (isOnHead && hit + length > body + ownBytes(this.log, segment, row)) continue;
        addBit(found, row);
      }
    });
  }

  private markDecoded(segment: Segment, isIn: Uint32Array): void {
    const { tests } = this;
    if (tests.length === 0) return;
    eachBit(isIn, (row) => {
      if (!tests.every((holdsFor) => holdsFor(segment, row))) removeBit(isIn, row);
    });
  }

  private markNotices(segment: Segment, from: number, to: number, isIn: Uint32Array): void {
    const { headers, sizes, hex, json, texts, time, replies, statuses, subscriptions } = this.query;
    const neverOfNotices = [headers, sizes, hex, json, replies, statuses, subscriptions];
    const isNeverNotice = neverOfNotices.some(({ length }) => length > 0);
    for (let row = from; row < to; row++) {
      if (!segment.isNotice(row)) continue;
      removeBit(isIn, row);
      if (isNeverNotice || !isWithin(segment.arrivedAt(row), time)) continue;
      const { code, subject, detail } = noticeOf(this.log, segment, row);
      const isOnSubject =
        this.patterns.length === 0 || this.patterns.some((matches) => matches(subject));
      const words = `${subject}\n${code} ${detail}`;
      const hasTexts = texts.every(({ text, isCaseSensitive }) =>
        isCaseSensitive ? words.includes(text) : words.toLowerCase().includes(text.toLowerCase()),
      );
      const hasRegexes = this.regexes.every(
        (regex) => regex.isIn(subject) || regex.isIn(`${code} ${detail}`),
      );
      if (isOnSubject && hasTexts && hasRegexes) addBit(isIn, row);
    }
  }

  private bodyText(segment: Segment, row: number): string {
    const { log } = this;
    const head = ownHead(log, segment, row).head.subarray(VERSION_BYTES);
    return toText(head) + toText(payloadOf(log, segment, row));
  }

  private textTerm({ text, isCaseSensitive }: Query["texts"][number]): TextTerm {
    const lower = text.toLowerCase();
    const holdsText = isCaseSensitive
      ? (other: string) => other.includes(text)
      : (other: string) => other.toLowerCase().includes(lower);
    const bytes = toBytes(text);
    const isPlain = isCaseSensitive || bytes.length === text.length;
    return {
      needle:
        !isPlain || bytes.length > MAX_NEEDLE_BYTES
          ? null
          : isCaseSensitive
            ? exactNeedle(bytes)
            : foldedNeedle(text),
      holdsText,
      bySubject: new SubjectVerdicts(this.log, holdsText),
    };
  }
}

/** The last row up to `last` that begins at or before `offset`. `low` does; a good guess makes it quick. */
function rowHolding(
  lineAt: Uint32Array,
  offset: number,
  low: number,
  guess: number,
  last: number,
): number {
  const begins = (row: number) => (lineAt[row] ?? 0) <= offset;
  let row = low;
  let above = guess;
  if (begins(guess)) {
    row = guess;
    let step = 1;
    while (row + step <= last && begins(row + step)) {
      row += step;
      step *= 2;
    }
    above = Math.min(last + 1, row + step);
  }
  while (above - row > 1) {
    const middle = (row + above) >>> 1;
    if (begins(middle)) row = middle;
    else above = middle;
  }
  return row;
}

function isWithin(at: number, { from, to }: Query["time"]): boolean {
  return (from === null || at >= from) && (to === null || at < to);
}

function compares(value: number, op: Comparison, other: number): boolean {
  switch (op) {
    case ">":
      return value > other;
    case ">=":
      return value >= other;
    case "<":
      return value < other;
    case "<=":
      return value <= other;
    case "=":
      return value === other;
  }
}
