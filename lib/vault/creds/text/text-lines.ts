// Splits a file into lines, as ranges of bytes: any line end, any encoding that editors write, and "\n" as two
// characters, as in YAML, JSON and .env files. Called by read-creds.ts. The bytes never become a
// string, because a seed may be anywhere among them.

import { isBlank } from "@/lib/shared/base/bytes";
import { isStepEnd, STEP_BYTES, type Steps } from "@/lib/vault/base/turns";

export type LineEnd = "lf" | "crlf" | "cr" | "escaped" | "none";

/** A line that is not blank. `start` to `end` excludes white space and the line end. */
export interface Line {
  readonly index: number;
  /** From 1, counted as an editor does: "\n" as two characters does not begin a new line. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly isIndented: boolean;
  readonly hasTrailingSpace: boolean;
  readonly followsBlank: boolean;
  readonly lineEnd: LineEnd;
}

export interface TextLines {
  /** The input itself, or its UTF-8 copy when it was UTF-16. The caller must zero the copy. */
  readonly bytes: Uint8Array;
  readonly lines: readonly Line[];
  readonly isUtf16: boolean;
  readonly hasByteOrderMark: boolean;
  /** Some byte is not ASCII. */
  readonly hasHighBytes: boolean;
  /** The file has more or longer lines than any creds could have, and the rest was left out. */
  readonly isCut: boolean;
}

/** 4 MiB of creds have about 50,000 lines. A larger file may have one line for every 32 bytes. */
const MAX_LINES = 200_000;
const MIN_BYTES_PER_LINE = 32;
/** Of a line. A JWT has at most 1 MiB. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

export function* readTextLines(input: Uint8Array): Steps<TextLines> {
  const byteOrder = utf16Order(input);
  const bytes = byteOrder ? yield* fromUtf16(input, byteOrder) : input;
  const maxLines = Math.max(MAX_LINES, bytes.length / MIN_BYTES_PER_LINE);
  let hasHighBytes = false;
  let isTooLong = false;
  const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const lines: Line[] = [];
  let at = hasByteOrderMark ? 3 : 0;
  let number = 1;
  let followsBlank = false;
  // Blank lines are not kept, so there may be twice as many lines with them.
  while (at < bytes.length && lines.length < maxLines && number < 2 * maxLines) {
    const [stop, next, lineEnd, isHigh] = yield* findLineEnd(bytes, at);
    hasHighBytes ||= isHigh;
    isTooLong = stop - at > MAX_LINE_BYTES;
    if (isTooLong) break;
    let start = at;
    let end = stop;
    while (start < end && isBlank(bytes[start] ?? 0)) start++;
    while (end > start && isBlank(bytes[end - 1] ?? 0)) end--;
    if (start < end) {
      lines.push({
        index: lines.length,
        number,
        start,
        end,
        isIndented: start > at,
        hasTrailingSpace: end < stop,
        followsBlank,
        lineEnd,
      });
    }
    followsBlank = start === end;
    if (lineEnd !== "escaped") number++;
    at = next;
  }
  const isCut = isTooLong || at < bytes.length;
  return { bytes, lines, isUtf16: byteOrder !== null, hasByteOrderMark, hasHighBytes, isCut };
}

/** Where the line and its end stop, what ends it, and whether it has bytes over 127. */
function* findLineEnd(
  bytes: Uint8Array,
  from: number,
): Steps<readonly [number, number, LineEnd, boolean]> {
  let isHigh = false;
  for (let at = from; at < bytes.length; at++) {
    if (isStepEnd(at)) yield STEP_BYTES;
    const byte = bytes[at] ?? 0;
    if (byte > 127) isHigh = true;
    if (byte === 10) return [at, at + 1, "lf", isHigh];
    if (byte === 13) {
      return bytes[at + 1] === 10 ? [at, at + 2, "crlf", isHigh] : [at, at + 1, "cr", isHigh];
    }
    if (byte === 92) {
      const letter = skipBackslashes(bytes, at);
      const next = skipEscape(bytes, letter);
      if (next > letter) return [at, next, "escaped", isHigh];
      if (letter - at > STEP_BYTES) yield letter - at;
      at = letter - 1;
    }
  }
  return [bytes.length, bytes.length, "none", isHigh];
}

const skipBackslashes = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (bytes[at] === 92) at++;
  return at;
};

/** Skips "n", or "r" and a "\n" that may follow it, each after any number of backslashes. */
function skipEscape(bytes: Uint8Array, letter: number): number {
  if (bytes[letter] === 110) return letter + 1;
  if (bytes[letter] !== 114) return letter;
  const next = skipBackslashes(bytes, letter + 1);
  return next > letter + 1 && bytes[next] === 110 ? next + 1 : letter + 1;
}

type ByteOrder = "little" | "big";

/** Recognised by the byte order mark, or else by the zero bytes that ASCII text has in every second place. */
function utf16Order(bytes: Uint8Array): ByteOrder | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big";
  const zeros = [0, 0];
  const length = Math.min(bytes.length, 512);
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length / 3 && even === 0) return "little";
  return even > length / 3 && odd === 0 ? "big" : null;
}

function* fromUtf16(bytes: Uint8Array, order: ByteOrder): Steps<Uint8Array> {
  const out = new Uint8Array((bytes.length >> 1) * 3);
  const low = order === "little" ? 0 : 1;
  let to = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (at % STEP_BYTES === 0) yield STEP_BYTES;
    const unit = (bytes[at + low] ?? 0) | ((bytes[at + 1 - low] ?? 0) << 8);
    if (unit < 0x80) {
      out[to++] = unit;
    } else if (at > 0 || unit !== 0xfeff) {
      // All others take three bytes: only dashes matter, the rest is text around the creds.
      out.set([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 63), 0x80 | (unit & 63)], to);
      to += 3;
    }
  }
  return out.subarray(0, to);
}
