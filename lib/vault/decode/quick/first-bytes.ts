// Whether a payload may hold more than its bytes say: it is compressed or binary. Asked for every row that a search
// looks at, so it looks at few bytes, and makes nothing.

const LOOKED_AT = 16;
/** Field 1 of protobuf as a text, bytes or a message. It is a line end as well. */
const FIRST_TEXT = 0x0a;
/** Bits for 0, 1, 2 and 5, the types that a field of protobuf can have. */
const WIRE_TYPES = 0b100111;

export function mayHoldMore(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (end - start < 2) return false;
  if (first >= 0x80 || (first === FIRST_TEXT && mayBeText(bytes, start, end))) return true;
  const last = Math.min(end, start + LOOKED_AT);
  for (let at = start; at < last; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 ? byte < 0x09 || (byte > 0x0d && byte !== 0x1b) : byte === 0x7f) return true;
  }
  const second = bytes[start + 1] ?? 0;
  // zstd and zlib, which can begin with a letter.
  return (first === 0x28 && second === 0xb5) || (first === 0x78 && isZlibCheck(second));
}

/** The length of the text, then the end or another field. A plain text with a line end in front seldom has both. */
function mayBeText(bytes: Uint8Array, start: number, end: number): boolean {
  const length = bytes[start + 1] ?? 0;
  if (length >= 0x80) return true;
  const next = start + 2 + length;
  const tag = bytes[next] ?? 0;
  return next === end || (next < end && tag >= 8 && ((WIRE_TYPES >> (tag & 7)) & 1) === 1);
}

/** After 0x78: the check bits fit, and there is no dictionary (RFC 1950, 2.2). */
const isZlibCheck = (second: number) => (0x7800 + second) % 31 === 0 && (second & 0x20) === 0;
