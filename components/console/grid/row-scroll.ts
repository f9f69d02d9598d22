// Converts between scroll positions and row indices. Pure arithmetic, used by message-grid-controller.ts.
// A row's index here is `removed` plus its index among the matching rows, so it never changes while the row
// is kept. The position is kept in pixels from index 0, so nothing moves when the oldest rows are evicted.

export const ROW_PX = 27;
/** Of a row of two lines, in a narrow window (row-look.ts). */
export const TALL_ROW_PX = 46;

/**
 * Browsers do not lay out taller elements correctly (Chromium's limit is 33,554,428 px). With more rows
 * than that, one pixel of the scroll bar covers more than one pixel of rows.
 */
export const MAX_CONTENT_PX = 15_000_000;

export interface Extent {
  /** How many rows match. */
  readonly rows: number;
  /** How many rows were evicted; also the index of the first row. */
  readonly removed: number;
  readonly viewportPx: number;
  /** Height of every row. */
  readonly rowPx: number;
}

export interface IndexRange {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

// The browser rounds scroll positions to device pixels.
const ROUNDING_PX = 1.5;

export class RowScroll {
  private extent: Extent = { rows: 0, removed: 0, viewportPx: 0, rowPx: ROW_PX };
  /** The upper edge of the viewport, in pixels from index 0. */
  private top = 0;
  /** The scroll position that shows `top`. */
  private position = 0;

  get topPx(): number {
    return this.top;
  }

  /** The upper edge of the viewport as an index, with a fraction. */
  get topRow(): number {
    return this.top / this.extent.rowPx;
  }

  get scrollTop(): number {
    return this.position;
  }

  get contentPx(): number {
    return Math.min(this.extent.rows * this.extent.rowPx, MAX_CONTENT_PX);
  }

  /** True when one pixel of the scroll bar covers more than one pixel of rows. */
  get isScaled(): boolean {
    return this.extent.rows * this.extent.rowPx > MAX_CONTENT_PX;
  }

  get isAtEnd(): boolean {
    return this.top >= lastTopPx(this.extent) - ROUNDING_PX;
  }

  /** `isPinnedToEnd`: the newest row stays at the lower edge. With another row height the first row in view stays. */
  update(extent: Extent, isPinnedToEnd: boolean): void {
    this.top *= extent.rowPx / this.extent.rowPx;
    this.extent = extent;
    this.scrollToPx(clampTop(extent, isPinnedToEnd ? Number.POSITIVE_INFINITY : this.top));
  }

  /** The rows that `update` would show, without changing anything. */
  visibleRangeFor(extent: Extent, isPinnedToEnd: boolean): IndexRange {
    const top = this.top * (extent.rowPx / this.extent.rowPx);
    return visibleIn(extent, clampTop(extent, isPinnedToEnd ? Number.POSITIVE_INFINITY : top));
  }

  /** False when the position is the one that this class computed. */
  isElsewhere(scrollTop: number): boolean {
    return Math.abs(scrollTop - this.position) >= ROUNDING_PX;
  }

  /**
   * True when the position was computed for another height of the viewport. The browser may have moved the
   * content since then to fill a taller viewport, so its position does not mean that the user scrolled.
   */
  isOfOtherHeight(viewportPx: number): boolean {
    return this.extent.viewportPx !== viewportPx;
  }

  onUserScroll(scrollTop: number): void {
    const reach = this.contentPx - this.extent.viewportPx;
    const isEnd = scrollTop >= reach - ROUNDING_PX;
    const ratio = reach > 0 ? scrollablePx(this.extent) / reach : 0;
    const start = this.extent.removed * this.extent.rowPx;
    this.top = isEnd ? lastTopPx(this.extent) : start + Math.max(0, scrollTop) * ratio;
    this.position = scrollTop;
  }

  scrollToPx(topPx: number): void {
    this.top = clampTop(this.extent, topPx);
    const range = scrollablePx(this.extent);
    const reach = Math.max(0, this.contentPx - this.extent.viewportPx);
    const offset = this.top - this.extent.removed * this.extent.rowPx;
    this.position = range > 0 ? offset * (reach / range) : 0;
  }

  scrollToRow(index: number): void {
    this.scrollToPx(index * this.extent.rowPx);
  }

  /** Scrolls no further than needed to show the whole row. */
  scrollIntoView(index: number): void {
    const upper = index * this.extent.rowPx;
    const lower = upper + this.extent.rowPx - this.extent.viewportPx;
    this.scrollToPx(Math.min(upper, Math.max(lower, this.top)));
  }

  /** Scrolls the row to the middle of the viewport, or as near as the first and last row allow. */
  scrollToCenter(index: number): void {
    this.scrollToPx(index * this.extent.rowPx - (this.extent.viewportPx - this.extent.rowPx) / 2);
  }

  /** Distance of the row's upper edge from the top of the content element. */
  offsetPx(index: number): number {
    return Math.round(this.position + index * this.extent.rowPx - this.top);
  }

  visibleRange(): IndexRange {
    return visibleIn(this.extent, this.top);
  }

  /** How many rows are not fully above the lower edge. */
  rowsBelow(): number {
    const { rows, removed, viewportPx, rowPx } = this.extent;
    const shownEnd = Math.floor((this.top + viewportPx + ROUNDING_PX) / rowPx);
    return Math.max(0, removed + rows - Math.max(removed, shownEnd));
  }

  clampIndex(index: number): number {
    const { rows, removed } = this.extent;
    return Math.max(removed, Math.min(removed + rows - 1, index));
  }
}

function scrollablePx({ rows, viewportPx, rowPx }: Extent): number {
  return Math.max(0, rows * rowPx - viewportPx);
}

function lastTopPx(extent: Extent): number {
  return extent.removed * extent.rowPx + scrollablePx(extent);
}

function clampTop(extent: Extent, top: number): number {
  return Math.max(extent.removed * extent.rowPx, Math.min(lastTopPx(extent), top));
}

function visibleIn({ rows, removed, viewportPx, rowPx }: Extent, top: number): IndexRange {
  const first = Math.max(removed, Math.floor(top / rowPx));
  const end = Math.min(removed + rows, Math.ceil((top + viewportPx) / rowPx));
  return { first, end: Math.max(first, end) };
}

/** How many indices two ranges share. */
export function overlap(a: IndexRange, b: IndexRange): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.first, b.first));
}
