import { describe, expect, it } from "vitest";
import { type Extent, MAX_CONTENT_PX, overlap, ROW_PX, RowScroll, TALL_ROW_PX } from "./row-scroll";

const VIEWPORT = 20 * ROW_PX;

function extent(rows: number, removed = 0): Extent {
  return { rows, removed, viewportPx: VIEWPORT, rowPx: ROW_PX };
}

/** Distance of a row from the top of the viewport, as the browser would draw it. */
function offsetInViewport(scroll: RowScroll, index: number): number {
  return scroll.offsetPx(index) - scroll.scrollTop;
}

describe("rows that fit into the viewport", () => {
  it("stay in place while new rows are appended", () => {
    const scroll = new RowScroll();
    scroll.update(extent(3), true);
    const before = offsetInViewport(scroll, 2);
    scroll.update(extent(9), true);
    expect(offsetInViewport(scroll, 2)).toBe(before);
    expect(scroll.isAtEnd).toBe(true);
    expect(scroll.rowsBelow()).toBe(0);
  });
});

describe("following", () => {
  it("keeps the newest row at the lower edge, even when the store is full", () => {
    const scroll = new RowScroll();
    scroll.update(extent(50_000), true);
    scroll.update(extent(50_000, 700), true);
    expect(offsetInViewport(scroll, 50_699)).toBe(VIEWPORT - ROW_PX);
    expect(scroll.visibleRange()).toEqual({ first: 50_680, end: 50_700 });
  });
});

describe("holding", () => {
  it("moves nothing when rows arrive or the oldest are evicted", () => {
    const scroll = new RowScroll();
    scroll.update(extent(1_000), true);
    const { first } = scroll.visibleRange();
    const before = offsetInViewport(scroll, first);
    scroll.update(extent(1_200), false);
    scroll.update(extent(1_200, 300), false);
    expect(offsetInViewport(scroll, first)).toBe(before);
    expect(scroll.scrollTop).toBe((1_000 - 20 - 300) * ROW_PX);
    expect(scroll.rowsBelow()).toBe(500);
    expect(scroll.isAtEnd).toBe(false);
  });

  it("shows the oldest row once the shown rows were evicted", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    scroll.update(extent(100, 5_000), false);
    expect(scroll.visibleRange().first).toBe(5_000);
    expect(scroll.scrollTop).toBe(0);
  });

  it("predicts what would be visible without changing anything", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    expect(scroll.visibleRangeFor(extent(150, 10), false)).toEqual({ first: 80, end: 100 });
    expect(scroll.visibleRangeFor(extent(150, 10), true)).toEqual({ first: 140, end: 160 });
    expect(scroll.visibleRange()).toEqual({ first: 80, end: 100 });
  });
});

describe("scrolling by hand", () => {
  it("tells the user's scrolling from a rounded position that was set by the code", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    expect(scroll.isElsewhere(scroll.scrollTop + 0.6)).toBe(false);
    expect(scroll.isElsewhere(scroll.scrollTop - 40)).toBe(true);
  });

  it("distinguishes the end from one row above it", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    scroll.onUserScroll(scroll.scrollTop - ROW_PX);
    expect(scroll.isAtEnd).toBe(false);
    expect(scroll.rowsBelow()).toBe(1);
    scroll.onUserScroll(80 * ROW_PX - 0.4);
    expect(scroll.isAtEnd).toBe(true);
  });

  it("scrolls a row into view without moving further than needed", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    scroll.scrollIntoView(90);
    expect(scroll.visibleRange().first).toBe(80);
    scroll.scrollIntoView(40);
    expect(scroll.visibleRange().first).toBe(40);
    scroll.scrollIntoView(60);
    expect(scroll.visibleRange()).toEqual({ first: 41, end: 61 });
  });
});

describe("rows taller together than an element can be", () => {
  const rows = 5_000_000;

  it("caps the height and reaches the first and the last row", () => {
    const scroll = new RowScroll();
    scroll.update(extent(rows), true);
    expect(scroll.contentPx).toBe(MAX_CONTENT_PX);
    expect(scroll.scrollTop).toBe(MAX_CONTENT_PX - VIEWPORT);
    expect(offsetInViewport(scroll, rows - 1)).toBe(VIEWPORT - ROW_PX);
    scroll.onUserScroll(0);
    expect(scroll.visibleRange().first).toBe(0);
    scroll.onUserScroll((MAX_CONTENT_PX - VIEWPORT) / 2);
    expect(Math.abs(scroll.visibleRange().first - (rows - 20) / 2)).toBeLessThan(2);
  });

  it("holds to the pixel although the scroll bar is coarse", () => {
    const scroll = new RowScroll();
    scroll.update(extent(rows), false);
    scroll.onUserScroll(7_654_321);
    const { first } = scroll.visibleRange();
    const before = scroll.topPx;
    scroll.update(extent(rows, 12_345), false);
    expect(scroll.topPx).toBe(before);
    expect(scroll.visibleRange().first).toBe(first);
  });
});

describe("overlap", () => {
  it("counts the indices that two ranges share", () => {
    expect(overlap({ first: 10, end: 20 }, { first: 0, end: 15 })).toBe(5);
    expect(overlap({ first: 10, end: 20 }, { first: 5, end: 50 })).toBe(10);
    expect(overlap({ first: 10, end: 20 }, { first: 30, end: 50 })).toBe(0);
  });
});

describe("another row height", () => {
  it("keeps the first row in view, and the end at the lower edge", () => {
    const scroll = new RowScroll();
    scroll.update(extent(1_000, 500), false);
    scroll.scrollToRow(700.5);
    scroll.update({ ...extent(1_000, 500), rowPx: TALL_ROW_PX }, false);
    expect(scroll.topRow).toBeCloseTo(700.5);
    expect(scroll.visibleRange().first).toBe(700);
    expect(scroll.contentPx).toBe(1_000 * TALL_ROW_PX);
    scroll.update({ ...extent(1_000, 500), rowPx: TALL_ROW_PX }, true);
    expect(offsetInViewport(scroll, 1_499)).toBe(VIEWPORT - TALL_ROW_PX);
    scroll.update(extent(1_000, 500), true);
    expect(offsetInViewport(scroll, 1_499)).toBe(VIEWPORT - ROW_PX);
  });
});
