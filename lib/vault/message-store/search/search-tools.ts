// Everything that a search needs. It is a bundle that is loaded on first use, because most logs are never
// searched. Only load-search.ts imports it.

import { isOpen, parseQuery } from "@/lib/shared/console/query";
import type { Seq } from "@/lib/shared/facts/console";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { RowFinder } from "./row-finder";
import { RowMatcher } from "./row-matcher";
import { SearchIndex } from "./search-index";

/** Null when everything matches. */
export function matcherOf(log: MessageLog, text: string): RowMatcher | null {
  const { query } = parseQuery(text);
  return isOpen(query) ? null : new RowMatcher(log, query);
}

/** Null when everything matches. */
export function searchIndexOf(log: MessageLog, text: string): SearchIndex | null {
  const matcher = matcherOf(log, text);
  return matcher === null ? null : new SearchIndex(log, matcher);
}

/** Finds rows that every one of the texts lets through, from one row outward. */
export function rowFinderOf(
  log: MessageLog,
  texts: readonly string[],
  from: Seq | null,
  direction: 1 | -1,
): RowFinder {
  const matchers = texts.flatMap((text) => matcherOf(log, text) ?? []);
  return new RowFinder(log, matchers, from, direction);
}
