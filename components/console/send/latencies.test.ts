import { expect, it } from "vitest";
import { latenciesOf } from "./latencies";

it("counts the replies in steps from the first to the last", () => {
  const found = latenciesOf([26, 10, 11, 10.5, 18]);
  expect(found).toMatchObject({ leastMs: 10, medianMs: 11, mostMs: 26 });
  expect(found?.counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  expect([found?.counts[0], found?.counts[1], found?.counts[8], found?.counts[15]]).toEqual([
    2, 1, 1, 1,
  ]);
});

it("has a place for replies that all took the same time, and none for fewer than three", () => {
  expect(latenciesOf([5, 5, 5])?.counts[0]).toBe(3);
  expect(latenciesOf([5, 6])).toBeNull();
});
