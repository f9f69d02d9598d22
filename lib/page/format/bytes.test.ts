import { describe, expect, it } from "vitest";
import { formatBinaryBytes, formatBytes, formatMemory } from "./bytes";

describe("sizes", () => {
  it.each([
    [0, "0 B"],
    [405, "405 B"],
    [999, "999 B"],
    [1_000, "1 KB"],
    [1_221, "1.2 KB"],
    [9_960, "10 KB"],
    [999_600, "1 MB"],
    [64_000_000, "64 MB"],
    [1_048_576, "1 MB"],
    [2_500_000_000, "2.5 GB"],
  ])("%d bytes are %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("of limits have binary units", () => {
    expect([0, 1, 700, 1024, 1_048_576, 1_500_000].map(formatBinaryBytes)).toEqual([
      "0 bytes",
      "1 byte",
      "700 bytes",
      "1 KiB",
      "1 MiB",
      "1.43 MiB",
    ]);
  });

  it("of memory are never below a mebibyte's unit", () => {
    const MIB = 1024 ** 2;
    expect([0, MIB / 2, 256 * MIB, 2_560 * MIB].map(formatMemory)).toEqual([
      "0 MiB",
      "0.5 MiB",
      "256 MiB",
      "2.5 GiB",
    ]);
  });
});
