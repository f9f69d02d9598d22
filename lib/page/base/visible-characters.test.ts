import { describe, expect, it } from "vitest";
import { escapeControls, escapedText } from "./visible-characters";

describe("visible text", () => {
  it("parts out what hides or reorders", () => {
    expect(escapeControls("ab\u202ecd\u0000")).toEqual([
      { text: "ab", mark: null },
      { text: "\u202e", mark: "U+202E" },
      { text: "cd", mark: null },
      { text: "\u0000", mark: "U+0000" },
    ]);
    expect(escapedText("svc\u200b-\u{e0041}\ud800")).toBe("svc⟨U+200B⟩-⟨U+E0041⟩⟨U+D800⟩");
  });

  it("leaves ordinary text of any script in one piece", () => {
    for (const text of ["größe", "订单", "👩‍💻", "می‌خواهم", "a b"]) {
      expect(escapeControls(text)).toEqual([{ text, mark: null }]);
    }
    expect(escapeControls("")).toEqual([]);
  });

  it("keeps lines where asked, but marks a bare CR", () => {
    expect(escapeControls("a\n\tb\r\nc", { keepLines: true })).toHaveLength(1);
    expect(escapedText("a\nb")).toBe("a⟨U+000A⟩b");
    expect(escapeControls("a\rb", { keepLines: true })[1]).toEqual({ text: "\r", mark: "U+000D" });
  });
});
