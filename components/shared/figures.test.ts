import { describe, expect, it } from "vitest";
import { bytesText, msText } from "./figures";

describe("figures", () => {
  it("rounds a duration to its significant digits", () => {
    expect([0.44, 9.96, 41.4, 999, 1930, 10_004].map(msText)).toEqual([
      "0.4 ms",
      "10 ms",
      "41 ms",
      "999 ms",
      "1.93 s",
      "10.0 s",
    ]);
  });

  it("uses binary units", () => {
    expect([0, 1, 700, 1024, 1_048_576, 1_500_000].map(bytesText)).toEqual([
      "0 bytes",
      "1 byte",
      "700 bytes",
      "1 KiB",
      "1 MiB",
      "1.43 MiB",
    ]);
  });
});
