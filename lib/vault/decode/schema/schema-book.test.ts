// The payloads were written by Google's protobuf and by fastavro (lib/testing/payloads).

import { describe, expect, it } from "vitest";
import { toBytes } from "@/lib/shared/base/bytes";
import type { HeaderList } from "@/lib/shared/facts/console";
import { SCHEMAS, VALUES } from "@/lib/testing/payloads/payloads";
import { makeRandom } from "@/lib/testing/random";
import { decodePayload } from "@/lib/vault/decode/binary-values";
import { guessProtobuf } from "@/lib/vault/decode/protobuf/guess";
import { readProtoText } from "@/lib/vault/decode/protobuf/proto-text";
import { readPayload } from "@/lib/vault/decode/read-payload";
import { SchemaBook } from "./schema-book";

const bookOf = (name: string, file: Uint8Array) => {
  const book = new SchemaBook();
  book.add(name, file);
  return book;
};

it.each(VALUES)("$format of another library", ({ format, payload, json }) => {
  if (format === "avro") throw new Error("has no schema");
  expect(decodePayload(payload, format)).toEqual({ ok: true, value: json });
});

describe.each(SCHEMAS)("$name, $payload.length bytes", ({ name, file, type, payload, json }) => {
  it("is read by the type of its subject", async () => {
    const book = bookOf(name, file);
    expect(book.facts().files).toMatchObject([{ name, faultLine: null }]);
    expect(book.facts().files[0]?.types).toContain(type);
    expect(book.map([{ pattern: "orders.*", type }]).ok).toBe(true);
    const read = await readPayload({ subject: "orders.eu", headers: [], payload }, book);
    expect(read.decoded[0]).toMatchObject({ type, json: { ok: true } });
    // Fields come in the order of the wire, which is no promise of the library.
    const { json: decoded } = read.decoded[0] ?? {};
    expect(decoded?.ok && JSON.parse(decoded.value)).toEqual(JSON.parse(json));
    if (name.endsWith("avsc")) expect(decoded?.ok && decoded.value).toBe(json);
    const elsewhere = await readPayload({ subject: "other", headers: [], payload }, book);
    const isMarked = payload[0] === 0xc3;
    expect(elsewhere.decoded.some((one) => one.type === type)).toBe(isMarked);
  });
  it("is read by the type that its header names", async () => {
    const headers: HeaderList = [["Content-Type", `application/x-protobuf; messageType=${type}`]];
    const read = await readPayload({ subject: "a", headers, payload }, bookOf(name, file));
    expect(read.decoded[0]).toMatchObject({ type, json: { ok: true } });
  });
  it("10,000 damaged payloads neither throw nor exceed the bounds", () => {
    const book = bookOf(name, file);
    const random = makeRandom(9);
    const counts = { ok: 0, fault: 0 };
    let longest = 0;
    for (let round = 0; round < 10_000 / SCHEMAS.length; round++) {
      const damaged = payload.slice();
      for (let n = 0; n <= random.below(3); n++) {
        damaged[random.below(damaged.length)] = random.below(256);
      }
      const cut = random.is(0.2) ? damaged.subarray(0, random.below(damaged.length)) : damaged;
      for (const decoded of [book.decodeAs(cut, type)?.json, guessProtobuf(cut)]) {
        counts[decoded?.ok ? "ok" : "fault"] += 1;
        if (!decoded?.ok) continue;
        JSON.parse(decoded.value);
        longest = Math.max(longest, decoded.value.length);
      }
    }
    expect(longest).toBeLessThan(20_000);
    expect(Math.min(counts.ok, counts.fault)).toBeGreaterThan(50);
  });
});

describe("protobuf without a schema", () => {
  const guess = (hex: string) => {
    const json = guessProtobuf(new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex")));
    return json.ok ? json.value : json.fault.code;
  };
  it.each([
    // The examples of protobuf.dev, "Encoding".
    ["08 96 01", '{"1":150}'],
    ["12 07 74657374696e67", '{"2 text?":"testing"}'],
    ["1a 03 08 96 01", '{"3 message?":{"1":150}}'],
    ["08 ff ff ff ff ff ff ff ff ff 01", '{"1":-1}'],
    ["08 01 08 02", '{"1":[1,2]}'],
    ["0d 00 00 c0 3f", '{"1 float?":1.5}'],
    ["09 00 00 00 00 00 00 f8 3f", '{"1 double?":1.5}'],
    ["0d 01 00 00 00", '{"1 fixed32":1}'],
    ["0a 03 00 ff 00", '{"1 bytes":"base64:AP8A"}'],
    ["08", "decode/malformed"],
    ["0a 05 61", "decode/malformed"],
    ["0b 0c", '{"1 group":{}}'],
    ["0b 08 01 13 1a 00 14 0c 08 02", '{"1 bytes":["base64:CAETGgAU","base64:Ag=="]}'],
    ["13 08 01 1b 20 02 1c 14 08 03", '{"2 group":{"1":1,"3 group":{"4":2}},"1":3}'],
    // Another field's end, no end, an end without a start, and a value that reaches over the end.
    ["0b 08 01 14", "decode/malformed"],
    ["0b 08 01", "decode/malformed"],
    ["0c", "decode/malformed"],
    ["0b 0a 01 0c", "decode/malformed"],
    ["08 ff ff ff ff ff ff ff ff ff 02", "decode/malformed"],
  ])("%s", (hex, json) => expect(guess(hex)).toBe(json));
  it("is bounded in levels and fields", () => {
    let nested = new Uint8Array([8, 1]);
    for (let depth = 0; depth < 60; depth++) {
      nested = Uint8Array.from([0x0a, nested.length, ...nested]).slice(0, 127);
    }
    expect(guessProtobuf(nested).ok).toBe(true);
    const many = Uint8Array.from({ length: 50_000 }, (_, n) => (n % 2 === 0 ? 8 : 1));
    expect(guessProtobuf(many)).toMatchObject({ ok: false });
    // What is in a group counts, and is walked for each level above it.
    const full = Uint8Array.from([0x0b, ...many.subarray(0, 41_000), 0x0c]);
    expect(guessProtobuf(full)).toMatchObject({ ok: false });
    const deep = (levels: number) =>
      Uint8Array.from({ length: 2 * levels }, (_, n) => (n < levels ? 0x0b : 0x0c));
    expect(guessProtobuf(deep(100)).ok).toBe(true);
    expect(guessProtobuf(deep(101)).ok).toBe(false);
    expect(guessProtobuf(deep(500_000)).ok).toBe(false);
    // The same fields would be read at each level.
    const around = (levels: number, fields: number) =>
      Uint8Array.from([
        ...new Array<number>(levels).fill(0x0b),
        ...many.subarray(0, 2 * fields),
        ...new Array<number>(levels).fill(0x0c),
      ]);
    const inner = (levels: number) => {
      const json = guessProtobuf(around(levels, 6_000));
      return json.ok ? json.value.replaceAll(/"1 group":|[{}]/gu, "").slice(0, 9) : null;
    };
    expect(inner(2)).toBe('"1":[1,1,');
    expect(inner(15), "what is left is bytes").toBe('"1 bytes"');
    const itself = "message A { optional A a = 1; }";
    const decoded = bookOf("a.proto", toBytes(itself)).decodeAs(around(95, 20_000), "A");
    expect(decoded?.json).toMatchObject({ fault: { code: "decode/too-large" } });
  });
});

it("the options of a group may have braces", () => {
  const text = "message A { optional group B = 1 [(opt) = { x: [1] }] { optional int32 n = 1; } }";
  const book = bookOf("a.proto", toBytes(text));
  expect(book.facts().files).toMatchObject([{ faultLine: null, types: ["A", "A.B"] }]);
  const decoded = book.decodeAs(Uint8Array.of(0x0b, 8, 7, 0x0c), "A");
  expect(decoded?.json).toEqual({ ok: true, value: '{"b":{"n":7}}' });
});

describe("a schema that cannot be read", () => {
  it.each([
    ["message A { reserved 1", 1],
    ["message A {\n  string name = ;\n}", 2],
    ["message A {\n  string name 1;\n}", 2],
    ["", 1],
    ["service X { rpc Y (A) returns (B); }", 1],
    ["message A {".repeat(80), 1],
  ])("%.30j names its line", (text, line) => {
    expect(readProtoText(text)).toMatchObject({
      fault: { code: "schema/unreadable", params: { line } },
    });
  });
  it.each([
    "{",
    "[]x",
    '{"type":"record"}',
    '{"type":"record","name":"A","fields":[{"name":"b","type":"C"}]}',
  ])("Avro %s", (text) =>
    expect(bookOf("a.avsc", toBytes(text)).facts().files[0]?.faultLine).toBe(0),
  );
  it.each([
    [2, '"3.07"'],
    [0, '"307"'],
    [1_000, `"0.${"307".padStart(1_000, "0")}"`],
    // A scale that no decimal has: the bytes are shown.
    [1e9, '"base64:ATM="'],
    [-2, '"base64:ATM="'],
    [2.5, '"base64:ATM="'],
    ['"2"', '"base64:ATM="'],
  ])("an Avro decimal with the scale %s", (scale, value) => {
    const type = `{"type":"bytes","logicalType":"decimal","scale":${scale}}`;
    const schema = `{"type":"record","name":"A","fields":[{"name":"n","type":${type}}]}`;
    const decoded = bookOf("a.avsc", toBytes(schema)).decodeAs(Uint8Array.of(4, 1, 0x33), "A");
    expect(decoded?.json).toEqual({ ok: true, value: `{"n":${value}}` });
  });
  it.each(["field", "symbol"])("an Avro %s whose name is long and comes often", (where) => {
    const name = "n".repeat(10_000);
    const field =
      where === "field"
        ? `{"name":"${name}","type":"null"}`
        : `{"name":"f","type":{"type":"enum","name":"E","symbols":["${name}"]}}`;
    const items = `{"type":"record","name":"B","fields":[${field}]}`;
    const schema = `{"type":"record","name":"A","fields":[{"name":"l","type":{"type":"array","items":${items}}}]}`;
    // 30,000 items, which take no bytes or one byte each.
    const payload = new Uint8Array(where === "field" ? 4 : 30_004);
    payload.set([0xe0, 0xd4, 0x03]);
    const decoded = bookOf("a.avsc", toBytes(schema)).decodeAs(payload, "A");
    expect(decoded?.json).toMatchObject({ fault: { code: "decode/too-large" } });
  });
  it("a descriptor set of nothing", () => {
    expect(bookOf("a.pb", toBytes("words")).facts().files[0]?.faultLine).toBe(0);
  });
});

it("another file of the same name takes its place, and a pattern must be a subject", () => {
  const book = bookOf("a.proto", toBytes("message A { int32 n = 1; }"));
  book.add("a.proto", toBytes("message B { int32 n = 1; }"));
  expect(book.facts().files.map(({ types }) => types)).toEqual([["B"]]);
  expect(book.map([{ pattern: "a b", type: "B" }])).toMatchObject({
    fault: { code: "subject-invalid" },
  });
  book.remove("a.proto");
  expect(book.facts().files).toEqual([]);
});
