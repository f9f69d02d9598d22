// Which of the work places of the right column is in front, and which view of the matrix: choices of the
// page, for every key.

import { createStore } from "zustand/vanilla";

export type PanelName = "console" | "matrix" | "compare" | "jetstream";

export type MatrixView = "needs" | "list";

interface WorkPlaces {
  readonly place: PanelName;
  readonly matrixView: MatrixView;
}

export const panelStore = createStore<WorkPlaces>(() => ({
  place: "console",
  matrixView: "needs",
}));

export function showPanel(place: PanelName): void {
  panelStore.setState({ place });
}
