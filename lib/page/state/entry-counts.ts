// What is counted over all loaded creds: names that several have, whose rows then also show where the creds came
// from, and files that can be cleaned. Counted once for each change of the entries.

import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";

type Entries = ReadonlyMap<EntryId, EntrySummary>;

interface Counts {
  readonly shared: ReadonlySet<string>;
  readonly cleanable: number;
}

const known = new WeakMap<Entries, Counts>();

/** The labels that more than one entry has. */
export const sharedLabels = (entries: Entries): ReadonlySet<string> => countsOf(entries).shared;

/** How many are refused by some client as written. */
export const cleanableCount = (entries: Entries): number => countsOf(entries).cleanable;

function countsOf(entries: Entries): Counts {
  const before = known.get(entries);
  if (before) return before;
  const seen = new Set<string>();
  const shared = new Set<string>();
  let cleanable = 0;
  for (const { label, isCleanable } of entries.values()) {
    if (seen.has(label)) shared.add(label);
    seen.add(label);
    if (isCleanable) cleanable++;
  }
  const counts = { shared, cleanable };
  known.set(entries, counts);
  return counts;
}
