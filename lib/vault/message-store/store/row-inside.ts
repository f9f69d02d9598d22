// The text inside the compressed and binary payloads of a log, for its rows in view, its tree and its searches. What reads
// payloads is set once it is loaded (lib/vault/worker/inside-loader.ts); until then this says that it is wanted.

import { toBytes } from "@/lib/shared/base/bytes";
import { previewOf } from "@/lib/shared/console/payload-kind";
import type { MessageRow } from "@/lib/shared/facts/console";
import { mayHoldMore } from "@/lib/vault/decode/quick/first-bytes";
import type { Inside, InsideReader } from "@/lib/vault/decode/quick/inside-reader";
import { parseHeaderBlock } from "./header-block";
import type { MessageLog } from "./message-log";
import { payloadOf, subjectOf } from "./row-reader";
import type { Segment } from "./segment";
import { ownHead } from "./stored-head";

/** Previews of so many rows are kept. */
const MAX_PREVIEWS = 2_000;
/** More characters than a preview has. */
const PREVIEW_CHARS = 300;

/** What the first bytes of a segment's rows say. */
interface Looked {
  /** How many rows were looked at. */
  rows: number;
  /** A bit for each row that may hold more. */
  readonly bits: Uint32Array;
  hasAny: boolean;
}

export type Preview = Pick<MessageRow, "preview" | "previewKind" | "decodedAs">;

export class RowInside {
  /** A row was looked at that may hold more. */
  isWanted = false;
  /** A preview was left out for lack of time. */
  isBehind = false;
  private reader: InsideReader | null = null;
  private previewsUntil = 0;
  private readonly previews = new Map<number, Preview | null>();
  private lastSeq = 0;
  private last: Inside | null = null;
  private readonly looked = new WeakMap<Segment, Looked>();

  constructor(private readonly log: MessageLog) {}

  get isLoaded(): boolean {
    return this.reader !== null;
  }

  /** Call it again when schemas changed: what was read before is read again. */
  use(reader: InsideReader): void {
    this.reader = reader;
    this.lastSeq = 0;
    this.previews.clear();
  }

  /** Null when nothing fits, or nothing is loaded yet. The terms of a query ask for one row, one after the other. */
  of(segment: Segment, row: number): Inside | null {
    const { reader, log } = this;
    const body = segment.bodyOffset(row);
    const [start, end] = [body + segment.head(row), body + segment.size(row)];
    const isChosen = reader?.hasChoices === true && reader.isChosen(subjectOf(log, segment, row));
    if (!isChosen && !mayHoldMore(log.memory.u8, start, end)) return null;
    this.isWanted = true;
    if (reader === null) return null;
    const seq = segment.firstSeq + row;
    if (this.lastSeq === seq) return this.last;
    const { head } = ownHead(log, segment, row);
    this.last = reader.read({
      subject: subjectOf(log, segment, row),
      headers: head.length === 0 ? [] : parseHeaderBlock(head).headers,
      payload: payloadOf(log, segment, row),
    });
    this.lastSeq = seq;
    return this.last;
  }

  /**
   * A bit for each row for which `of` can give something; null when there is none. A row is looked at once, so that
   * only the first search through plain text takes time for it.
   */
  candidates(segment: Segment): Uint32Array | null {
    const words = Math.ceil(segment.capacity / 32);
    // Rows of a chosen subject are any rows.
    if (this.reader?.hasChoices === true) return new Uint32Array(words).fill(0xffffffff);
    let looked = this.looked.get(segment);
    if (looked === undefined) {
      looked = { rows: 0, bits: new Uint32Array(words), hasAny: false };
      this.looked.set(segment, looked);
    }
    const { bits } = looked;
    const { u8 } = this.log.memory;
    for (let row = looked.rows; row < segment.rows; row++) {
      const body = segment.bodyOffset(row);
      if (!mayHoldMore(u8, body + segment.head(row), body + segment.size(row))) continue;
      bits[row >> 5] = (bits[row >> 5] ?? 0) | (1 << (row & 31));
      looked.hasAny = true;
    }
    looked.rows = segment.rows;
    return looked.hasAny ? bits : null;
  }

  /** Previews are made up to this time; those that are known are given after it as well. */
  beginWindow(untilMs: number): void {
    this.previewsUntil = untilMs;
    this.isBehind = false;
  }

  /** Of the payload, or of what is inside where it is binary. */
  shownPreview(segment: Segment, row: number): Preview {
    const preview = previewOf(payloadOf(this.log, segment, row));
    if (preview.previewKind !== "binary") return preview;
    return { ...preview, ...this.previewOf(segment, row) };
  }

  /** Null when nothing fits, and when the time is over. */
  previewOf(segment: Segment, row: number): Preview | null {
    const seq = segment.firstSeq + row;
    const known = this.previews.get(seq);
    if (known !== undefined) return known;
    if (this.isLoaded && performance.now() > this.previewsUntil) {
      this.isBehind = true;
      return null;
    }
    const inside = this.of(segment, row);
    if (!this.isLoaded) return null;
    const preview: Preview | null =
      inside === null
        ? null
        : { ...previewOf(toBytes(inside.text.slice(0, PREVIEW_CHARS))), decodedAs: inside.by };
    if (this.previews.size >= MAX_PREVIEWS) this.previews.clear();
    this.previews.set(seq, preview);
    return preview;
  }
}

const held = new WeakMap<MessageLog, RowInside>();

export function insideOf(log: MessageLog): RowInside {
  const known = held.get(log);
  if (known !== undefined) return known;
  const inside = new RowInside(log);
  held.set(log, inside);
  return inside;
}
