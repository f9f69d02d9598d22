import { describe, expect, it } from "vitest";
import { covered, type Extent, MAX_CONTENT_PX, ROW_PX, RowScroll } from "./row-scroll";

const VIEWPORT = 20 * ROW_PX;

function extent(rows: number, removed = 0): Extent {
  return { rows, removed, viewportPx: VIEWPORT };
}

/** Where a row stands in the viewport, as the browser would draw it. */
function drawnAt(scroll: RowScroll, place: number): number {
  return scroll.offsetPx(place) - scroll.scrollTop;
}

describe("rows that fit", () => {
  it("stay where they are while new ones append", () => {
    const scroll = new RowScroll();
    scroll.update(extent(3), true);
    const before = drawnAt(scroll, 2);
    scroll.update(extent(9), true);
    expect(drawnAt(scroll, 2)).toBe(before);
    expect(scroll.isAtEnd).toBe(true);
    expect(scroll.below()).toBe(0);
  });
});

describe("following", () => {
  it("keeps the newest row at the lower edge, also in a full store", () => {
    const scroll = new RowScroll();
    scroll.update(extent(50_000), true);
    scroll.update(extent(50_000, 700), true);
    expect(drawnAt(scroll, 50_699)).toBe(VIEWPORT - ROW_PX);
    expect(scroll.visible()).toEqual({ first: 50_680, end: 50_700 });
  });
});

describe("holding", () => {
  it("moves nothing when rows arrive and nothing when the oldest leave", () => {
    const scroll = new RowScroll();
    scroll.update(extent(1_000), true);
    const { first } = scroll.visible();
    const before = drawnAt(scroll, first);
    scroll.update(extent(1_200), false);
    scroll.update(extent(1_200, 300), false);
    expect(drawnAt(scroll, first)).toBe(before);
    expect(scroll.scrollTop).toBe((1_000 - 20 - 300) * ROW_PX);
    expect(scroll.below()).toBe(500);
    expect(scroll.isAtEnd).toBe(false);
  });

  it("ends at the oldest row once the shown ones have left", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    scroll.update(extent(100, 5_000), false);
    expect(scroll.visible().first).toBe(5_000);
    expect(scroll.scrollTop).toBe(0);
  });

  it("says beforehand what would be visible", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    expect(scroll.visibleFor(extent(150, 10), false)).toEqual({ first: 80, end: 100 });
    expect(scroll.visibleFor(extent(150, 10), true)).toEqual({ first: 140, end: 160 });
    expect(scroll.visible()).toEqual({ first: 80, end: 100 });
  });
});

describe("scrolling by hand", () => {
  it("tells the user's position from the one set here, rounded by the browser", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    expect(scroll.isMovedByUser(scroll.scrollTop + 0.6)).toBe(false);
    expect(scroll.isMovedByUser(scroll.scrollTop - 40)).toBe(true);
  });

  it("knows the end from a row above it", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    scroll.scrolledTo(scroll.scrollTop - ROW_PX);
    expect(scroll.isAtEnd).toBe(false);
    expect(scroll.below()).toBe(1);
    scroll.scrolledTo(80 * ROW_PX - 0.4);
    expect(scroll.isAtEnd).toBe(true);
  });

  it("shows a row without moving further than needed", () => {
    const scroll = new RowScroll();
    scroll.update(extent(100), true);
    scroll.reveal(90);
    expect(scroll.visible().first).toBe(80);
    scroll.reveal(40);
    expect(scroll.visible().first).toBe(40);
    scroll.reveal(60);
    expect(scroll.visible()).toEqual({ first: 41, end: 61 });
  });
});

describe("more rows than an element can be tall", () => {
  const rows = 5_000_000;

  it("caps the height and reaches the first and the last row", () => {
    const scroll = new RowScroll();
    scroll.update(extent(rows), true);
    expect(scroll.contentPx).toBe(MAX_CONTENT_PX);
    expect(scroll.scrollTop).toBe(MAX_CONTENT_PX - VIEWPORT);
    expect(drawnAt(scroll, rows - 1)).toBe(VIEWPORT - ROW_PX);
    scroll.scrolledTo(0);
    expect(scroll.visible().first).toBe(0);
    scroll.scrolledTo((MAX_CONTENT_PX - VIEWPORT) / 2);
    expect(Math.abs(scroll.visible().first - (rows - 20) / 2)).toBeLessThan(2);
  });

  it("holds to the pixel, though the scroll bar is coarse", () => {
    const scroll = new RowScroll();
    scroll.update(extent(rows), false);
    scroll.scrolledTo(7_654_321);
    const { first } = scroll.visible();
    const before = scroll.topPx;
    scroll.update(extent(rows, 12_345), false);
    expect(scroll.topPx).toBe(before);
    expect(scroll.visible().first).toBe(first);
  });
});

describe("covered", () => {
  it("counts the visible places that a run of rows shows", () => {
    expect(covered({ first: 10, end: 20 }, { first: 0, end: 15 })).toBe(5);
    expect(covered({ first: 10, end: 20 }, { first: 5, end: 50 })).toBe(10);
    expect(covered({ first: 10, end: 20 }, { first: 30, end: 50 })).toBe(0);
  });
});
