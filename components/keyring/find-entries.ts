// Finds the entries that have every typed word in their name, or at the start of their user key or account key.
// A key of 56 characters holds any short word somewhere. Pure.

import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";

/** Returns `order` itself when the search text is empty, so that the list does not render again. */
export function findEntries(
  order: readonly EntryId[],
  entries: ReadonlyMap<EntryId, EntrySummary>,
  searchText: string,
): readonly EntryId[] {
  const terms = searchText.toLowerCase().split(/\s+/).filter(Boolean);
  if (terms.length === 0) return order;
  return order.filter((id) => {
    const entry = entries.get(id);
    const name = (entry?.label ?? "").toLowerCase();
    const keys = [id, entry?.account ?? ""].map((key) => key.toLowerCase());
    return terms.every(
      (term) =>
        name.includes(term) ||
        (term.length >= KEY_WORD_CHARS && keys.some((key) => key.startsWith(term))),
    );
  });
}

/** Fewer characters of a key are no sign that a key is meant. */
const KEY_WORD_CHARS = 6;
