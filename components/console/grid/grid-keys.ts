// Finds the row that a key moves to. Pure; used by message-grid-controller.ts, which clamps the index to the rows
// that exist.

import type { IndexRange } from "./row-scroll";

export interface GridPosition {
  /** Index of the active row; null before the first key. */
  readonly active: number | null;
  readonly visible: IndexRange;
  /** Rows to move by for Page Up and Page Down. */
  readonly page: number;
}

/** Null when the grid does not handle the key; infinite for the first and the last row. */
export function indexForKey(key: string, { active, visible, page }: GridPosition): number | null {
  // Without an active row, the first key goes to the newest row in view.
  const entry = visible.end - 1;
  switch (key) {
    case "ArrowDown":
      return active === null ? entry : active + 1;
    case "ArrowUp":
      return active === null ? entry : active - 1;
    case "PageDown":
      return (active ?? visible.first) + page;
    case "PageUp":
      return (active ?? entry) - page;
    case "Home":
      return Number.NEGATIVE_INFINITY;
    case "End":
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}
