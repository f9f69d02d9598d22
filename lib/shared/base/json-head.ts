// Tells one of our JSON files by its first bytes. Other files may hold a seed and must not become a string, so bytes are
// compared.

import { toBytes } from "./bytes";

/** The parts that a file begins with; white space may stand before each. */
export type JsonHead = readonly Uint8Array[];

export const jsonHead = (...parts: readonly string[]): JsonHead => parts.map(toBytes);

export function beginsWithJson(bytes: Uint8Array, head: JsonHead): boolean {
  let at = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  for (const part of head) {
    while (isJsonSpace(bytes[at])) at += 1;
    if (!part.every((byte, i) => bytes[at + i] === byte)) return false;
    at += part.length;
  }
  return true;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const isJsonSpace = (byte: number | undefined): boolean =>
  byte === 32 || byte === 9 || byte === 10 || byte === 13;
