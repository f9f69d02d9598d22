// What a window has room for: the number of columns, the size of each pane, and which panes give way so that the
// message list keeps its width. Pure; the numbers are those of the design.

import { PANE_LIMITS, type PaneName, type Panes } from "@/lib/page/storage/panes";

export const RAIL_PX = 52;
export const STRIP_PX = 44;
/** Keyring or identity, where there is room for one of them. */
const LEFT_PX = 264;
const LIST_MIN_PX = 520;
const TWO_COLUMNS_FROM_PX = 800;
const THREE_COLUMNS_FROM_PX = 1_181;
const LARGE_FROM_PX = 1_720;

export interface Arrangement {
  readonly columns: 1 | 2 | 3;
  readonly isRail: boolean;
  readonly isStrip: boolean;
  readonly detailSide: Panes["detailSide"];
  /** Pixels of each pane while it is open. */
  readonly sizes: Readonly<Record<PaneName, number>>;
}

interface Window {
  readonly width: number;
  readonly height: number;
  /** A message is open beside the list. */
  readonly hasDetail: boolean;
}

export function defaultSize(name: PaneName, { width, height }: Omit<Window, "hasDetail">): number {
  const isLarge = width >= LARGE_FROM_PX;
  switch (name) {
    case "ring":
      return isLarge ? 256 : 240;
    case "id":
      return isLarge ? 340 : 304;
    case "detail":
      return isLarge ? 600 : width <= 1_320 ? 420 : 440;
    case "dock":
      return height <= 740 ? 144 : height <= 820 ? 162 : isLarge ? 260 : 226;
  }
}

/**
 * First the identity becomes a strip, then the keyring a rail, then the message moves below the list, and both
 * unfold again. What the user folded stays folded.
 */
export function arrange(window: Window, { sizes, folded, detailSide }: Panes): Arrangement {
  const { width } = window;
  const size = (name: PaneName) => sizes[name] ?? defaultSize(name, window);
  const px = { ring: size("ring"), id: size("id"), detail: size("detail"), dock: size("dock") };
  const [isRail, isStrip] = [folded.includes("ring"), folded.includes("id")];
  if (width < TWO_COLUMNS_FROM_PX) {
    return { columns: 1, isRail: false, isStrip: false, detailSide: "bottom", sizes: px };
  }
  const isTwo = width < THREE_COLUMNS_FROM_PX;
  const listPx = (rail: boolean, strip: boolean, detail: boolean) => {
    const left = rail ? RAIL_PX : isTwo ? LEFT_PX : px.ring;
    const middle = isTwo ? 0 : strip ? STRIP_PX : px.id;
    return width - left - middle - (detail ? px.detail : 0);
  };
  const steps = isTwo
    ? [
        [isRail, false],
        [true, false],
      ]
    : [
        [isRail, isStrip],
        [isRail, true],
        [true, true],
      ];
  const isBeside = window.hasDetail && detailSide === "right";
  for (const hasBeside of isBeside ? [true, false] : [false]) {
    for (const [rail = false, strip = false] of steps) {
      if (listPx(rail, strip, hasBeside) < LIST_MIN_PX) continue;
      const side = isBeside && !hasBeside ? "bottom" : detailSide;
      return { columns: isTwo ? 2 : 3, isRail: rail, isStrip: strip, detailSide: side, sizes: px };
    }
  }
  return { columns: isTwo ? 2 : 3, isRail, isStrip, detailSide: "bottom", sizes: px };
}

/** The widest that a pane can be dragged without taking the list's width. */
export function maxSize(name: PaneName, { width, height }: Omit<Window, "hasDetail">): number {
  const free =
    name === "dock" ? height - 44 - 46 - 36 - 260 : width - RAIL_PX - STRIP_PX - LIST_MIN_PX;
  const { min, max } = PANE_LIMITS[name];
  return Math.max(min, Math.min(max, free));
}
