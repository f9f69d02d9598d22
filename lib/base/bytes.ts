// Small helpers over bytes, used wherever a value may be a secret and so must not become a string.

/** Bytes 0–255 to the characters of the same number. Never for a seed. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return text;
}

/** The letters, digits and signs of plain ASCII text as bytes. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;
export const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;
export const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
export const isAlnum = (byte: number): boolean => isUpper(byte) || isLower(byte) || isDigit(byte);
/** Space and tab: white space inside a line. */
export const isBlank = (byte: number): boolean => byte === 32 || byte === 9;
