import { describe, expect, it } from "vitest";
import { diffPayloads } from "./payload-diff";

const bytes = (text: string) => new TextEncoder().encode(text);
const diff = (before: string, after: string) => diffPayloads(bytes(before), bytes(after));

describe("two payloads compared", () => {
  it("marks the lines of JSON that differ, whatever its layout", () => {
    const found = diff('{"on":true,"share":0.25}', '{ "on": true, "share": 0.5, "new": null }');
    expect(found.kind === "lines" && found.lines.filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "removed", text: '  "share": 0.25' },
      { kind: "added", text: '  "share": 0.5,' },
      { kind: "added", text: '  "new": null' },
    ]);
  });

  it("compares text by line", () => {
    const found = diff("a\nb\nc", "a\nc\nd");
    expect(found).toEqual({
      kind: "lines",
      lines: [
        { kind: "same", text: "a" },
        { kind: "removed", text: "b" },
        { kind: "same", text: "c" },
        { kind: "added", text: "d" },
      ],
    });
  });

  it("says when they are equal, binary or too large", () => {
    expect(diff("x", "x")).toEqual({ kind: "equal" });
    expect(diffPayloads(new Uint8Array([0, 1]), bytes("x"))).toEqual({ kind: "binary" });
    expect(diff("x".repeat(200_001), "y")).toEqual({ kind: "too-large" });
    const lines = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word} ${n}`);
    expect(diff(lines("a").join("\n"), lines("b").join("\n"))).toEqual({ kind: "too-large" });
  });
});
