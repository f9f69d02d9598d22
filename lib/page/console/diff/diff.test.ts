import { describe, expect, it } from "vitest";
import { parseJsonTree } from "@/lib/page/console/json-tree";
import { makeRandom } from "@/lib/testing/random";
import { type Diff, diffBytes, diffHeaders, diffText } from "./diff-rows";
import { diffJson } from "./json-diff";
import { diffSequences } from "./sequence-diff";

const json = (a: string, b: string) => {
  const [one, other] = [parseJsonTree(a), parseJsonTree(b)];
  if (!one.ok || !other.ok) throw new Error("not JSON");
  return diffJson(one.value, other.value);
};
/** "=" the same, "~" changed, "-" only in a, "+" only in b. */
const SIGNS = { same: "=", changed: "~", removed: "-", added: "+" } as const;
const shown = ({ rows }: Diff) =>
  rows.map(({ kind, a, b }) => `${SIGNS[kind]} ${a ?? ""}|${b ?? ""}`);

describe("sequences", () => {
  it("share as much as a table of all pairs finds, whatever they are", () => {
    const random = makeRandom(3);
    for (let round = 0; round < 300; round++) {
      const list = () =>
        Array.from({ length: random.below(12) }, () => random.pick(["a", "b", "c"]));
      const [a, b] = [list(), list()];
      const { pairs, isExact } = diffSequences(a, b);
      expect(isExact).toBe(true);
      const shared = pairs.filter((pair) => pair.a !== null && pair.b !== null);
      expect(shared.every((pair) => a[pair.a ?? -1] === b[pair.b ?? -1])).toBe(true);
      expect(pairs.flatMap((pair) => pair.a ?? [])).toEqual([...a.keys()]);
      expect(pairs.flatMap((pair) => pair.b ?? [])).toEqual([...b.keys()]);
      expect(shared).toHaveLength(longestShared(a, b));
    }
  });
  it("that differ in too much are replaced in the middle, and say so", () => {
    const list = (of: string) => [
      "first",
      ...Array.from({ length: 5_000 }, (_, n) => of + n),
      "last",
    ];
    const { pairs, isExact } = diffSequences(list("a"), list("b"));
    expect(isExact).toBe(false);
    expect(pairs).toHaveLength(10_002);
    expect(pairs[0]).toEqual({ a: 0, b: 0 });
    expect(pairs.at(-1)).toEqual({ a: 5_001, b: 5_001 });
  });
});

describe("JSON", () => {
  it("goes by names, not by their order", () => {
    const diff = json('{"id":1,"region":"us","old":true}', '{"region":"eu","id":1,"new":{"a":1}}');
    expect(shown(diff)).toEqual([
      "= {|{",
      '=   "id": 1|  "id": 1',
      '+ |  "new": {',
      '+ |    "a": 1',
      "+ |  }",
      '~   "region": "us"|  "region": "eu"',
      '-   "old": true|',
      "= }|}",
    ]);
    expect(diff.differences).toBe(3);
  });
  it("finds an element that was put in", () => {
    const diff = json('[1,{"a":1},3]', '[0,1,{"a":2},3]');
    expect(shown(diff)).toEqual([
      "= [|[",
      "+ |  0",
      "=   1|  1",
      "=   {|  {",
      '~     "a": 1|    "a": 2',
      "=   }|  }",
      "=   3|  3",
      "= ]|]",
    ]);
    expect(diff.differences).toBe(2);
  });
  it.each([
    ['{"a":1,"b":[]}', '{"b":[],"a":1}', 0],
    ['"\\u0041"', '"A"', 0],
    ["1", "1.0", 1],
    ["[]", "{}", 1],
    ["[]", "[1]", 1],
    ['{"a":1,"a":2}', '{"a":1,"a":3}', 1],
    ['{"a":{"b":1}}', '{"a":[1,2,3]}', 1],
  ])("%s and %s", (a, b, differences) => expect(json(a, b).differences).toBe(differences));
});

it("text goes by lines, headers by name, bytes by place", () => {
  expect(shown(diffText("one\ntwo\nthree", "one\n2\nthree\nfour"))).toEqual([
    "= one|one",
    "~ two|2",
    "= three|three",
    "+ |four",
  ]);
  const headers = diffHeaders(
    [
      ["B", "1"],
      ["A", "1"],
    ],
    [
      ["A", "1"],
      ["B", "2"],
    ],
  );
  expect(shown(headers)).toEqual(["= A: 1|A: 1", "~ B: 1|B: 2"]);
  const bytes = diffBytes(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 9, 3, 4));
  expect(bytes.differences).toBe(2);
  expect(shown(bytes)).toEqual([
    "~ 00000000  01 02 03                 ...|00000000  01 09 03 04              ....",
  ]);
});

/** The plain table, as an oracle. */
function longestShared(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (x: number, y: number) => table[x]?.[y] ?? 0;
  for (let x = 1; x <= a.length; x++) {
    for (let y = 1; y <= b.length; y++) {
      const row = table[x];
      if (row === undefined) continue;
      row[y] = a[x - 1] === b[y - 1] ? at(x - 1, y - 1) + 1 : Math.max(at(x - 1, y), at(x, y - 1));
    }
  }
  return at(a.length, b.length);
}
