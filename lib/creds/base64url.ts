// Base64url without padding, as the three parts of a JWT are written. Called by decode-jwt.ts.
// Strict like Go's RawURLEncoding: "=", "+", "/" and white space make it null.

export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null;
  const out = new Uint8Array((text.length * 3) >> 2);
  let window = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = sextet(text.charCodeAt(i));
    if (value < 0) return null;
    window = ((window << 6) | value) & 0x3fff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (window >> bits) & 255;
    }
  }
  return out;
}

function sextet(code: number): number {
  if (code >= 97) return code <= 122 ? code - 71 : -1;
  if (code >= 65) return code <= 90 ? code - 65 : code === 95 ? 63 : -1;
  if (code >= 48) return code <= 57 ? code + 4 : -1;
  return code === 45 ? 62 : -1;
}
