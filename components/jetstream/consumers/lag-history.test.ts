import { describe, expect, it } from "vitest";
import { linePoints } from "./lag-history";

const BOX = { width: 64, height: 16 };
const at = (...lags: number[]) => lags.map((lag, index) => ({ at: index * 3000, lag }));

describe("the line of the lag", () => {
  it("goes from the first to the last sample, with the most at the top", () => {
    expect(linePoints(at(0, 10, 5), BOX)).toBe("0,15 32,1 64,8");
  });

  it("is flat at the bottom without a lag", () => {
    expect(linePoints(at(0, 0), BOX)).toBe("0,15 64,15");
  });

  it("is empty before the second sample", () => {
    expect(linePoints(at(3), BOX)).toBe("");
    expect(linePoints([], BOX)).toBe("");
  });
});
