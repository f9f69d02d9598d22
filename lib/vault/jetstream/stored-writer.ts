// Replies of a direct get → rows of a log, without an object for each: the reply is read where it lies and the
// row is written where it stays. Used by stored-log.ts. A row gets the headers of the stored message and its
// sequence. What a direct get adds comes after the message's own headers (ADR-31 and nats-server
// server/stream.go, getDirectRequest).

import { toText } from "@/lib/shared/base/bytes";
import { readTime } from "@/lib/vault/message-store/recording/recorded-time";
import { ParsedLine } from "@/lib/vault/message-store/store/message-line";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { META_STORED } from "@/lib/vault/message-store/store/segment";
import { hashOf } from "@/lib/vault/message-store/store/subject-table";

const LF = 10;
const CR = 13;
const DOT = 46;
const ZERO = 48;
const VERB = bytesOf("HMSG ");
const SID = bytesOf(" 0 ");
const VERSION = "NATS/1.0\r\n";
const COLON = 58;
const SPACE = 32;
/** Nats-Stream, -Subject, -Sequence, -Time-Stamp, -Num-Pending, -Last-Sequence, -UpTo-Sequence. */
const MAX_ADDED = 7;
/** The letter that tells one added name from the others, and where it is in the name. */
const LETTER = 6;
/** Copies that are shorter are faster word by word: `set` needs an object for each. */
const SHORT_BYTES = 512;
const WORD_BYTES = 4;
const DAY_CHARS = "2026-11-29".length;
const SECOND_CHARS = "2026-11-29T05:56:28".length;

export class StoredWriter {
  /** Of the message that was read last. */
  sequence = 0;
  /** Messages after it, as far as the request reaches. */
  pending = 0;
  private readonly line = new ParsedLine();
  private subjectStart = 0;
  private subjectEnd = 0;
  private sequenceStart = 0;
  private timeStart = 0;
  private timeEnd = 0;
  /** Where the headers of the message end. */
  private ownEnd = 0;
  /** Where the subject begins in the block of a message that was published without headers. */
  private readonly plainBytes: number;
  /** The reply and the log as words. Both change only now and then. */
  private readonly from = new WordView();
  private readonly to = new WordView();
  private day = -1;
  private dayMs = 0;

  /** `lastSeq`: messages after it are read over. */
  constructor(
    private readonly store: { readonly log: MessageLog },
    stream: string,
    private readonly lastSeq: number,
  ) {
    this.line.flags = META_STORED;
    this.plainBytes = `${VERSION}Nats-Stream: ${stream}\r\nNats-Subject: `.length;
  }

  /** Returns false when the reply is no stored message, or the log does not take it. */
  write(u8: Uint8Array, body: number, head: number, size: number): boolean {
    if (!this.readPlain(u8, body, body + head) && !this.findAdded(u8, body, body + head))
      return false;
    if (this.sequence > this.lastSeq) return false;
    const { log } = this.store;
    const { line, subjectStart, subjectEnd, ownEnd, sequenceStart } = this;
    const sequenceEnd = lineEnd(u8, sequenceStart);
    const subjectBytes = subjectEnd - subjectStart;
    const payloadBytes = size - head;
    line.head = ownEnd - body + (sequenceEnd - sequenceStart) + 2;
    line.size = line.head + payloadBytes;
    line.subjectOffset = VERB.length;
    line.subjectBytes = subjectBytes;
    line.lineBytes =
      VERB.length + subjectBytes + SID.length + digits(line.head) + 1 + digits(line.size) + 2;
    const start = log.openRow(line.lineBytes + line.size + 2);
    if (start < 0) return false;
    const to = log.memory.u8;
    this.from.show(u8);
    this.to.show(to);
    let at = this.copy(subjectStart, subjectEnd, put(VERB, to, start));
    line.hash = hashOf(to, start + VERB.length, at);
    at = put(SID, to, at);
    at = writeNumber(line.head, to, at);
    to[at++] = SPACE;
    at = writeNumber(line.size, to, at);
    to[at++] = CR;
    to[at++] = LF;
    at = this.copy(body, ownEnd, at);
    at = this.copy(sequenceStart, sequenceEnd, at);
    to[at++] = CR;
    to[at++] = LF;
    at = this.copy(body + head, body + size, at);
    to[at++] = CR;
    to[at] = LF;
    log.addMessage(this.timeOf(u8), line, 0);
    return true;
  }

  /** Copies a part of the reply into the log, and returns where it ends. */
  private copy(start: number, end: number, to: number): number {
    const { from, to: log } = this;
    if (end - start > SHORT_BYTES) log.u8.set(from.u8.subarray(start, end), to);
    else {
      let at = start;
      const gap = to - start;
      for (; at + WORD_BYTES <= end; at += WORD_BYTES) {
        log.words.setUint32(at + gap, from.words.getUint32(at, true), true);
      }
      for (; at < end; at++) log.u8[at + gap] = from.u8[at] ?? 0;
    }
    return to + end - start;
  }

  /**
   * Most messages have no headers of their own. Then there are the six lines of the server alone, in one order, and
   * a letter of each is enough: with a line of a publisher they would not end with the block.
   */
  private readPlain(u8: Uint8Array, start: number, blockEnd: number): boolean {
    const subject = start + this.plainBytes;
    if (u8[subject - 1] !== SPACE || u8[subject - 2] !== COLON) return false;
    this.ownEnd = start + VERSION.length;
    this.subjectStart = subject;
    this.subjectEnd = crAfter(u8, subject);
    this.sequenceStart = this.subjectEnd + 2;
    if (u8[this.sequenceStart + LETTER] !== 0x65) return false; // Nats-Sequence
    const sequence = this.sequenceStart + "Nats-Sequence: ".length;
    const time = crAfter(u8, sequence) + 2;
    if (u8[time + LETTER - 1] !== 0x54) return false; // Nats-Time-Stamp
    this.timeStart = time + "Nats-Time-Stamp: ".length;
    this.timeEnd = crAfter(u8, this.timeStart);
    const pending = this.timeEnd + 2;
    if (u8[pending + LETTER - 1] !== 0x4e) return false; // Nats-Num-Pending
    const last = crAfter(u8, pending + "Nats-Num-Pending: ".length) + 2;
    if (u8[last + LETTER - 1] !== 0x4c) return false; // Nats-Last-Sequence
    const end = crAfter(u8, last + "Nats-Last-Sequence: ".length);
    if (end + "\r\n\r\n".length !== blockEnd) return false;
    this.sequence = readNumber(u8, sequence);
    this.pending = readNumber(u8, pending + "Nats-Num-Pending: ".length);
    return true;
  }

  /** Walks the lines from the end of the block up to Nats-Stream, since a publisher may have sent the same names. */
  private findAdded(u8: Uint8Array, start: number, blockEnd: number): boolean {
    // What an earlier reply had is no part of this one.
    this.subjectStart = -1;
    this.sequenceStart = -1;
    this.timeStart = -1;
    let [sequence, pending] = [0, 0];
    // Before the empty line.
    let end = blockEnd - 2;
    for (let count = 0; count < MAX_ADDED && end > start; count++) {
      let line = end - 2;
      while (line > start && u8[line - 1] !== LF) line--;
      const value = line + LETTER;
      switch (u8[value - 1]) {
        case 0x53: // S
          switch (u8[value]) {
            case 0x74: // Nats-Stream
              if (this.subjectStart < 0 || this.sequenceStart < 0 || this.timeStart < 0)
                return false;
              this.ownEnd = line;
              this.sequence = sequence;
              this.pending = pending;
              return this.subjectEnd >= this.subjectStart;
            case 0x75: // Nats-Subject
              this.subjectStart = line + "Nats-Subject: ".length;
              this.subjectEnd = end - 2;
              break;
            case 0x65: // Nats-Sequence
              this.sequenceStart = line;
              sequence = readNumber(u8, line + "Nats-Sequence: ".length);
          }
          break;
        case 0x54: // Nats-Time-Stamp
          this.timeStart = line + "Nats-Time-Stamp: ".length;
          this.timeEnd = end - 2;
          break;
        case 0x4e: // Nats-Num-Pending
          pending = readNumber(u8, line + "Nats-Num-Pending: ".length);
      }
      end = line;
    }
    return false;
  }

  /** "2026-11-29T05:56:28.853923773Z"; the day is read once for many messages. */
  private timeOf(u8: Uint8Array): number {
    const { timeStart: from, timeEnd } = this;
    if (u8[timeEnd - 1] !== 0x5a) return readTime(toText(u8.subarray(from, timeEnd))) ?? 0;
    const two = (at: number) =>
      ((u8[from + at] ?? 0) - ZERO) * 10 + (u8[from + at + 1] ?? 0) - ZERO;
    const day = ((two(0) * 100 + two(2)) * 100 + two(5)) * 100 + two(8);
    if (day !== this.day) {
      this.day = day;
      this.dayMs = Date.parse(toText(u8.subarray(from, from + DAY_CHARS)));
    }
    let micros = 0;
    if (u8[from + SECOND_CHARS] === DOT) {
      let unit = 100_000;
      for (let at = from + SECOND_CHARS + 1; at < timeEnd - 1 && unit >= 1; at++) {
        micros += ((u8[at] ?? 0) - ZERO) * unit;
        unit /= 10;
      }
    }
    return this.dayMs + ((two(11) * 60 + two(14)) * 60 + two(17)) * 1000 + micros / 1000;
  }
}

/** The same bytes, also as words at any place. */
class WordView {
  u8: Uint8Array = new Uint8Array(0);
  words = new DataView(this.u8.buffer);

  show(u8: Uint8Array): void {
    if (u8 === this.u8) return;
    this.u8 = u8;
    this.words = new DataView(u8.buffer, u8.byteOffset, u8.byteLength);
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Writes a few bytes, and returns where they end. */
function put(bytes: Uint8Array, to: Uint8Array, at: number): number {
  for (let offset = 0; offset < bytes.length; offset++) to[at + offset] = bytes[offset] ?? 0;
  return at + bytes.length;
}

/** Every block of headers ends with a line end. */
function crAfter(u8: Uint8Array, start: number): number {
  let at = start;
  while (at < u8.length && u8[at] !== CR) at++;
  return at;
}

function lineEnd(u8: Uint8Array, start: number): number {
  let end = start;
  while (end < u8.length && u8[end] !== LF) end++;
  return end + 1;
}

function readNumber(u8: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start; (u8[at] ?? 0) >= ZERO; at++) value = value * 10 + (u8[at] ?? 0) - ZERO;
  return value;
}

function digits(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
  return count;
}

function writeNumber(value: number, to: Uint8Array, at: number): number {
  const end = at + digits(value);
  for (let rest = value, offset = end - 1; offset >= at; offset--) {
    to[offset] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return end;
}
