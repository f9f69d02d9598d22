// Which of the work places of the right column is in front: a choice of the page, for every key.

import { createStore } from "zustand/vanilla";

export type WorkPlace = "console" | "matrix" | "compare" | "jetstream";

export const workPlaceStore = createStore<{ readonly place: WorkPlace }>(() => ({
  place: "console",
}));

export function showPlace(place: WorkPlace): void {
  workPlaceStore.setState({ place });
}
