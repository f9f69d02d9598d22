import { expect, it } from "vitest";
import { lastAtOrBefore } from "./last-at-or-before";

it("finds the piece that holds a place, over empty ones", () => {
  const starts = [0, 4, 4, 9];
  const last = (place: number) =>
    lastAtOrBefore(starts.length, (index) => starts[index] ?? 0, place);
  expect([-1, 0, 3, 4, 8, 9, 99].map(last)).toEqual([-1, 0, 0, 2, 2, 3, 3]);
});
