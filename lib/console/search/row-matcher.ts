// A query (lib/console/query.ts) against the rows of a log, many at a time: columns are compared where
// they lie, texts are looked for in the bytes of a whole segment, each subject is judged once. Used by
// search-index.ts. Rows that are left after the cheap terms are the only ones that are decoded.

import { toBytes, toText } from "@/lib/base/bytes";
import { parseHeaderBlock } from "@/lib/console/header-block";
import { holds } from "@/lib/console/json-condition";
import type { Comparison, Query } from "@/lib/console/query";
import {
  type ByteFinder,
  exactNeedle,
  finderOf,
  foldedNeedle,
  MAX_NEEDLE_BYTES,
  type Needle,
} from "@/lib/console/search/byte-finder";
import { SubjectVerdicts } from "@/lib/console/search/subject-verdicts";
import type { MessageLog } from "@/lib/console/store/message-log";
import { headOf, noticeOf, payloadOf } from "@/lib/console/store/row-reader";
import type { Segment } from "@/lib/console/store/segment";
import { compilePattern } from "@/lib/grammar/subject";

/** Every header block begins with NATS/1.0, which nobody looks for. */
const VERSION_BYTES = 8;

interface TextTerm {
  /** Null when the text can only be found in decoded text: other letters than ASCII, in any case. */
  readonly needle: Needle | null;
  readonly holdsText: (text: string) => boolean;
  readonly bySubject: SubjectVerdicts | null;
}

export class RowMatcher {
  private readonly finder: ByteFinder;
  private readonly bySubject: SubjectVerdicts | null;
  private readonly texts: readonly TextTerm[];
  private readonly patterns: readonly ((subject: string) => boolean)[];
  /** For each row of the segment that is being looked at: still in, and found by one text. */
  private readonly isIn = new Uint8Array(4096);
  private readonly isFound = new Uint8Array(4096);

  constructor(
    private readonly log: MessageLog,
    private readonly query: Query,
  ) {
    this.finder = finderOf(log.memory);
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

  /** Sets the bits of matching rows in `from`..`to`, which are clear; gives how many there are. */
  mark(segment: Segment, from: number, to: number, bits: Uint32Array): number {
    const { isIn } = this;
    isIn.fill(1, from, to);
    this.markColumns(segment, from, to);
    for (const term of this.texts) this.markText(segment, from, to, term);
    this.markDecoded(segment, from, to);
    if (segment.rows - segment.gone > segment.messages) this.markNotices(segment, from, to);
    let count = 0;
    for (let row = from; row < to; row++) {
      if (isIn[row] === 0) continue;
      bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31));
      count++;
    }
    return count;
  }

  private markColumns(segment: Segment, from: number, to: number): void {
    const { isIn, bySubject } = this;
    const { sizes, time } = this.query;
    if (bySubject !== null) {
      for (let row = from; row < to; row++) {
        if (!bySubject.of(segment.subject(row))) isIn[row] = 0;
      }
    }
    for (const { op, bytes } of sizes) {
      for (let row = from; row < to; row++) {
        if (!compares(segment.size(row), op, bytes)) isIn[row] = 0;
      }
    }
    if (time.from === null && time.to === null) return;
    const first = time.from ?? Number.NEGATIVE_INFINITY;
    const end = time.to ?? Number.POSITIVE_INFINITY;
    for (let row = from; row < to; row++) {
      const at = segment.at(row);
      if (at < first || at >= end) isIn[row] = 0;
    }
  }

  private markText(segment: Segment, from: number, to: number, term: TextTerm): void {
    const { isIn, isFound, log } = this;
    const { needle, bySubject, holdsText } = term;
    isFound.fill(0, from, to);
    if (needle === null) {
      for (let row = from; row < to; row++) {
        if (isIn[row] === 1 && holdsText(this.bodyText(segment, row))) isFound[row] = 1;
      }
    } else this.findBytes(segment, from, to, needle);
    const { subjects } = log;
    for (let row = from; row < to; row++) {
      if (isIn[row] === 0 || isFound[row] === 1) continue;
      const id = segment.subject(row);
      if (bySubject === null || id >= subjects.size || !bySubject.of(id)) isIn[row] = 0;
    }
  }

  /** One pass over the bytes of all these rows; a hit belongs to the row that it lies in. */
  private findBytes(segment: Segment, from: number, to: number, needle: Needle): void {
    const { isFound, finder } = this;
    const end = segment.bodyAt(to - 1) + segment.size(to - 1);
    let row = from;
    let at = searchFrom(segment, from);
    while (row < to) {
      const hit = finder.find(needle, at, end);
      if (hit < 0) return;
      while (row < to && segment.bodyAt(row) + segment.size(row) <= hit) row++;
      if (row >= to) return;
      const start = searchFrom(segment, row);
      if (hit < start) {
        at = start;
        continue;
      }
      if (hit + needle.bytes.length <= segment.bodyAt(row) + segment.size(row)) isFound[row] = 1;
      row++;
      if (row < to) at = searchFrom(segment, row);
    }
  }

  private markDecoded(segment: Segment, from: number, to: number): void {
    const { headers, json } = this.query;
    if (headers.length === 0 && json.length === 0) return;
    for (let row = from; row < to; row++) {
      if (this.isIn[row] === 0) continue;
      if (!this.hasHeaders(segment, row) || !this.hasJson(segment, row)) this.isIn[row] = 0;
    }
  }

  private hasHeaders(segment: Segment, row: number): boolean {
    const { headers } = this.query;
    if (headers.length === 0) return true;
    if (segment.head(row) === 0) return false;
    const list = parseHeaderBlock(headOf(this.log, segment, row)).headers;
    return headers.every(({ name, op, value }) =>
      list.some(([other, held]) => {
        if (other.toLowerCase() !== name.toLowerCase()) return false;
        if (op === "exists") return true;
        return op === "equals" ? held === value : held.toLowerCase().includes(value.toLowerCase());
      }),
    );
  }

  private hasJson(segment: Segment, row: number): boolean {
    const { json } = this.query;
    if (json.length === 0) return true;
    const payload = payloadOf(this.log, segment, row);
    const first = payload[0] ?? 0;
    // Whatever leads a path begins with a bracket, perhaps after blanks.
    if (first > 0x20 && first !== 0x7b && first !== 0x5b) return false;
    try {
      const root: unknown = JSON.parse(toText(payload));
      return json.every((condition) => holds(condition, root));
    } catch {
      return false;
    }
  }

  private markNotices(segment: Segment, from: number, to: number): void {
    const { headers, sizes, hex, json, texts, time } = this.query;
    const isNeverNotice = headers.length + sizes.length + hex.length + json.length > 0;
    for (let row = from; row < to; row++) {
      if (!segment.isNotice(row)) continue;
      this.isIn[row] = 0;
      if (isNeverNotice || !isWithin(segment.at(row), time)) continue;
      const { code, subject, detail } = noticeOf(this.log, segment, row);
      const isOnSubject =
        this.patterns.length === 0 || this.patterns.some((matches) => matches(subject));
      const words = `${subject}\n${code} ${detail}`;
      const hasTexts = texts.every(({ text, isCaseSensitive }) =>
        isCaseSensitive ? words.includes(text) : words.toLowerCase().includes(text.toLowerCase()),
      );
      if (isOnSubject && hasTexts) this.isIn[row] = 1;
    }
  }

  private bodyText(segment: Segment, row: number): string {
    const at = searchFrom(segment, row);
    return toText(this.log.memory.u8.subarray(at, segment.bodyAt(row) + segment.size(row)));
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

function searchFrom(segment: Segment, row: number): number {
  return segment.bodyAt(row) + (segment.head(row) > 0 ? VERSION_BYTES : 0);
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
