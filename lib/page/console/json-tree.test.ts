import { describe, expect, it } from "vitest";
import { jsonLines, parseJsonTree, prettyJson } from "./json-tree";

const pretty = (text: string) => {
  const tree = parseJsonTree(text);
  return tree.ok ? prettyJson(tree.value) : tree.fault.code;
};

describe("the JSON tree", () => {
  it("keeps numbers, escapes and names as written", () => {
    const text =
      '{"big":9007199254740993,"e":1.50E+400,"z":-0,"__proto__":{"a":1},"u":"\\u202e\\/","a":1,"a":2}';
    expect(pretty(text).replace(/\s/gu, "")).toBe(text);
  });

  it("lays out as JSON.stringify does", () => {
    const value = { a: [1, { b: null }, [], {}], c: "x, y", d: true };
    expect(pretty(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    expect(pretty(` \n${JSON.stringify(value, null, 7)}\t`)).toBe(JSON.stringify(value, null, 2));
  });

  it.each([
    "",
    "{",
    "[1,]",
    '{"a"}',
    '{"a":1,}',
    "{a:1}",
    "01",
    "1.",
    ".5",
    "+1",
    "NaN",
    "tru",
    '"a',
    '"\\x"',
    '"\\u12g4"',
    '"a\nb"',
    '"\u0001"',
    "[1] 2",
    "nulll",
    "{,}",
    "\ufeff{}",
  ])("agrees with JSON.parse that %j is none", (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(pretty(text)).toBe("not-json");
  });

  it.each(['"\u007f\u0085\u2028"', '"😀"', "-1e-2", "[[[]]]", '{"":""}', " 0 "])(
    "agrees with JSON.parse that %j is one",
    (text) => {
      expect(JSON.parse(pretty(text))).toEqual(JSON.parse(text));
    },
  );

  it("is bounded in depth and in number", () => {
    expect(pretty("[".repeat(10_000) + "]".repeat(10_000))).toBe("too-deep");
    expect(pretty("[".repeat(200) + "]".repeat(200))).toContain("[");
    expect(pretty(`[${"1,".repeat(100_000)}1]`)).toBe("too-many-values");
  });

  it("takes a string of megabytes", () => {
    const text = JSON.stringify(`${"x\\n".repeat(1_000_000)}`);
    expect(pretty(text)).toBe(text);
    expect(pretty(text.slice(0, -1))).toBe("not-json");
  });

  it("shows a collapsed object as one line", () => {
    const tree = parseJsonTree('{"a":{"b":1},"c":[2]}');
    if (!tree.ok) throw new Error("not parsed");
    const inner = tree.value.children[0];
    const lines = jsonLines(tree.value, new Set([inner?.id ?? -1]));
    expect(lines.map((line) => [line.depth, line.part, line.node.name, line.hasNext])).toEqual([
      [0, "open", null, false],
      [1, "collapsed", '"a"', true],
      [1, "open", '"c"', false],
      [2, "value", null, false],
      [1, "close", '"c"', false],
      [0, "close", null, false],
    ]);
  });
});
