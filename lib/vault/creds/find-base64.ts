// Finds base64 in the lines of a text: a value in a line, or lines that were wrapped. Called by text-layers.ts.
// It gives ranges of bytes whose beginning decodes to text; whether creds are in them is seen after decoding.

import { runAtOnce, STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { type ByteRange, decodeRanges, plainEnd, readSequence, type Sequence } from "./base64";
import { isQuote, trimWrapping } from "./text/fences";
import type { Line, TextLines } from "./text/text-lines";

/** One encoded text. Several ranges are the lines of a wrapped one. */
export interface Blob64 {
  readonly ranges: readonly ByteRange[];
  readonly line: Line;
}

/** The base64 of a seed has 78 characters. */
const MIN_CHARS = 72;
/** Bytes that show whether the decoded bytes are text. */
const HEAD_BYTES = 48;

/** "-----BEGIN " in base64, and that in base64 once more: where these begin, one text ends. */
const HEADS = ["LS0tLS1CRUdJTi", "TFMwdExTMUNSVWRKVGl"].map((head) =>
  Uint8Array.from(head, (char) => char.charCodeAt(0)),
);

interface Open {
  readonly ranges: ByteRange[];
  readonly line: Line;
  chars: number;
  /** The characters of each line but the last; null while only a line with other text before it is known. */
  width: number | null;
  isClosed: boolean;
}

/** Joins sequences into blobs. */
class BlobBuilder {
  readonly blobs: Blob64[] = [];
  private open: Open | null = null;

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * `goesOn`: it may belong to the line before, because it begins its line, and nothing but the end of the value
   * follows it. `isAlone`: the line ends with it. Only then may the next line belong to it.
   */
  add(
    line: Line,
    start: number,
    { end, chars, isPadded }: Sequence,
    goesOn: boolean,
    isAlone: boolean,
  ): void {
    const { open } = this;
    if (open && goesOn && this.continues(open, start, chars)) {
      open.ranges.push({ start, end });
      open.chars += chars;
      open.isClosed = isPadded || (open.width !== null && chars < open.width);
      open.width ??= chars;
      return;
    }
    this.close();
    const width = goesOn && isAlone ? chars : null;
    this.open = { ranges: [{ start, end }], line, chars, width, isClosed: isPadded };
  }

  close(): void {
    const { open, bytes } = this;
    this.open = null;
    if (open !== null && open.chars >= MIN_CHARS && startsAsText(bytes, open.ranges)) {
      this.blobs.push({ ranges: open.ranges, line: open.line });
    }
  }

  private continues({ isClosed, width }: Open, start: number, chars: number): boolean {
    if (isClosed || (width !== null && chars > width)) return false;
    return !HEADS.some((head) => head.every((byte, i) => this.bytes[start + i] === byte));
  }
}

/** `taken` are ranges of what was read as a JWT or a seed, in order. */
export function* findBase64(
  { bytes, lines }: TextLines,
  taken: readonly ByteRange[],
): Steps<readonly Blob64[]> {
  const builder = new BlobBuilder(bytes);
  let nextTaken = 0;
  let unreported = 0;
  for (const line of lines) {
    // The steps of a longer line are reported below.
    unreported += Math.min(line.end - line.start, STEP_BYTES);
    if (unreported >= STEP_BYTES) {
      yield unreported;
      unreported = 0;
    }
    const [left, trimmed] = trimWrapping(bytes, line);
    // A shell goes on with the next line after a backslash.
    const right = bytes[trimmed - 1] === 92 ? trimmed - 1 : trimmed;
    // A quote begins its own value.
    if (line.followsBlank || left > line.start || left >= right) builder.close();
    let nextStep = left + STEP_BYTES;
    for (let at = left; at < right; ) {
      if (at >= nextStep) {
        yield STEP_BYTES;
        nextStep = at + STEP_BYTES;
      }
      while ((taken[nextTaken]?.end ?? bytes.length) <= at) nextTaken++;
      const block = taken[nextTaken];
      if (block && at >= block.start) {
        builder.close();
        at = Math.max(at + 1, block.end);
        continue;
      }
      const limit = Math.min(right, block?.start ?? right);
      const word = wordLength(bytes, at, left, limit);
      if (word > 0) {
        if (word > 1) builder.close();
        at += word;
        continue;
      }
      const found = yield* readSequence(bytes, at, limit);
      if (found.chars === 0) {
        at++;
        continue;
      }
      const isEnd = found.end === right;
      const goesOn = at === left && (isEnd || endsValue(bytes[found.end] ?? 0));
      builder.add(line, at, found, goesOn, isEnd);
      at = found.end;
      if (at < right) builder.close();
    }
    if (trimmed < line.end) builder.close();
  }
  builder.close();
  return builder.blobs;
}

/**
 * The length of what is certainly no base64 at `at`: a short word inside a line, as most text has, or one byte of
 * anything else. 0 when it has to be looked at.
 */
function wordLength(bytes: Uint8Array, at: number, left: number, limit: number): number {
  const end = plainEnd(bytes, at, Math.min(limit, at + MIN_CHARS));
  const next = bytes[end] ?? 0;
  if (next === 92 || next === 37) return 0;
  if (end === at) return 1;
  return at > left && end < limit && end - at < MIN_CHARS ? end - at : 0;
}

/** A quote, an escaped quote, or the tag after a value of XML. */
const endsValue = (byte: number): boolean => isQuote(byte) || byte === 92 || byte === 60;

/** Whether the first decoded bytes have no control characters. UTF-16 has zeros, so they are allowed. */
function startsAsText(bytes: Uint8Array, ranges: readonly ByteRange[]): boolean {
  const head = runAtOnce(decodeRanges(bytes, ranges, HEAD_BYTES));
  const isText = head.every(
    (byte) => byte > 31 || byte === 0 || byte === 9 || byte === 10 || byte === 13,
  );
  head.fill(0);
  return isText;
}
