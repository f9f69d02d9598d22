// Bytes ↔ standard base64 with padding. Never for a seed: a text cannot be wiped.

// A multiple of 3, so that no padding comes between the pieces.
const PIECE = 0x6000;

export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + PIECE))));
  }
  return pieces.join("");
}

/** Null when it is not base64. White space is passed over. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const plain = atob(text);
    const bytes = new Uint8Array(plain.length);
    for (let index = 0; index < plain.length; index++) bytes[index] = plain.charCodeAt(index);
    return bytes;
  } catch {
    return null;
  }
}
