import { expect, it } from "vitest";
import { type JsonNode, parseJsonTree } from "@/lib/page/console/json-tree";
import { parseQuery } from "@/lib/shared/console/query";
import { jsonPath, valueText } from "./json-path";

function treeOf(value: unknown): JsonNode {
  const tree = parseJsonTree(JSON.stringify(value));
  if (!tree.ok) throw new Error(tree.fault.code);
  return tree.value;
}

const allOf = (node: JsonNode): JsonNode[] => [node, ...node.children.flatMap(allOf)];

const SAMPLE = {
  order: { id: "o-1", lines: [{ sku: 'a"b' }, [1, 2.5]] },
  "two words": { "": true, "a.b": null, größe: [], "1st": "x", "brack]et (|)": 1 },
};

it("gives every value a path that the filter reads as the way to it", () => {
  const root = treeOf(SAMPLE);
  const paths = allOf(root).map((node) => jsonPath(root, node));
  expect(paths[0], "the top has none").toBeNull();
  expect(paths).toContain(".order.lines[0].sku");
  expect(paths).toContain(".order.lines[1][1]");
  expect(paths).toContain('["two words"]["a.b"]');
  for (const [index, node] of allOf(root).entries()) {
    const path = paths[index];
    if (path === null || path === undefined) continue;
    const { query, problems } = parseQuery(path);
    expect(problems, path).toEqual([]);
    expect(query.json, path).toHaveLength(1);
    let value: unknown = SAMPLE;
    for (const step of query.json[0]?.path ?? []) value = Reflect.get(Object(value), step ?? "");
    expect(JSON.stringify(value), path).toBe(JSON.stringify(JSON.parse(jsonOf(node))));
  }
});

const jsonOf = (node: JsonNode) =>
  node.kind === "string" ? JSON.stringify(valueText(node)) : valueText(node);

it("copies a string without quotes and escapes, and a number as written", () => {
  const tree = parseJsonTree('{"a":"x\\n\\u00e9","n":12345678901234567890,"l":[1]}');
  const texts = tree.ok ? tree.value.children.map(valueText) : [];
  expect(texts).toEqual(["x\né", "12345678901234567890", "[\n  1\n]"]);
});
