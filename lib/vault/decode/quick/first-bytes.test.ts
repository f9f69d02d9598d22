import { deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import { PACKED } from "@/lib/testing/payloads/payloads";
import { mayHoldMore } from "./first-bytes";

const isLookedAt = (bytes: Uint8Array) => mayHoldMore(bytes, 0, bytes.length);
const UUID = toBytes("3f2504e0-4f89-41d3-9a0c-0305e82c3301");

it("protobuf that begins with a text is looked at", () => {
  const id = concatBytes([Uint8Array.of(0x0a, UUID.length), UUID]);
  expect(isLookedAt(id)).toBe(true);
  // Then field 2, a text; and a first text of 200 bytes, whose length takes two bytes.
  expect(isLookedAt(concatBytes([id, toBytes("\u0012\u0004SENT")]))).toBe(true);
  const long = toBytes("a".repeat(200));
  expect(isLookedAt(concatBytes([Uint8Array.of(0x0a, 0xc8, 0x01), long]))).toBe(true);
});

it("protobuf that begins with four or eight bytes, or with a group, is looked at", () => {
  const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
  for (const payload of [
    // Field 1 is 12.8, alone and before a text; then 0x31323334, whose bytes are digits.
    ...["0d cdcc4c41", "0d cdcc4c41 22 04 53454e54", "0d 34333231 22 04 53454e54"],
    // The same with eight bytes, the second of them in field 9.
    ...["09 9a99999999992940 22 04 53454e54", "49 9a99999999992940", "09 3132333435363738"],
    // Field 5 is 12.8; field 1 is a group with a text in it.
    ...["2d cdcc4c41", "0b 22 04 53454e54 0c"],
  ]) {
    expect(isLookedAt(hex(payload)), payload).toBe(true);
  }
});

it("a block of Snappy is looked at, though it begins with letters", () => {
  const blocks = PACKED.filter(({ packing }) => packing === "snappy");
  expect(blocks).toHaveLength(2);
  for (const { payload } of blocks) expect(isLookedAt(payload)).toBe(true);
});

it("zlib is looked at, whatever its level", () => {
  for (const level of [1, 3, 6, 9]) {
    for (let n = 0; n < 50; n++) {
      expect(isLookedAt(deflateSync(`order ${n * n} ${Math.sqrt(n)}`, { level }))).toBe(true);
    }
  }
});

it.each([
  '{"a":1}',
  '\n{"a":1}\n',
  "\n  words of a text\n",
  "x\ny",
  "x? words",
  "\n",
  "info: port 8080",
  "-12.5",
  "mañana",
  "a\\{ lamp and a shade that is long enough",
  "sh: a lamp",
])("the text %j is not", (text) => {
  expect(isLookedAt(toBytes(text))).toBe(false);
});
