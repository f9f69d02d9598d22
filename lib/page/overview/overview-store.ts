// What the user chose in the overview, and what is known about the permissions of the loaded creds. It outlives the
// screen, so that coming back shows the same.

import { createStore } from "zustand/vanilla";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { Order } from "./order-rows";
import type { RightsNote } from "./rights-book";

export type OverviewView = "table" | "who";

interface Overview {
  readonly view: OverviewView;
  readonly search: string;
  readonly order: Order;
  readonly chosen: ReadonlySet<EntryId>;
  readonly notes: ReadonlyMap<EntryId, RightsNote>;
  readonly who: {
    readonly action: "publish" | "subscribe";
    readonly subject: string;
    readonly queue: string;
  };
}

export const overviewStore = createStore<Overview>(() => ({
  view: "table",
  search: "",
  order: { column: "file", isDescending: false },
  chosen: new Set(),
  notes: new Map(),
  who: { action: "publish", subject: "", queue: "" },
}));

/** Adds or removes one term of the search, as the tiles do. */
export function toggleTerm(term: string, keepsOthers: boolean): void {
  const { search } = overviewStore.getState();
  const words = search.split(/\s+/u).filter(Boolean);
  const isOn = words.includes(term);
  const rest = words.filter((word) => word !== term && (keepsOthers || !word.startsWith("is:")));
  overviewStore.setState({ search: [...rest, ...(isOn || term === "" ? [] : [term])].join(" ") });
}
