// Where a key leads among the rows of the grid. Pure; used by message-grid-controller.ts, which brings the place into
// range.

import type { IndexRange } from "./row-scroll";

export interface GridPosition {
  /** Place of the active row; null before the first key. */
  readonly active: number | null;
  readonly visible: IndexRange;
  /** Rows that a page moves by. */
  readonly page: number;
}

/** Null when the key means nothing to the grid; infinite for the first and the last row. */
export function indexForKey(key: string, { active, visible, page }: GridPosition): number | null {
  // Without an active row the first press enters at the newest row in view.
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
