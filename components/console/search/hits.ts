// What a filter's words look like, to be marked in rows and in the open message. The vault decides what
// matches; this only shows where, so it may leave something unmarked but marks nothing else.

import { parseQuery } from "@/lib/shared/console/query";

/** Null when there is nothing to mark. Places of words as written and in any case are told apart. */
export function hitsOf(filter: string): RegExp | null {
  const { texts } = parseQuery(filter).query;
  const words = texts.map(({ text, isCaseSensitive }) => ({ text, isCaseSensitive }));
  if (words.length === 0) return null;
  // The longest first: of two words at one place the longer is marked.
  words.sort((a, b) => b.text.length - a.text.length);
  const parts = words.map(({ text, isCaseSensitive }) =>
    isCaseSensitive ? escapeForRegExp(text) : anyCase(text),
  );
  return new RegExp(parts.join("|"), "gu");
}

/** Each letter in both cases; a flag would hold for the words as written too. */
function anyCase(word: string): string {
  return Array.from(word, (letter) => {
    const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
    // The search compares lower case: "SS" of "ß" is another word there.
    if (lower === upper || upper.toLowerCase() !== lower) return escapeForRegExp(lower);
    return `(?:${escapeForRegExp(lower)}|${escapeForRegExp(upper)})`;
  }).join("");
}

function escapeForRegExp(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
