import { describe, expect, it } from "vitest";
import {
  formatCountdown,
  formatExpiry,
  formatGap,
  formatLatency,
  formatMs,
  formatSpan,
  formatSpanShort,
} from "./duration";

const now = new Date(2026, 5, 24, 14, 2, 0).getTime();
const nowSec = now / 1000;
const DAY = 86_400;

describe("spans of a JWT", () => {
  it.each([
    [0, "0 s"],
    [-5, "0 s"],
    [59.9, "59 s"],
    [60, "1 min"],
    [598, "9 min 58 s"],
    [3_600, "1 h"],
    [11_520, "3 h 12 min"],
    [86_400, "1 day"],
    [187_200, "2 days 4 h"],
    [212 * 86_400 + 9, "212 days"],
    [4_000 * 86_400, "4,000 days"],
  ])("%d s is %s", (seconds, text) => {
    expect(formatSpan(seconds)).toBe(text);
  });

  it("has one unit where there is little room", () => {
    expect([59.9, 598, 11_520, 212 * DAY + 9].map(formatSpanShort)).toEqual([
      "59 s",
      "9 min",
      "3 h",
      "212 d",
    ]);
  });

  it("says how long something is valid", () => {
    expect(formatExpiry(null, now)).toBe("no expiry");
    expect(formatExpiry(0, now)).toBe("no expiry");
    expect(formatExpiry(nowSec + 598, now)).toBe("expires in 9 min 58 s");
    expect(formatExpiry(nowSec, now)).toBe("expires in 0 s");
    expect(formatExpiry(nowSec - 11_520, now)).toBe("expired 3 h 12 min ago");
    expect(formatExpiry(nowSec + 212 * 86_400, now)).toBe("212 days left");
  });

  it("counts the last day down to the second, at a steady width", () => {
    expect(formatCountdown(11_049_000)).toBe("3 h 04 min 09 s");
    expect(formatCountdown(61_000)).toBe("1 min 01 s");
    expect(formatCountdown(-5)).toBe("0 s");
    expect(formatCountdown(DAY * 1_000)).toBe("1 day");
  });
});

describe("measured times", () => {
  it("have the digits that mean something", () => {
    expect([0.44, 9.96, 41.4, 999, 1930, 10_004].map(formatLatency)).toEqual([
      "0.4 ms",
      "10 ms",
      "41 ms",
      "999 ms",
      "1.93 s",
      "10.0 s",
    ]);
  });

  it("stay in milliseconds beside a limit in milliseconds", () => {
    expect([3.14, 9.96, 41.4, 2000].map(formatMs)).toEqual([
      "3.1 ms",
      "10 ms",
      "41 ms",
      "2,000 ms",
    ]);
  });

  it("of a gap are coarse", () => {
    expect([340.4, 2_100, 119_900, 840_000].map(formatGap)).toEqual([
      "340 ms",
      "2.1 s",
      "119.9 s",
      "14 min",
    ]);
  });
});
