// Everything that a search needs. It is a bundle that is loaded on first use, because most logs are never
// searched. Only load-search.ts imports it.

import { isOpen, parseQuery } from "@/lib/shared/console/query";
import { isSoundRegex } from "@/lib/shared/console/regex";
import type { Seq, SubscriptionId } from "@/lib/shared/facts/console";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { RowFinder } from "./row-finder";
import { RowMatcher } from "./row-matcher";
import { SearchIndex } from "./search-index";

/** What is searched: the rows, and the subjects of the subscriptions by which they came. */
export interface Searched {
  readonly log: MessageLog;
  readonly subscribed: ReadonlyMap<SubscriptionId, string>;
}

/** Null when everything matches. */
export function matcherOf({ log, subscribed }: Searched, text: string): RowMatcher | null {
  const { query } = parseQuery(text, Date.now(), isSoundRegex);
  return isOpen(query) ? null : new RowMatcher(log, query, subscribed);
}

/** Null when everything matches. */
export function searchIndexOf(searched: Searched, text: string): SearchIndex | null {
  const matcher = matcherOf(searched, text);
  return matcher === null ? null : new SearchIndex(searched.log, matcher);
}

/** Finds rows that every one of the texts lets through, from one row outward. */
export function rowFinderOf(
  searched: Searched,
  texts: readonly string[],
  from: Seq | null,
  direction: 1 | -1,
): RowFinder {
  const matchers = texts.flatMap((text) => matcherOf(searched, text) ?? []);
  return new RowFinder(searched.log, matchers, from, direction);
}
