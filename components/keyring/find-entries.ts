// Which keys have all the typed words in their name, user key or account key. Pure.

import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";

/** Returns `order` itself when nothing is asked for, so that a list does not render anew. */
export function findEntries(
  order: readonly EntryId[],
  entries: ReadonlyMap<EntryId, EntrySummary>,
  typed: string,
): readonly EntryId[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return order;
  return order.filter((id) => {
    const entry = entries.get(id);
    const text = `${entry?.label ?? ""} ${id} ${entry?.account ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
