// Finds the entries that have every typed term in their name, user key or account key. Pure.

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
    const text = `${entry?.label ?? ""} ${id} ${entry?.account ?? ""}`.toLowerCase();
    return terms.every((term) => text.includes(term));
  });
}
