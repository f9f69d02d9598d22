// Small helpers for bytes, used wherever a value may be a secret and so must not become a string.

// Creating an encoder costs more than encoding a short text.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes text as UTF-8. Never use it for a seed: text cannot be wiped. */
export const toBytes = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** Decodes UTF-8. Never use it for a seed. */
export const toText = (bytes: Uint8Array): string => decoder.decode(bytes);

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

export const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;
export const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;
export const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
export const isAlnum = (byte: number): boolean => isUpper(byte) || isLower(byte) || isDigit(byte);
/** Space and tab: white space inside a line. */
export const isBlank = (byte: number): boolean => byte === 32 || byte === 9;
