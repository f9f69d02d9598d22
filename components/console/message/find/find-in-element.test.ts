import { expect, it } from "vitest";
import { hitsIn, lastAtOrBefore, MAX_HITS } from "./find-in-element";

it("finds a text in any case, and every character of a pattern as itself", () => {
  expect(hitsIn("Lamp, lamp, LAMP", "lamp").map(({ start }) => start)).toEqual([0, 6, 12]);
  expect(hitsIn("a.b axb", "A.B")).toEqual([{ start: 0, end: 3 }]);
  expect(hitsIn('{"a": (1)}', "(1)")).toEqual([{ start: 6, end: 9 }]);
  expect(hitsIn("anything", "")).toEqual([]);
  expect(hitsIn("aaaa", "aa"), "hits do not overlap").toHaveLength(2);
});

it("stops at the most hits", () => {
  expect(hitsIn("x".repeat(MAX_HITS + 5), "x")).toHaveLength(MAX_HITS);
});

it("finds the node that holds a place, over empty ones", () => {
  const starts = [0, 4, 4, 9];
  expect([0, 3, 4, 8, 9, 99].map((place) => lastAtOrBefore(starts, place))).toEqual([
    0, 0, 2, 2, 3, 3,
  ]);
});
