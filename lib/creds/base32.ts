// Base32 (RFC 4648, upper case, no padding) and the CRC-16 of nkeys, on bytes only: what passes
// through here is mostly a seed. Called by nkeys.ts and cleaned-copy.ts. No strings, no tables.

/** Null when a character is outside A–Z and 2–7. Left-over bits are dropped, as Go's decoder does. */
export function decodeBase32(text: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const out = new Uint8Array((text.length * 5) >> 3);
  let window = 0;
  let bits = 0;
  let at = 0;
  for (const byte of text) {
    const value = byte >= 65 && byte <= 90 ? byte - 65 : byte >= 50 && byte <= 55 ? byte - 24 : -1;
    if (value < 0) {
      out.fill(0);
      return null;
    }
    window = ((window << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (window >> bits) & 255;
    }
  }
  return out;
}

export function encodeBase32(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(Math.ceil((bytes.length * 8) / 5));
  let window = 0;
  let bits = 0;
  let at = 0;
  const put = (value: number) => {
    out[at++] = value < 26 ? value + 65 : value + 24;
  };
  for (const byte of bytes) {
    window = ((window << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      put((window >> bits) & 31);
    }
  }
  if (bits > 0) put((window << (5 - bits)) & 31);
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
