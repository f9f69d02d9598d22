import { expect, it } from "vitest";
import { axisTime } from "./plot-text";

const at = new Date(2026, 10, 28, 18, 59, 30).getTime();

it("labels are whole steps, whatever the axis makes of their places", () => {
  for (const off of [-1, -0.4, 0, 0.6, 1]) {
    expect(axisTime(at + off, 30_000)).toBe("18:59:30");
    expect(axisTime(at + off, 1_000)).toBe("18:59:30");
  }
  expect(axisTime(at + 499.9, 500)).toBe("18:59:30.5");
  expect(axisTime(at + 21, 1)).toBe("18:59:30.021");
});
