import { describe, expect, it } from "vitest";
import { lifeOf } from "./life";
import { longLife, shortLife } from "./life-text";

const DAY = 86_400;
const NOW_SEC = 1_790_000_000;
const NOW = NOW_SEC * 1_000;

const life = (issued: number | null, expires: number | null, notBefore: number | null = null) =>
  lifeOf({ issuedAtSec: issued, expiresAtSec: expires, notBeforeSec: notBefore }, NOW);

describe("life of a JWT", () => {
  it("computes how much has passed between issue and expiry", () => {
    const half = life(NOW_SEC - 50 * DAY, NOW_SEC + 50 * DAY);
    expect(half).toMatchObject({ state: "running", tone: "ok", passed: 0.5 });
    expect(longLife(half)).toBe("50 days left");
    expect(shortLife(half)).toBe("50 d left");
  });

  it("warns on the last tenth and on the last day", () => {
    expect(life(NOW_SEC - 91 * DAY, NOW_SEC + 9 * DAY).tone).toBe("warn");
    expect(life(NOW_SEC - 89 * DAY, NOW_SEC + 11 * DAY).tone).toBe("ok");
    expect(life(NOW_SEC - 60, NOW_SEC + 23 * 3_600).tone).toBe("warn");
  });

  it("counts the second of the expiry as still valid", () => {
    expect(life(null, NOW_SEC).state).toBe("running");
    expect(life(null, NOW_SEC - 1)).toMatchObject({ state: "ended", tone: "bad", passed: 1 });
    expect(shortLife(life(null, NOW_SEC - 3 * 3_600))).toBe("expired 3 h ago");
  });

  it("treats a missing or zero expiry as no expiry", () => {
    expect(life(NOW_SEC, null).state).toBe("endless");
    expect(shortLife(life(NOW_SEC, 0))).toBe("no expiry");
  });

  it("distinguishes a JWT that is not valid yet from an expired one", () => {
    expect(shortLife(life(NOW_SEC, NOW_SEC + 9 * DAY, NOW_SEC + 7_200))).toBe("valid in 2 h");
    expect(life(NOW_SEC, NOW_SEC - 9 * DAY, NOW_SEC + 60).state).toBe("ended");
  });

  it("has no passed part when the issue time is missing or after the expiry", () => {
    expect(life(null, NOW_SEC + DAY * 5).passed).toBeNull();
    expect(life(NOW_SEC + 9 * DAY, NOW_SEC + 5 * DAY).passed).toBeNull();
  });
});
