import { expect, it } from "vitest";
import { SLOT_COUNT, slotClass } from "./colours";

it("twelve subscriptions look different, and replies look like none of them", () => {
  const looks = [-1, ...Array.from({ length: SLOT_COUNT }, (_, colour) => colour)].map(slotClass);
  expect(SLOT_COUNT).toBeGreaterThanOrEqual(12);
  expect(new Set(looks).size).toBe(looks.length);
});
