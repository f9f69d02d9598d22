import { describe, expect, it } from "vitest";
import { decodeText, previewOf } from "./payload-kind";

const encode = (text: string) => new TextEncoder().encode(text);

describe("previews", () => {
  it("are one line of text", () => {
    expect(previewOf(encode('{\n\t"a": 1\r\n}'))).toEqual({
      preview: '{ "a": 1 }',
      previewKind: "text",
    });
    expect(previewOf(new Uint8Array())).toEqual({ preview: "", previewKind: "empty" });
  });

  it("replace control characters and bidi marks", () => {
    expect(previewOf(encode("a\u001b[31m\u202eb\u2028c")).preview).toBe(
      "a\ufffd[31m\ufffdb\ufffdc",
    );
  });

  it("show bytes that are not text as hex", () => {
    expect(previewOf(Uint8Array.of(0x0a, 0x05, 0x31, 0xff))).toEqual({
      preview: "0a 05 31 ff",
      previewKind: "binary",
    });
    expect(previewOf(Uint8Array.of(0xc3)).previewKind).toBe("binary");
    const long = previewOf(new Uint8Array(5_000));
    expect(long.preview.length).toBeLessThanOrEqual(240);
    expect(long.preview.endsWith(" …")).toBe(true);
  });

  it("end after 240 characters, never inside one", () => {
    expect(previewOf(encode("é".repeat(240))).preview).toBe("é".repeat(240));
    const long = previewOf(encode(`x${"€".repeat(900)}`));
    expect(long.previewKind).toBe("text");
    expect(long.preview).toBe(`x${"€".repeat(238)}…`);
    const pairs = previewOf(encode(`x${"😀".repeat(900)}`)).preview;
    expect(pairs).toBe(`x${"😀".repeat(119)}…`);
    expect(pairs.length).toBeLessThanOrEqual(240);
  });
});

describe("text or binary", () => {
  it("is strict UTF-8 without control characters", () => {
    expect(decodeText(encode("größe\n\t€"))).toBe("größe\n\t€");
    expect(decodeText(encode("\ufeffa"))).toBe("\ufeffa");
    expect(decodeText(Uint8Array.of(0x61, 0x00))).toBeNull();
    expect(decodeText(Uint8Array.of(0xed, 0xa0, 0x80))).toBeNull();
  });
});
