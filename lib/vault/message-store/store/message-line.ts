// Reads one line of the NATS protocol where it lies in memory: bytes → ParsedLine. Used by
// message-ingest.ts for every message, so it allocates nothing. Pure but for the object that it fills.
// The form of the lines follows nats-server server/client.go (deliverMsg, MSG and HMSG).

import { META_LINE, META_REPLY } from "./segment";
import { HASH_PRIME, HASH_START } from "./subject-table";

/** The line above a message. One object is reused for all lines of a connection. */
export class ParsedLine {
  /** Bytes of the line, its line end included. */
  lineBytes = 0;
  /** Where the subject begins, counted from the start of the line. */
  subjectOffset = 0;
  subjectBytes = 0;
  /** FNV-1a of the subject. The first value is no small integer, as most later ones are not. */
  hash = HASH_START;
  sid = 0;
  /** Bytes of the header block; 0 = none. */
  head = 0;
  /** Bytes of header block and payload together. */
  size = 0;
  /** META_REPLY when the message has a reply subject. */
  flags = 0;
}

/** `incomplete`: the line end has not come yet. `broken`: these bytes cannot be the NATS protocol. */
export type LineKind = "message" | "control" | "incomplete" | "broken";

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const MAX_PAYLOAD_BYTES = 1 << 30;

/** Reads the line at `start`. A control line sets only `lineBytes`; an incomplete or broken one sets nothing. */
export function parseLine(u8: Uint8Array, start: number, end: number, line: ParsedLine): LineKind {
  const verb = (u8[start] ?? 0) | 0x20;
  if (verb === 0x6d) return parseMessageLine(u8, start, start + 4, end, line);
  if (verb === 0x68) return parseMessageLine(u8, start, start + 5, end, line);
  const stop = Math.min(end, start + META_LINE);
  for (let offset = start; offset < stop; offset++) {
    if (u8[offset] !== LF) continue;
    line.lineBytes = offset + 1 - start;
    return "control";
  }
  return stop < end ? "broken" : "incomplete";
}

/**
 * Reads "MSG subject sid [reply] size" or "HMSG subject sid [reply] head size"; blanks may be tabs. A CR is taken
 * only right before the LF: with one elsewhere nats.ws would read other words.
 */
function parseMessageLine(
  u8: Uint8Array,
  start: number,
  subjectStart: number,
  end: number,
  line: ParsedLine,
): LineKind {
  const stop = Math.min(end, start + META_LINE);
  const tooLong: LineKind = stop < end ? "broken" : "incomplete";
  let offset = subjectStart;
  let byte = u8[offset] ?? 0;
  let hash = HASH_START;
  // In a bundle an import is a property, which would be read for every byte.
  const prime = HASH_PRIME;
  while (byte > SPACE && offset < stop) {
    hash = Math.imul(hash ^ byte, prime);
    byte = u8[++offset] ?? 0;
  }
  if (offset >= stop) return tooLong;
  const subjectBytes = offset - subjectStart;
  if (!isMessageVerb(u8, subjectStart)) return "broken";
  if (subjectBytes === 0 || (byte !== SPACE && byte !== TAB)) return "broken";

  let words = 0;
  let sid = -1;
  let former = -1;
  let last = -1;
  while (byte !== LF) {
    while (byte === SPACE || byte === TAB) byte = u8[++offset] ?? 0;
    if (offset >= stop) return tooLong;
    if (byte === CR) {
      byte = u8[++offset] ?? 0;
      if (offset >= stop) return tooLong;
      if (byte !== LF) return "broken";
    }
    if (byte === LF) break;
    let value = 0;
    while (byte > SPACE && offset < stop) {
      const digit = byte - 48;
      value = digit >= 0 && digit <= 9 && value >= 0 ? value * 10 + digit : -1;
      byte = u8[++offset] ?? 0;
    }
    if (offset >= stop) return tooLong;
    if (byte !== SPACE && byte !== TAB && byte !== CR && byte !== LF) return "broken";
    former = last;
    last = value;
    words++;
    if (words === 1) sid = value;
  }
  const isPlain = subjectStart - start === 4;
  const wordsWithoutReply = isPlain ? 2 : 3;
  if (words !== wordsWithoutReply && words !== wordsWithoutReply + 1) return "broken";
  const head = isPlain ? 0 : former;
  if (sid < 0 || head < 0 || last < head || last > MAX_PAYLOAD_BYTES) return "broken";
  line.lineBytes = offset + 1 - start;
  line.subjectOffset = subjectStart - start;
  line.subjectBytes = subjectBytes;
  line.hash = hash;
  line.sid = sid;
  line.head = head;
  line.size = last;
  line.flags = words > wordsWithoutReply ? META_REPLY : 0;
  return "message";
}

/** Whether "MSG" and a blank come before the subject, in upper or lower case. */
function isMessageVerb(u8: Uint8Array, subjectStart: number): boolean {
  const blank = u8[subjectStart - 1];
  return (
    ((u8[subjectStart - 4] ?? 0) | 0x20) === 0x6d &&
    ((u8[subjectStart - 3] ?? 0) | 0x20) === 0x73 &&
    ((u8[subjectStart - 2] ?? 0) | 0x20) === 0x67 &&
    (blank === SPACE || blank === TAB)
  );
}

/** Whether a CR and an LF come right before `end`. */
export function hasLineEnd(u8: Uint8Array, end: number): boolean {
  return u8[end - 2] === CR && u8[end - 1] === LF;
}

/** The same for a message of which only `bytes` have come; `left` bytes from their start are its end. */
export function isTrailerSound(bytes: Uint8Array, left: number): boolean {
  const cr = left - 2;
  const lf = left - 1;
  return (
    (cr < 0 || cr >= bytes.length || bytes[cr] === CR) &&
    (lf < 0 || lf >= bytes.length || bytes[lf] === LF)
  );
}
