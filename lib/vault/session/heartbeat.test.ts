import { expect, it } from "vitest";
import { StallWatch } from "./heartbeat";

it("reports a late beat once, and beats in time not at all", () => {
  const watch = new StallWatch(5000, 0);
  expect([5000, 10_400, 14_900].map((now) => watch.beat(now))).toEqual([0, 0, 0]);
  expect(watch.beat(80_000)).toBe(60_100);
  expect(watch.beat(85_000)).toBe(0);
});
