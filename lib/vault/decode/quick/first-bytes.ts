// Whether a payload may hold more than its bytes say: it is compressed or binary. Asked for every row that a search
// looks at, so it looks at few bytes, and makes nothing.

const LOOKED_AT = 16;

export function mayHoldMore(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (end - start < 2) return false;
  if (first >= 0x80) return true;
  const last = Math.min(end, start + LOOKED_AT);
  for (let at = start; at < last; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 ? byte < 0x09 || (byte > 0x0d && byte !== 0x1b) : byte === 0x7f) return true;
  }
  const second = bytes[start + 1] ?? 0;
  // zstd and zlib, which can begin with a letter.
  return (first === 0x28 && second === 0xb5) || (first === 0x78 && second >= 0x80);
}
