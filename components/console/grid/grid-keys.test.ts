import { describe, expect, it } from "vitest";
import { placeForKey } from "./grid-keys";

const visible = { first: 100, end: 120 };
const fresh = { active: null, visible, page: 19 };
const inside = { active: 110, visible, page: 19 };

describe("keys in the grid", () => {
  it("enter at the newest row in view", () => {
    expect(placeForKey("ArrowUp", fresh)).toBe(119);
    expect(placeForKey("ArrowDown", fresh)).toBe(119);
  });

  it("move by a row and by a page", () => {
    expect(placeForKey("ArrowUp", inside)).toBe(109);
    expect(placeForKey("ArrowDown", inside)).toBe(111);
    expect(placeForKey("PageUp", inside)).toBe(91);
    expect(placeForKey("PageDown", inside)).toBe(129);
  });

  it("lead to both ends", () => {
    expect(placeForKey("Home", inside)).toBe(Number.NEGATIVE_INFINITY);
    expect(placeForKey("End", fresh)).toBe(Number.POSITIVE_INFINITY);
  });

  it("leave other keys to the page", () => {
    expect(placeForKey("j", inside)).toBeNull();
    expect(placeForKey("Tab", fresh)).toBeNull();
  });
});
