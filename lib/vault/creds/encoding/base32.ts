// Base32 (RFC 4648, upper case, no padding) and the CRC-16 of nkeys. Called by nkeys.ts. Works on bytes only,
// without strings and tables, because the input is usually a seed.

/** Null when a character is outside A–Z and 2–7. The bits that remain at the end are dropped, as in Go's decoder. */
export function decodeBase32(text: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const digits = text.map((byte) =>
    byte >= 65 && byte <= 90 ? byte - 65 : byte >= 50 && byte <= 55 ? byte - 24 : 255,
  );
  const bytes = digits.includes(255) ? null : regroup(digits, 5, 8, Math.floor);
  digits.fill(0);
  return bytes;
}

export function encodeBase32(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = regroup(bytes, 8, 5, Math.ceil);
  text.forEach((digit, i) => {
    text[i] = digit < 26 ? digit + 65 : digit + 24;
  });
  return text;
}

/** Converts numbers of `from` bits to numbers of `to` bits; `round` decides what happens to the last bits. */
function regroup(
  input: Uint8Array,
  from: number,
  to: number,
  round: (groups: number) => number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(round((input.length * from) / to));
  let window = 0;
  let bits = 0;
  let at = 0;
  for (const value of input) {
    window = ((window << from) | value) & 0xfff;
    for (bits += from; bits >= to; ) {
      bits -= to;
      out[at++] = (window >> bits) & (2 ** to - 1);
    }
  }
  if (at < out.length) out[at] = (window << (to - bits)) & (2 ** to - 1);
  return out;
}

/** CRC-16/XMODEM: polynomial 0x1021, start 0 (nats-io/nkeys crc16.go). */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let i = 0; i < 8; i++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}
