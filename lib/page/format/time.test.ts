import { describe, expect, it } from "vitest";
import { formatDate, formatFileTime, formatMoment, formatTime } from "./time";

const now = new Date(2026, 5, 24, 14, 2, 0).getTime();
const nowSec = now / 1000;

describe("moments", () => {
  it("show milliseconds", () => {
    expect(formatTime(new Date(2026, 0, 2, 3, 4, 5, 6).getTime())).toBe("03:04:05.006");
  });

  it("sort by name in file names", () => {
    expect(formatFileTime(new Date(2026, 0, 2, 3, 4, 5, 6).getTime())).toBe("20260102-030405");
  });

  it("name the day only when it is another one", () => {
    expect(formatMoment(nowSec, now)).toBe("14:02");
    expect(formatMoment(nowSec + 86_400, now)).toBe("25 Jun 2026, 14:02");
    expect(formatDate(nowSec)).toBe("24 Jun 2026");
    expect(formatMoment(9e15, now)).toBe("9000000000000000 s after 1970");
  });
});
