// Parts of sentences: lists and counted nouns.

import { formatCount } from "./count";

/** "a", "a and b", "a, b and c"; "" for none. */
export function joinWords(words: readonly string[], joint: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}

/** "1 file", "1,284 files". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
