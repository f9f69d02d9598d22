import { describe, expect, it } from "vitest";
import { formatDate, formatExpiry, formatExpiryShort, formatMoment, formatSpan } from "./duration";

const now = new Date(2026, 5, 24, 14, 2, 0).getTime();
const nowSec = now / 1000;

describe("spans and moments", () => {
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

  it("tells how long something is valid", () => {
    expect(formatExpiry(null, now)).toBe("no expiry");
    expect(formatExpiry(nowSec + 598, now)).toBe("expires in 9 min 58 s");
    expect(formatExpiry(nowSec, now)).toBe("expires in 0 s");
    expect(formatExpiry(nowSec - 11_520, now)).toBe("expired 3 h 12 min ago");
    expect(formatExpiry(nowSec + 212 * 86_400, now)).toBe("212 days left");
    expect(formatExpiryShort(nowSec + 212 * 86_400, now)).toBe("212 d left");
    expect(formatExpiryShort(nowSec - 9 * 86_400, now)).toBe("expired 9 d ago");
    expect(formatExpiryShort(0, now)).toBe("no expiry");
  });

  it("names the day only when it is another one", () => {
    expect(formatMoment(nowSec, now)).toBe("14:02");
    expect(formatMoment(nowSec + 86_400, now)).toBe("25 Jun 2026, 14:02");
    expect(formatDate(nowSec)).toBe("24 Jun 2026");
    expect(formatMoment(9e15, now)).toBe("9000000000000000 s after 1970");
  });
});
