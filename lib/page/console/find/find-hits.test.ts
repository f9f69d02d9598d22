import { expect, it } from "vitest";
import { parseJsonTree } from "@/lib/page/console/json-tree";
import { hexRows, type Reading } from "@/lib/page/console/payload-display";
import { toBase64 } from "@/lib/shared/base/base64";
import { findHits, MAX_HITS, type Place } from "./find-hits";
import { type PayloadSource, sourceOf } from "./payload-source";

const textOf = (text: string): PayloadSource => ({
  length: text.length,
  slice: (start, end) => text.slice(start, end),
});
async function found(source: PayloadSource, pattern: RegExp, longest: number) {
  let last: { hits: readonly Place[]; isDone: boolean } | null = null;
  const onFound = (hits: readonly Place[], isDone: boolean) => {
    last = { hits, isDone };
  };
  await findHits(source, { pattern, longest, onFound, isWanted: () => true });
  return last as { hits: readonly Place[]; isDone: boolean } | null;
}

it("finds all hits of a long text, over the ends of its chunks, and as one search would", async () => {
  const text = `${"ab".repeat(32_767)}xneedle${"a".repeat(1_048_576)}needle`;
  const needles = await found(textOf(text), /needle/gu, 6);
  expect(needles).toEqual({
    isDone: true,
    hits: [
      { start: 65_535, end: 65_541 },
      { start: text.length - 6, end: text.length },
    ],
  });
  const pairs = await found(textOf(text), /aaa/gu, 3);
  expect(pairs?.hits).toEqual(
    [...text.matchAll(/aaa/gu)]
      .map(({ index }) => ({ start: index, end: index + 3 }))
      .slice(0, MAX_HITS),
  );
});

it("ends when it is not wanted any more, and lets others run before", async () => {
  let turns = 0;
  let isWanted = true;
  const others = setInterval(() => {
    turns += 1;
    isWanted = turns < 3;
  }, 1);
  let isDone = false;
  const endless = { length: Number.MAX_SAFE_INTEGER, slice: () => "x".repeat(65_536) };
  await findHits(endless, {
    ...{ pattern: /needle/gu, longest: 6, isWanted: () => isWanted },
    onFound: (_, done) => {
      isDone = done;
    },
  });
  clearInterval(others);
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(isDone).toBe(false);
});

it("a source is what is drawn, made in parts", () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, n) => n);
  const whole = (reading: Reading, width: 8 | 16 = 16) => {
    const source = sourceOf(reading, width);
    const { length } = source ?? { length: 0 };
    const all = source?.slice(0, length) ?? "";
    for (const [start, end] of [
      [5, 11],
      [70, 400],
      [length - 9, length],
    ] as const) {
      expect(source?.slice(start, end)).toBe(all.slice(start, end));
    }
    return all;
  };
  expect(whole({ kind: "base64", bytes })).toBe(toBase64(bytes));
  for (const width of [8, 16] as const) {
    const lines = whole({ kind: "hex", bytes }, width).trimEnd().split("\n");
    const rows = hexRows(bytes, 0, 1_000, width);
    expect(lines).toHaveLength(rows.length);
    for (const [index, { offset, hex, ascii }] of rows.entries()) {
      expect(lines[index]?.replaceAll(/ +/gu, " ").trimEnd()).toBe(
        `${offset} ${hex.join(" ")} ${ascii}`.replaceAll(/ +/gu, " ").trimEnd(),
      );
    }
  }
  const tree = parseJsonTree('{"a":[1,{}],"b":"x"}');
  if (!tree.ok) throw new Error("no JSON");
  expect(whole({ kind: "tree", root: tree.value })).toBe(
    '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": "x"\n}',
  );
  expect(whole({ kind: "text", text: "abc".repeat(500) })).toHaveLength(1_500);
});
