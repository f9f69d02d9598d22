import { describe, expect, it } from "vitest";
import type { TreeNode, TreeReply } from "@/lib/shared/facts/log-figures";
import { deeperSubject, linesOf, patternsOf, visiblePrefixes } from "./tree-lines";

function node(path: string, children: number, own = children === 0 ? 1 : 0): TreeNode {
  return {
    token: path.slice(path.lastIndexOf(".") + 1),
    path,
    messages: 1,
    bytes: 1,
    rate: 0,
    own,
    children,
    lastSeq: 1,
    lastAt: 0,
    lastPreview: "",
    lastPreviewKind: "empty",
    spark: [],
  };
}

const NO_MORE = { nodes: 0, messages: 0 };
const TREE: TreeReply = {
  subjects: 3,
  levels: [
    { prefix: "", nodes: [node("a", 2), node("b", 0)], more: { nodes: 7, messages: 70 } },
    { prefix: "a", nodes: [node("a.x", 1, 2), node("a.y", 0)], more: NO_MORE },
    { prefix: "a.x", nodes: [node("a.x.z", 0)], more: NO_MORE },
  ],
};

describe("the lines of the subject tree", () => {
  const paths = (open: readonly string[]) =>
    linesOf(TREE, open).map((line) => (line.kind === "node" ? line.node.path : `+${line.nodes}`));

  it("show what is open, and how much was left out at each level", () => {
    expect(paths([])).toEqual(["a", "b", "+7"]);
    expect(paths(["a"])).toEqual(["a", "a.x", "a.y", "b", "+7"]);
    expect(paths(["a", "a.x"])).toEqual(["a", "a.x", "a.x.z", "a.y", "b", "+7"]);
    expect(linesOf(TREE, ["a", "a.x"]).map((line) => line.level)).toEqual([1, 2, 3, 2, 1, 1]);
  });

  it("need only the levels that can be seen", () => {
    expect(visiblePrefixes(["a.x", "b"])).toEqual(["", "b"]);
    expect(visiblePrefixes(["a.x", "a"])).toEqual(["", "a.x", "a"]);
  });

  it("match a subject itself and what is below it", () => {
    expect(patternsOf(node("a", 2))).toEqual(["a.>"]);
    expect(patternsOf(node("a", 2, 3))).toEqual(["a", "a.>"]);
    expect(patternsOf(node("a.y", 0))).toEqual(["a.y"]);
    expect(deeperSubject(node("a", 2))).toBe("a.>");
    expect(deeperSubject(node("a.*", 0))).toBeNull();
  });
});
