import { describe, expect, it } from "vitest";
import { checkPublishSubject, checkQueueGroup } from "@/lib/shared/grammar/subject";
import { payloadText, queueText, subjectText } from "./input-text";
import { parsePayload } from "./payload-input";

const bytes = (kind: "text" | "hex" | "base64", typed: string) => {
  const result = parsePayload(kind, typed);
  return result.ok ? [...result.value] : [result.fault.code, result.fault.params?.["at"]];
};

describe("typed payloads", () => {
  it("sends text as UTF-8", () => {
    expect(bytes("text", "é\n")).toEqual([0xc3, 0xa9, 0x0a]);
    expect(bytes("text", "")).toEqual([]);
  });

  it("reads hex in the usual spellings", () => {
    expect(bytes("hex", "0a 05\nFF")).toEqual([10, 5, 255]);
    expect(bytes("hex", "0x0a, 0x05")).toEqual([10, 5]);
    expect(bytes("hex", "de:ad-beef")).toEqual([0xde, 0xad, 0xbe, 0xef]);
    expect(bytes("hex", "  ")).toEqual([]);
    expect(bytes("hex", "0a 5")).toEqual(["hex-half-byte", 3]);
    expect(bytes("hex", "0a 0g")).toEqual(["hex-character", 4]);
    expect(bytes("hex", "0x")).toEqual(["hex-half-byte", 1]);
  });

  it("reads base64 in both alphabets", () => {
    expect(bytes("base64", "+/8=")).toEqual([0xfb, 0xff]);
    expect(bytes("base64", "-_8")).toEqual([0xfb, 0xff]);
    expect(bytes("base64", "AQ\nID ")).toEqual([1, 2, 3]);
    expect(bytes("base64", "")).toEqual([]);
    expect(bytes("base64", "AQIDB")).toEqual(["base64-length", 5]);
    expect(bytes("base64", "AQ=ID")).toEqual(["base64-character", 2]);
    expect(bytes("base64", "AQ*D")).toEqual(["base64-character", 2]);
  });

  it("says what is wrong", () => {
    const half = parsePayload("hex", "0a 5");
    if (half.ok) throw new Error("taken");
    expect(payloadText(half.fault)).toBe(
      "A byte has two hex digits, and one is missing (character 4).",
    );
    const subject = checkPublishSubject("a..b");
    if (subject.ok) throw new Error("taken");
    expect(subjectText(subject.fault)).toContain("extra dot");
    const queue = checkQueueGroup("a b");
    if (queue.ok) throw new Error("taken");
    expect(queueText(queue.fault)).toContain("one word");
  });
});

it("makes MessagePack and CBOR from JSON", () => {
  const json = '{"a":1,"b":[true,null,"x"]}';
  const hex = (kind: "msgpack" | "cbor") => {
    const made = parsePayload(kind, json);
    return made.ok ? Buffer.from(made.value).toString("hex") : made.fault.code;
  };
  expect(hex("msgpack")).toBe("82a16101a16293c3c0a178");
  expect(hex("cbor")).toBe("a2616101616283f5f66178");
  expect(parsePayload("cbor", "{a:1}")).toMatchObject({ fault: { code: "json-invalid" } });
  expect(payloadText({ code: "json-invalid", params: { line: 2, column: 5 } })).toBe(
    "This is not JSON (line 2, column 5).",
  );
  expect(parsePayload("msgpack", '{"n":"{{seq}}"}')).toMatchObject({
    fault: { code: "packed-placeholder" },
  });
});

it.each([
  ['{"id":9007199254740993}', 6],
  ['{"a":-9007199254740992}', 5],
  ["1e400", 0],
  ['{"a":[1,-1e400]}', 8],
  ["12345678901234567890", 0],
  ["9007199254740993.0", 0],
])("%s is not sent as another number", (typed, at) => {
  for (const kind of ["msgpack", "cbor"] as const) {
    expect(parsePayload(kind, typed)).toMatchObject({
      fault: { code: "packed-number", params: { at } },
    });
  }
});

it.each([
  "9007199254740991",
  "1e3",
  "1.50",
  "-0.0",
  "0e5",
  "1e22",
  "0.1",
  "5e-324",
  '{"id 9007199254740993":"a \\" 1e400"}',
])("%s is sent as it is typed", (typed) => {
  expect(parsePayload("cbor", typed)).toMatchObject({ ok: true });
});
