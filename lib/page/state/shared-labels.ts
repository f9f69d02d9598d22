// Which names several loaded creds have. Their rows also show where the creds came from. Called by the rows of the
// keyring, once for each change of the entries.

import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";

type Entries = ReadonlyMap<EntryId, EntrySummary>;

const known = new WeakMap<Entries, ReadonlySet<string>>();

/** The labels that more than one entry has. */
export function sharedLabels(entries: Entries): ReadonlySet<string> {
  const before = known.get(entries);
  if (before) return before;
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { label } of entries.values()) {
    if (seen.has(label)) shared.add(label);
    seen.add(label);
  }
  known.set(entries, shared);
  return shared;
}
