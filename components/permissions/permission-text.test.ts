import { describe, expect, it } from "vitest";
import { absentLimit } from "./limits";
import { breadthText, limitText, responsesText } from "./permission-text";

describe("permissions in words", () => {
  it("say that nothing may be published", () => {
    expect(breadthText("nothing")).toContain("Publishes nothing");
  });

  it("use the server's defaults for absent response numbers", () => {
    expect(responsesText({ max: 0, ttlNs: 0 })).toBe("One reply per request, within 2 min");
    expect(responsesText({ max: -1, ttlNs: -1 })).toBe(
      "Any number of replies per request, at any time",
    );
    expect(responsesText({ max: 3, ttlNs: 250_000_000 })).toBe(
      "3 replies per request, within 250 ms",
    );
  });

  it("read an absent limit by the version of the JWT", () => {
    const unit = (n: number) => `${n}`;
    const v1 = absentLimit(1, false);
    const v2 = absentLimit(2, false);
    expect(limitText(null, v2, unit)).toBe("not set, which means none allowed");
    expect(limitText(null, v1, unit)).toBe("no limit");
    expect(limitText(-1, v2, unit)).toBe("no limit");
    expect(limitText(0, v2, unit)).toBe("none allowed");
    expect(limitText(7, v2, unit)).toBe("7");
    expect(limitText(null, absentLimit(2, true), unit)).toBe("not set here");
  });
});
