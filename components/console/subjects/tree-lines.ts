// The open part of the subject tree as lines, in the order in which they are shown. Pure; used by subject-tree.tsx.

import type { TreeNode, TreeReply } from "@/lib/shared/facts/log-figures";
import { hasWildcard } from "@/lib/shared/grammar/subject";

export type TreeLine =
  | {
      readonly kind: "node";
      readonly node: TreeNode;
      /** From 1. */
      readonly level: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: "more";
      readonly prefix: string;
      readonly level: number;
      readonly nodes: number;
      readonly messages: number;
    };

/** The levels that can be seen: the root, then each open subject whose ancestors are all open. */
export function visiblePrefixes(open: readonly string[]): readonly string[] {
  const all = new Set(open);
  const isVisible = (path: string): boolean => {
    const dot = path.lastIndexOf(".");
    if (dot < 0) return true;
    const parent = path.slice(0, dot);
    return all.has(parent) && isVisible(parent);
  };
  return ["", ...open.filter(isVisible)];
}

export function linesOf(tree: TreeReply, open: readonly string[]): readonly TreeLine[] {
  const levels = new Map(tree.levels.map((level) => [level.prefix, level]));
  const isOpenPath = new Set(open);
  const lines: TreeLine[] = [];
  const add = (prefix: string, depth: number) => {
    const level = levels.get(prefix);
    if (level === undefined) return;
    for (const node of level.nodes) {
      const isOpen = node.children > 0 && isOpenPath.has(node.path);
      lines.push({ kind: "node", node, level: depth, isOpen });
      if (isOpen) add(node.path, depth + 1);
    }
    const { nodes, messages } = level.more;
    if (nodes > 0) lines.push({ kind: "more", prefix, level: depth, nodes, messages });
  };
  add("", 1);
  return lines;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

/** The patterns that match everything at and below a node. */
export function patternsOf({ path, own, children }: TreeNode): readonly string[] {
  return [...(own > 0 || children === 0 ? [path] : []), ...(children > 0 ? [`${path}.>`] : [])];
}

/** What to subscribe to for more messages of a node; null where the subject itself contains a wildcard. */
export function deeperSubject({ path, children }: TreeNode): string | null {
  if (hasWildcard(path)) return null;
  return children > 0 ? `${path}.>` : path;
}
