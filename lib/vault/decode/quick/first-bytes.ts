// Whether a payload may hold more than its bytes say: it is compressed or binary. Asked for every row that a search
// looks at, so it looks at few bytes, and makes nothing.

const LOOKED_AT = 16;
/** Field 1 of protobuf as a text, bytes or a message. It is a line end as well. */
const FIRST_TEXT = 0x0a;
/** A group that is field 1, and the end of a line of text that hardly begins one. */
const FIRST_GROUP = 0x0b;
/** Bits for 0, 1, 2, 3 and 5, the types that a field of protobuf can have. */
const WIRE_TYPES = 0b101111;

export function mayHoldMore(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (end - start < 2) return false;
  if (first >= 0x80 || (first === FIRST_TEXT && mayBeText(bytes, start, end))) return true;
  if (first === FIRST_GROUP || mayBeFixed(bytes, start, end)) return true;
  const last = Math.min(end, start + LOOKED_AT);
  for (let at = start; at < last; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 ? byte < 0x09 || (byte > 0x0d && byte !== 0x1b) : byte === 0x7f) return true;
  }
  const second = bytes[start + 1] ?? 0;
  // zstd, zlib and Snappy, which can begin with a letter.
  if ((first === 0x28 && second === 0xb5) || (first === 0x78 && isZlibCheck(second))) return true;
  return mayBeSnappy(bytes, start, end);
}

/**
 * A bare block of Snappy whose length is one byte (a longer one begins with a byte that is no ASCII): a literal, then a
 * copy of a part of it. The bytes of a text, read as a copy, nearly always point to before the beginning.
 */
function mayBeSnappy(bytes: Uint8Array, start: number, end: number): boolean {
  const [length, tag] = [bytes[start] ?? 0, bytes[start + 1] ?? 0];
  const short = tag >> 2;
  if ((tag & 3) !== 0 || short > 60) return false;
  const size = (short < 60 ? short : (bytes[start + 2] ?? 0)) + 1;
  const next = start + (short < 60 ? 2 : 3) + size;
  const copy = bytes[next] ?? 0;
  const kind = copy & 3;
  if (next >= end || size >= length || kind === 0) return false;
  const byte = (n: number) => bytes[next + n] ?? 0;
  const more = kind === 3 ? byte(3) + byte(4) : 0;
  const back = kind === 1 ? (copy >> 5) * 256 + byte(1) : byte(1) + (byte(2) + more) * 256;
  return back > 0 && back <= size;
}

/** The length of the text, then the end or another field. A plain text with a line end in front seldom has both. */
function mayBeText(bytes: Uint8Array, start: number, end: number): boolean {
  const length = bytes[start + 1] ?? 0;
  return length >= 0x80 || isFieldEnd(bytes, start + 2 + length, end);
}

/**
 * A field of four or eight bytes, then the end or another field. The tag is a letter from field 8 on, so only bytes
 * that are no ASCII tell it from text; of field 1 the tag is a CR or a tab, with which few texts begin.
 */
function mayBeFixed(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  const size = (first & 7) === 5 ? 4 : (first & 7) === 1 ? 8 : 0;
  if (size === 0 || first < 8 || !isFieldEnd(bytes, start + 1 + size, end)) return false;
  if (first < 0x10) return true;
  for (let at = start + 1; at <= start + size; at++) if ((bytes[at] ?? 0) >= 0x80) return true;
  return false;
}

/** The end, or the tag of another field. */
function isFieldEnd(bytes: Uint8Array, next: number, end: number): boolean {
  const tag = bytes[next] ?? 0;
  return next === end || (next < end && tag >= 8 && ((WIRE_TYPES >> (tag & 7)) & 1) === 1);
}

/** After 0x78: the check bits fit, and there is no dictionary (RFC 1950, 2.2). */
const isZlibCheck = (second: number) => (0x7800 + second) % 31 === 0 && (second & 0x20) === 0;
