// Where the rows stand: from a scroll position to places in the stream and back. Pure arithmetic,
// used by message-grid-controller.ts. A place is `removed` + index: it never changes while the row lives, so the view
// is kept as pixels from place 0 and nothing moves when the oldest rows leave the store.

export const ROW_PX = 27;

/**
 * An element taller than this is not laid out right any more (Chromium ends at 33,554,428 px); above
 * it a pixel of the scroll bar stands for more than a pixel of rows.
 */
export const MAX_CONTENT_PX = 15_000_000;

export interface Extent {
  /** Rows that there are. */
  readonly rows: number;
  /** Rows that have left; the place of the first one there is. */
  readonly removed: number;
  readonly viewportPx: number;
}

export interface IndexRange {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

// A scroll position comes back rounded to device pixels.
const ROUNDING_PX = 1.5;

export class RowScroll {
  private extent: Extent = { rows: 0, removed: 0, viewportPx: 0 };
  /** Of the upper edge of the viewport, in pixels from place 0. */
  private top = 0;
  /** Scroll position that goes with `top`. */
  private position = 0;

  get topPx(): number {
    return this.top;
  }

  get scrollTop(): number {
    return this.position;
  }

  get contentPx(): number {
    return Math.min(this.extent.rows * ROW_PX, MAX_CONTENT_PX);
  }

  /** A pixel of the scroll bar stands for more than a pixel of rows. */
  get isScaled(): boolean {
    return this.extent.rows * ROW_PX > MAX_CONTENT_PX;
  }

  get isAtEnd(): boolean {
    return this.top >= endPx(this.extent) - ROUNDING_PX;
  }

  /** `sticks`: the newest row stays at the lower edge. */
  update(extent: Extent, sticks: boolean): void {
    this.extent = extent;
    this.moveTo(topFor(extent, sticks ? Number.POSITIVE_INFINITY : this.top));
  }

  /** What would be visible with this extent, before it is taken. */
  visibleFor(extent: Extent, sticks: boolean): IndexRange {
    return visible(extent, topFor(extent, sticks ? Number.POSITIVE_INFINITY : this.top));
  }

  /** False when the position is the one that was set here. */
  isMovedByUser(scrollTop: number): boolean {
    return Math.abs(scrollTop - this.position) >= ROUNDING_PX;
  }

  scrolledTo(scrollTop: number): void {
    const reach = this.contentPx - this.extent.viewportPx;
    const isEnd = scrollTop >= reach - ROUNDING_PX;
    const ratio = reach > 0 ? rangePx(this.extent) / reach : 0;
    const start = this.extent.removed * ROW_PX;
    this.top = isEnd ? endPx(this.extent) : start + Math.max(0, scrollTop) * ratio;
    this.position = scrollTop;
  }

  moveTo(topPx: number): void {
    this.top = topFor(this.extent, topPx);
    const range = rangePx(this.extent);
    const reach = Math.max(0, this.contentPx - this.extent.viewportPx);
    const offset = this.top - this.extent.removed * ROW_PX;
    this.position = range > 0 ? offset * (reach / range) : 0;
  }

  /** Moves no further than needed to show the whole row. */
  reveal(place: number): void {
    const upper = place * ROW_PX;
    const lower = upper + ROW_PX - this.extent.viewportPx;
    this.moveTo(Math.min(upper, Math.max(lower, this.top)));
  }

  /** Puts the row into the middle of the viewport, as far as there are rows around it. */
  centre(place: number): void {
    this.moveTo(place * ROW_PX - (this.extent.viewportPx - ROW_PX) / 2);
  }

  /** Distance of the row's upper edge from the start of the content element. */
  offsetPx(place: number): number {
    return Math.round(this.position + place * ROW_PX - this.top);
  }

  visible(): IndexRange {
    return visible(this.extent, this.top);
  }

  /** Rows that are not fully above the lower edge. */
  below(): number {
    const { rows, removed, viewportPx } = this.extent;
    const shownEnd = Math.floor((this.top + viewportPx + ROUNDING_PX) / ROW_PX);
    return Math.max(0, removed + rows - Math.max(removed, shownEnd));
  }

  clampPlace(place: number): number {
    const { rows, removed } = this.extent;
    return Math.max(removed, Math.min(removed + rows - 1, place));
  }
}

function rangePx({ rows, viewportPx }: Extent): number {
  return Math.max(0, rows * ROW_PX - viewportPx);
}

function endPx(extent: Extent): number {
  return extent.removed * ROW_PX + rangePx(extent);
}

function topFor(extent: Extent, top: number): number {
  return Math.max(extent.removed * ROW_PX, Math.min(endPx(extent), top));
}

function visible({ rows, removed, viewportPx }: Extent, top: number): IndexRange {
  const first = Math.max(removed, Math.floor(top / ROW_PX));
  const end = Math.min(removed + rows, Math.ceil((top + viewportPx) / ROW_PX));
  return { first, end: Math.max(first, end) };
}

/** How many of the visible places a run of rows covers. */
export function covered(visiblePlaces: IndexRange, rows: IndexRange): number {
  const first = Math.max(visiblePlaces.first, rows.first);
  return Math.max(0, Math.min(visiblePlaces.end, rows.end) - first);
}
