// Which panel is shown, and what the user typed or chose in the panels and in "What may it do?". None of
// it belongs to one entry: all loaded creds share it, so the user can compare creds by selecting them in turn.

import { createStore } from "zustand/vanilla";
import type { NeedParameter } from "@/lib/page/permissions/needs";
import type { EntryId } from "@/lib/shared/facts/creds";

export type PanelName = "console" | "matrix" | "compare" | "jetstream";
export type MatrixView = "needs" | "list";

interface Panels {
  readonly shown: PanelName;
  readonly matrixView: MatrixView;
}

interface Compared {
  /** Null = none chosen yet. May name creds that were forgotten since. */
  readonly other: EntryId | null;
  /** Compared besides: at most two more. */
  readonly more: readonly EntryId[];
  readonly publish: string;
  /** "" = the subject that is published. */
  readonly subscribe: string;
  readonly queue: string;
  /** Who publishes: the shown creds or the other ones. */
  readonly from: "shown" | "other";
}

interface Tested {
  readonly subject: string;
  readonly queue: string;
}

export const panelStore = createStore<Panels>(() => ({ shown: "console", matrixView: "needs" }));

/** The two creds and the subjects of the panel Compare. */
export const compareStore = createStore<Compared>(() => ({
  other: null,
  more: [],
  publish: "",
  subscribe: "",
  queue: "",
  from: "shown",
}));

/** The question of "What may it do?". */
export const testerStore = createStore<Tested>(() => ({ subject: "", queue: "" }));

/** Names typed into the panel Matrix. The others have their defaults (lib/page/permissions/needs.ts). */
export const needValueStore = createStore<Partial<Record<NeedParameter, string>>>(() => ({}));

export function showPanel(shown: PanelName): void {
  panelStore.setState({ shown });
}

export function setNeedValue(parameter: NeedParameter, value: string): void {
  needValueStore.setState({ [parameter]: value });
}
