import { describe, expect, it } from "vitest";
import { toBase64 } from "@/lib/shared/base/base64";
import { fail, ok } from "@/lib/shared/base/result";
import { hexRows, readingOf, viewPayload } from "./payload-display";

const encode = (text: string) => new TextEncoder().encode(text);

describe("what to show of a payload", () => {
  it.each([
    ['{"a":1}', "json", "object"],
    [" [1,2]", "json", "array"],
    ["42", "text", "number"],
    ["true story", "text", undefined],
    ['{"a":1', "text", undefined],
    ["", "text", undefined],
    ["hello", "text", undefined],
  ])("%j is shown as %s", (payload, suggested, kind) => {
    const view = viewPayload(encode(payload));
    expect(view.suggested).toBe(suggested);
    expect(view.json?.kind).toBe(kind);
    expect(view.text).toBe(payload);
  });

  it("shows bytes that are no text as hex", () => {
    expect(viewPayload(Uint8Array.of(0, 1, 255))).toEqual({
      suggested: "hex",
      content: Uint8Array.of(0, 1, 255),
      text: null,
      json: null,
      unpacked: null,
      decoded: [],
    });
  });

  it("shows what was packed in the format that fits it", () => {
    const packed = Uint8Array.of(0x1f, 0x8b);
    const shown = (content: Uint8Array) => {
      const view = viewPayload(packed, {
        unpacked: { packings: ["gzip"], content: ok({ payload: content }) },
        decoded: [],
      });
      expect(view.suggested).toBe("gzip");
      expect(readingOf(packed, view, "hex")).toEqual({ kind: "hex", bytes: packed });
      return readingOf(packed, view, "gzip");
    };
    expect(shown(encode('{"a":1}'))).toMatchObject({ kind: "tree", root: { kind: "object" } });
    expect(shown(encode("words"))).toEqual({ kind: "text", text: "words" });
    expect(shown(Uint8Array.of(0))).toEqual({ kind: "hex", bytes: Uint8Array.of(0) });
  });

  it("shows the bytes, and offers the reason, when they cannot be unpacked", () => {
    const packed = Uint8Array.of(0x1f, 0x8b);
    const view = viewPayload(packed, {
      unpacked: { packings: ["gzip"], content: fail("decode/malformed") },
      decoded: [],
    });
    expect(view.suggested).toBe("hex");
    expect(readingOf(packed, view, "gzip")).toEqual({
      kind: "fault",
      code: "decode/malformed",
      format: "gzip",
    });
  });
});

describe("hex and base64", () => {
  const all = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) & 0xff);

  it("dumps rows byte by byte, on demand", () => {
    expect(hexRows(encode("NATS\n\u0000é 123456789"), 0, 10, 16)).toEqual([
      {
        offset: "00000000",
        hex: "4e 41 54 53 0a 00 c3 a9 20 31 32 33 34 35 36 37".split(" "),
        ascii: "NATS.... 1234567",
      },
      { offset: "00000010", hex: ["38", "39"], ascii: "89" },
    ]);
    expect(hexRows(all, 0, 100_000, 8)).toHaveLength(12_500);
    expect(hexRows(all, 6_249, 5, 16)).toHaveLength(1);
    const back = hexRows(all, 0, 6_250, 16).flatMap((row) => row.hex);
    expect(Uint8Array.from(back, (hex) => Number.parseInt(hex, 16))).toEqual(all);
  });

  it("makes the same base64 as Node", () => {
    for (const length of [0, 1, 2, 3, 0x6000, 0x6001, 100_000]) {
      const part = all.subarray(0, length);
      expect(toBase64(part)).toBe(Buffer.from(part).toString("base64"));
    }
  });
});
