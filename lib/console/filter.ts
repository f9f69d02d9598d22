// The console's filter: one line of text → what it lets through. Used by the message store in the
// vault; the page parses it only to say what is being matched. Grammar: terms parted by blanks.
// A term with a dot or a wildcard that is a valid pattern matches subjects (several: any of them);
// every other term, and anything in "quotes", must stand in the subject or in the payload, in any case.
// So `orders.> "EUR"` is subjects under orders whose subject or payload holds eur.

import { checkSubscribeSubject, compilePattern, hasWildcard } from "@/lib/grammar/subject";

export interface ParsedFilter {
  readonly patterns: readonly string[];
  /** Lower case. */
  readonly words: readonly string[];
}

export function parseFilter(text: string): ParsedFilter {
  const patterns: string[] = [];
  const words: string[] = [];
  // A quote that is never closed reaches to the end: that is how it looks while being typed.
  for (const match of text.matchAll(/"([^"]*)(?:"|$)|[^\s"]+/gu)) {
    const quoted = match[1];
    const term = quoted ?? match[0];
    if (term === "") continue;
    if (quoted === undefined && isPattern(term)) patterns.push(term);
    else words.push(term.toLowerCase());
  }
  return { patterns, words };
}

function isPattern(term: string): boolean {
  return (term.includes(".") || hasWildcard(term)) && checkSubscribeSubject(term).ok;
}

export interface RowMatcher {
  /** Whether everything passes; then nothing needs to be matched. */
  readonly isOpen: boolean;
  /** `payload` is null for a notice; `words` are its own, "" for a message. */
  matches(subject: string, payload: Uint8Array | null, words: string): boolean;
}

export function compileFilter(text: string): RowMatcher {
  const { patterns, words } = parseFilter(text);
  const bySubject = patterns.map(compilePattern);
  const needles = words.map((word) => ({ word, find: compileNeedle(word) }));
  return {
    isOpen: bySubject.length === 0 && needles.length === 0,
    matches(subject, payload, words) {
      if (bySubject.length > 0 && !bySubject.some((matches) => matches(subject))) return false;
      if (needles.length === 0) return true;
      const lower = `${subject}\n${words}`.toLowerCase();
      return needles.every(
        ({ word, find }) => lower.includes(word) || (payload !== null && find(payload)),
      );
    },
  };
}

/**
 * Looks for a lower-case word in UTF-8 bytes, in any case. An ASCII word is looked for in the bytes
 * as they are, which allocates nothing; other words need the decoded text.
 */
function compileNeedle(word: string): (bytes: Uint8Array) => boolean {
  const needle = new TextEncoder().encode(word);
  if (needle.length !== word.length) {
    const decoder = new TextDecoder();
    return (bytes) => decoder.decode(bytes).toLowerCase().includes(word);
  }
  const first = needle[0] ?? 0;
  const isLetter = first >= 0x61 && first <= 0x7a;
  const last = needle.length - 1;
  return (bytes) => {
    const end = bytes.length - last;
    for (let at = 0; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte !== first && !(isLetter && byte === first - 0x20)) continue;
      let i = 1;
      while (i <= last && lowered(bytes[at + i] ?? 0) === needle[i]) i++;
      if (i > last) return true;
    }
    return false;
  };
}

function lowered(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
