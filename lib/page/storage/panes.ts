// Sizes of the workbench's panes, which of them the user folded, and where the open message stands. The browser
// keeps them between visits, for all creds alike. What a window has room for is decided in components/layout.

import { createStore } from "zustand/vanilla";
import { readStored, writeStored } from "./storage";

export const PANE_NAMES = ["ring", "id", "detail", "dock"] as const;
/** Keyring, identity, the open message beside the list, and the send form below it. */
export type PaneName = (typeof PANE_NAMES)[number];
/** Pixels: the height of the dock, the width of the others. */
export interface PaneLimits {
  readonly min: number;
  readonly max: number;
}

export const PANE_LIMITS: Readonly<Record<PaneName, PaneLimits>> = {
  ring: { min: 200, max: 380 },
  id: { min: 260, max: 460 },
  detail: { min: 340, max: 900 },
  dock: { min: 130, max: 480 },
};

export interface Panes {
  /** In pixels. A pane that is absent has its default size. */
  readonly sizes: Readonly<Partial<Record<PaneName, number>>>;
  /** Folded by the user: keyring, identity and dock only. */
  readonly folded: readonly PaneName[];
  readonly detailSide: "right" | "bottom";
}

const KEY = "credence.panes";
const NO_CHOICE: Panes = { sizes: {}, folded: [], detailSide: "right" };

export const panesStore = createStore<Panes>(() => NO_CHOICE);

export function loadPanes(): void {
  panesStore.setState(readPanes(readStored(KEY)), true);
}

/** Null restores the default size. */
export function resizePane(name: PaneName, px: number | null): void {
  const { [name]: _, ...others } = panesStore.getState().sizes;
  change({ sizes: px === null ? others : { ...others, [name]: clampPane(name, px) } });
}

export function foldPane(name: PaneName, isFolded: boolean): void {
  const others = panesStore.getState().folded.filter((one) => one !== name);
  change({ folded: isFolded ? [...others, name] : others });
}

export function moveDetail(detailSide: Panes["detailSide"]): void {
  change({ detailSide });
}

export function clampPane(name: PaneName, px: number): number {
  const { min, max } = PANE_LIMITS[name];
  return Math.round(Math.min(max, Math.max(min, px)));
}

function change(next: Partial<Panes>): void {
  panesStore.setState(next);
  writeStored(KEY, JSON.stringify(panesStore.getState()));
}

/** Whatever of the stored value can be used. */
export function readPanes(stored: unknown): Panes {
  if (typeof stored !== "object" || stored === null) return NO_CHOICE;
  const { sizes, folded, detailSide } = stored as Record<string, unknown>;
  const given =
    typeof sizes === "object" && sizes !== null ? (sizes as Record<string, unknown>) : {};
  const kept = PANE_NAMES.flatMap((name) => {
    const px = given[name];
    return typeof px === "number" && Number.isFinite(px) ? [[name, clampPane(name, px)]] : [];
  });
  const names = Array.isArray(folded) ? folded : [];
  return {
    sizes: Object.fromEntries(kept),
    folded: PANE_NAMES.filter((name) => names.includes(name)),
    detailSide: detailSide === "bottom" ? "bottom" : "right",
  };
}
