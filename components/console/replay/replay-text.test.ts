import { expect, it } from "vitest";
import { type Pace, speedOf } from "./replay-text";

it.each<[Pace, string, number | null | "speed"]>([
  ["original", "7", 1],
  ["fastest", "7", null],
  ["scaled", "10", 10],
  ["scaled", " 0.5 ", 0.5],
  ["scaled", "0,5", 0.5],
  ["scaled", "0.01", 0.01],
  ["scaled", "10000", 10_000],
  ["scaled", "0", "speed"],
  ["scaled", "-1", "speed"],
  ["scaled", "10001", "speed"],
  ["scaled", "", "speed"],
  ["scaled", "fast", "speed"],
  ["scaled", "1,000", "speed"],
])("pace %s with %o is %o", (pace, times, expected) => {
  const speed = speedOf(pace, times);
  expect(speed.ok ? speed.value : speed.fault.code).toBe(expected);
});
