import { describe, expect, it } from "vitest";
import { RateMeter } from "./rate-meter";

describe("the rate", () => {
  it("is zero at first, then the count of the last second", () => {
    const meter = new RateMeter();
    expect(meter.rate(5_000)).toBe(0);
    for (let ms = 0; ms < 3_000; ms += 10) meter.add(5_000 + ms);
    expect(meter.rate(7_990)).toBeGreaterThanOrEqual(99);
    expect(meter.rate(7_990)).toBeLessThanOrEqual(101);
  });

  it("falls to zero a second later", () => {
    const meter = new RateMeter();
    for (let i = 0; i < 50; i++) meter.add(1_000);
    expect(meter.rate(1_050)).toBe(50);
    expect(meter.rate(1_900)).toBe(50);
    expect(meter.rate(2_100)).toBe(0);
    expect(meter.rate(90_000)).toBe(0);
  });

  it("copes with a clock that steps back", () => {
    const meter = new RateMeter();
    meter.add(5_000);
    meter.add(4_000);
    expect(meter.rate(5_000)).toBe(2);
  });
});
