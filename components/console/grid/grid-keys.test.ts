import { describe, expect, it } from "vitest";
import { indexForKey } from "./grid-keys";

const visible = { first: 100, end: 120 };
const fresh = { active: null, visible, page: 19 };
const inside = { active: 110, visible, page: 19 };

describe("the keys of the grid", () => {
  it("go to the newest row in view first", () => {
    expect(indexForKey("ArrowUp", fresh)).toBe(119);
    expect(indexForKey("ArrowDown", fresh)).toBe(119);
  });

  it("move by a row and by a page", () => {
    expect(indexForKey("ArrowUp", inside)).toBe(109);
    expect(indexForKey("ArrowDown", inside)).toBe(111);
    expect(indexForKey("PageUp", inside)).toBe(91);
    expect(indexForKey("PageDown", inside)).toBe(129);
  });

  it("move to both ends", () => {
    expect(indexForKey("Home", inside)).toBe(Number.NEGATIVE_INFINITY);
    expect(indexForKey("End", fresh)).toBe(Number.POSITIVE_INFINITY);
  });

  it("leave other keys to the page", () => {
    expect(indexForKey("j", inside)).toBeNull();
    expect(indexForKey("Tab", fresh)).toBeNull();
  });
});
