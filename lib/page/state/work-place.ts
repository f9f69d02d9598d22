// Which of the work places of the right column is in front, and which view of the matrix: choices of the
// page, for every key.

import { createStore } from "zustand/vanilla";

export type WorkPlace = "console" | "matrix" | "compare" | "jetstream";

export type MatrixView = "needs" | "list";

interface WorkPlaces {
  readonly place: WorkPlace;
  readonly matrixView: MatrixView;
}

export const workPlaceStore = createStore<WorkPlaces>(() => ({
  place: "console",
  matrixView: "needs",
}));

export function showPlace(place: WorkPlace): void {
  workPlaceStore.setState({ place });
}
