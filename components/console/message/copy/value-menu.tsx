// The menu of a value of a JSON tree. Its code is fetched when it is first opened.

import { ContextMenu, type MenuItem } from "@/components/ui/context-menu";
import type { JsonNode } from "@/lib/page/console/json-tree";
import { jsonPath, valueText } from "@/lib/page/console/value/json-path";
import { copyText } from "./copy-text";

export interface ValueMenuProps {
  readonly root: JsonNode;
  readonly node: JsonNode;
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

export function ValueMenu({ root, node, at, onClose }: ValueMenuProps) {
  const path = jsonPath(root, node);
  const items: MenuItem[] = [
    { label: "Copy value", onSelect: () => void copyText("Value", valueText(node)) },
  ];
  if (path !== null) {
    items.push({ label: `Copy path ${path}`, onSelect: () => void copyText("Path", path) });
  }
  return <ContextMenu label="Value" at={at} items={items} onClose={onClose} />;
}
