// A value of a JSON tree → what is copied of it: the value, and its path as the filter reads it. Pure.

import { type JsonNode, prettyJson } from "@/lib/page/console/json-tree";
import { type PathStep, printCondition } from "@/lib/shared/console/json-condition";

/** As a path of the filter (lib/shared/console/json-condition.ts); null for the top, which has none. */
export function jsonPath(root: JsonNode, { id }: JsonNode): string | null {
  const path: PathStep[] = [];
  let node = root;
  while (node.id !== id) {
    // Ids ascend in the order of the text, so the value is in the last child that does not come after it.
    const index = node.children.findLastIndex((child) => child.id <= id);
    const child = node.children[index];
    if (child === undefined) return null;
    path.push(child.name === null ? index : stringValue(child.name));
    node = child;
  }
  return path.length === 0 ? null : printCondition({ path, op: "exists", value: null });
}

/** A string without its quotes and escapes; a number as written; an object or array as indented JSON. */
export const valueText = (node: JsonNode): string =>
  node.kind === "string" ? stringValue(node.text) : prettyJson({ ...node, name: null });

/** `quoted`: a name or string as json-tree.ts holds it. */
export const stringValue = (quoted: string): string => String(JSON.parse(quoted));
