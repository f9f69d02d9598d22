// The rows that the grid draws, and where they are in the log. For message-grid-controller.ts.

import type { Row, WindowReply } from "@/lib/shared/facts/console";
import { type IndexRange, ROW_PX, TALL_ROW_PX } from "./row-scroll";

export interface ShownRows {
  readonly rows: readonly Row[];
  /** Index of rows[0], as row-scroll.ts counts. */
  readonly firstIndex: number;
  readonly removed: number;
  readonly matching: number;
}

export const NO_ROWS: ShownRows = { rows: [], firstIndex: 0, removed: 0, matching: 0 };

/** From the window that the vault sent. */
export function shownOf({ rows, first, removed, counts }: WindowReply): ShownRows {
  return { rows, firstIndex: removed + first, removed, matching: counts.matching };
}

/** Which part of the log they are, as row-scroll.ts counts. */
export function rangeOf({ rows, firstIndex }: ShownRows): IndexRange {
  return { first: firstIndex, end: firstIndex + rows.length };
}

/** In pixels: the width of the window at which row-look.ts makes two lines of a row. */
export function rowPxNow(): number {
  return matchMedia("(width < 800px)").matches ? TALL_ROW_PX : ROW_PX;
}
