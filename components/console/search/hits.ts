// The regular expression that marks a filter's words in rows and in the open message. The vault decides what
// matches. This only shows where, so it may leave a hit unmarked but never marks anything else.

import { parseQuery } from "@/lib/shared/console/query";
import type { Query } from "@/lib/shared/console/query-types";

/** Null when there is nothing to mark. Each word is matched by its own rule of case. */
export function hitsOf(filter: string): RegExp | null {
  const { query } = parseQuery(filter);
  const words = textsOf(query);
  if (words.length === 0) return null;
  // Longest first: where two words match, the longer one is marked.
  words.sort((a, b) => b.text.length - a.text.length);
  const parts = words.map(({ text, isCaseSensitive }) =>
    isCaseSensitive ? escapeForRegExp(text) : anyCase(text),
  );
  return new RegExp(parts.join("|"), "gu");
}

/** A text in any case, as the filter reads it. */
export const textPattern = (text: string): RegExp => new RegExp(anyCase(text), "gu");

/** Of everything that is not behind a minus. Regular expressions are not marked. */
function textsOf(query: Query): Query["texts"][number][] {
  return [...query.texts, ...query.any.flat().flatMap(textsOf)];
}

/** Each letter in both cases. The flag "i" would also apply to the case-sensitive words. */
function anyCase(word: string): string {
  return Array.from(word, (letter) => {
    const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
    // The search compares lower case, where "SS" is not "ß".
    if (lower === upper || upper.toLowerCase() !== lower) return escapeForRegExp(lower);
    return `(?:${escapeForRegExp(lower)}|${escapeForRegExp(upper)})`;
  }).join("");
}

function escapeForRegExp(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
