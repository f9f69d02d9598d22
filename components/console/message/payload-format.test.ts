import { describe, expect, it } from "vitest";
import { viewPayload } from "@/lib/page/console/payload-display";
import { clipboardText, fittingFormats, shownFormat } from "./payload-format";

const json = new TextEncoder().encode('{"total":12345678901234567890}');
const text = new TextEncoder().encode("plain words");
const binary = Uint8Array.of(0, 1, 254, 255);

describe("the formats of a payload", () => {
  it("are those that fit it", () => {
    const labels = (bytes: Uint8Array) =>
      fittingFormats(viewPayload(bytes)).map((option) => option.label);
    expect(labels(json)).toEqual(["JSON", "Text", "Hex", "Base64"]);
    expect(labels(text)).toEqual(["Text", "Hex", "Base64"]);
    expect(labels(binary)).toEqual(["Hex", "Base64"]);
  });

  it("keeps the chosen format where it fits, and goes by the content elsewhere", () => {
    expect(shownFormat(viewPayload(json), null)).toBe("json");
    expect(shownFormat(viewPayload(json), "text")).toBe("text");
    expect(shownFormat(viewPayload(binary), "text")).toBe("hex");
    expect(shownFormat(viewPayload(text), "json")).toBe("text");
  });

  it("copies numbers and bytes exactly", () => {
    expect(clipboardText(json, viewPayload(json), "json")).toContain("12345678901234567890");
    expect(clipboardText(binary, viewPayload(binary), "hex")).toBe("00 01 fe ff");
    expect(clipboardText(binary, viewPayload(binary), "base64")).toBe("AAH+/w==");
    expect(clipboardText(text, viewPayload(text), "text")).toBe("plain words");
  });
});
