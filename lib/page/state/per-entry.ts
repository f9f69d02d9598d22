// Makes a store with one value for each entry. The value is dropped when the entry is forgotten. Values are
// plain facts and are replaced, never changed in place.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface PerEntry<T> {
  readonly store: StoreApi<ReadonlyMap<EntryId, T>>;
  of(id: EntryId): T;
  change(id: EntryId, change: Partial<T>): void;
  drop(ids: readonly EntryId[]): void;
}

export function perEntry<T extends object>(empty: T): PerEntry<T> {
  const store = createStore<ReadonlyMap<EntryId, T>>(() => new Map());
  const of = (id: EntryId) => store.getState().get(id) ?? empty;
  return {
    store,
    of,
    change(id, change) {
      store.setState(new Map(store.getState()).set(id, { ...of(id), ...change }), true);
    },
    drop(ids) {
      store.setState(new Map([...store.getState()].filter(([id]) => !ids.includes(id))), true);
    },
  };
}
