// Where a seed was found that should not be there, for the banner that names it. The seed itself is not here.

import { createStore } from "zustand/vanilla";

/** "field": it was typed or pasted into a field. */
export type SeedPlace = "field" | "file-name" | "link";

export const misplacedSeedStore = createStore<{ readonly place: SeedPlace | null }>(() => ({
  place: null,
}));

export function noteMisplacedSeed(place: SeedPlace): void {
  misplacedSeedStore.setState({ place });
}

export function dismissMisplacedSeed(): void {
  misplacedSeedStore.setState({ place: null });
}
