import { expect, test } from "vitest";
import type { Json } from "@/lib/shared/base/json";
import { randomOf } from "@/lib/testing/random";
import { readJson } from "./json-reader";

const plain = (value: Json): unknown => {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
};

test("reads what JSON.parse reads, with the same values", () => {
  const texts = [
    "null",
    " true ",
    "-1.5",
    '"\\u00e9\\n\\"\\\\"',
    "[]",
    "{}",
    '[1,[2,{"a":[]}],""]',
    '{"a":{"b":"c"},"":0}',
    '"\\ud83d\\ude00"',
  ];
  for (const text of texts) {
    const read = readJson(text);
    expect(read.ok && plain(read.value)).toEqual(JSON.parse(text));
  }
});

test.each([
  "",
  " ",
  "tru",
  "nul",
  "01",
  "+1",
  "1.",
  ".5",
  "1e",
  "-",
  "NaN",
  '"',
  '"\\x"',
  '"\n"',
  '"\\',
  "[1,]",
  "[1 2]",
  "{,}",
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  "{a:1}",
  "[",
  "{",
  '{"a":[}',
  "1 1",
  "\u00a01",
  "//",
  "'a'",
])("%j is a syntax fault, as for JSON.parse", (text) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(readJson(text)).toMatchObject({ ok: false, fault: { code: "json/syntax" } });
});

test("a fault gives the position", () => {
  expect(readJson('{"a": x}')).toMatchObject({ fault: { params: { position: 6 } } });
});

test("agrees with JSON.parse on random near-JSON", () => {
  const random = randomOf(3);
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "\\",
    "1",
    "-",
    ".",
    "e",
    "0",
    "true",
    "null",
    " ",
    "\n",
  ];
  for (let round = 0; round < 50_000; round++) {
    let text = "";
    for (let i = random() * 9; i > 0; i--) text += pieces[Math.floor(random() * pieces.length)];
    let parsed = true;
    try {
      JSON.parse(text);
    } catch {
      parsed = false;
    }
    expect([text, readJson(text).ok]).toEqual([text, parsed]);
  }
});

test("names that are special to JavaScript are ordinary names", () => {
  const read = readJson('{"__proto__":{"x":1},"constructor":2,"toString":3}');
  expect(read.ok && read.value instanceof Map && [...read.value.keys()]).toEqual([
    "__proto__",
    "constructor",
    "toString",
  ]);
  expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
});

test("a repeated name keeps its last value", () => {
  expect(readJson('{"a":1,"b":2,"a":3}')).toMatchObject({
    value: new Map([
      ["a", 3],
      ["b", 2],
    ]),
  });
});

test.each([
  "1e400",
  "9007199254740993",
  "-9223372036854775808",
  "1e9",
  "1.0",
  "-0",
  "0.1000000000000000055",
])("keeps %s as it is written", (text) => {
  expect(readJson(text)).toEqual({ ok: true, value: { inexact: text } });
});

test("limits depth and size", () => {
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect(readJson(deep(100)).ok).toBe(true);
  expect(readJson(deep(10_000))).toMatchObject({ fault: { code: "json/depth" } });
  expect(readJson('{"a":'.repeat(100_000))).toMatchObject({ fault: { code: "json/depth" } });
  expect(readJson(`"${"a".repeat(1024 * 1024)}"`)).toMatchObject({ fault: { code: "json/size" } });
  expect(readJson(`"${"\\n".repeat(500_000)}"`).ok).toBe(true);
});
