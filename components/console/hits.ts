// What a filter's words look like in a row, to be marked there. The vault decides what matches; this
// only shows where, so it may leave something unmarked but never marks what was not asked for.

import { parseFilter } from "@/lib/console/filter";

/** Null when there is nothing to mark. */
export function hitsOf(filter: string): RegExp | null {
  const { words } = parseFilter(filter);
  if (words.length === 0) return null;
  // The longest first: of two words at one place the longer is marked.
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(escapeForRegExp).join("|"), "giu");
}

function escapeForRegExp(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
