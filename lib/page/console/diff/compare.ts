// In which ways two messages can be compared, and the comparison. What was packed or decoded is compared as it is
// read, bytes as they were received. Pure.

import type { JsonNode } from "@/lib/page/console/json-tree";
import { readingOf, viewPayload } from "@/lib/page/console/payload-display";
import type { MessageDetail } from "@/lib/shared/facts/console";
import { type Diff, diffBytes, diffHeaders, diffText } from "./diff-rows";
import { diffJson } from "./json-diff";

export type Comparable = "json" | "text" | "hex" | "headers";

type Compared = Pick<MessageDetail, "payload" | "headers" | "unpacked" | "decoded">;

/** The one that fits best comes first. */
export function comparisonsOf(a: Compared, b: Compared): readonly Comparable[] {
  const kinds: Comparable[] = [];
  if (treeOf(a) !== null && treeOf(b) !== null) kinds.push("json");
  if (textOf(a) !== null && textOf(b) !== null) kinds.push("text");
  kinds.push("hex");
  if (a.headers.length + b.headers.length > 0) kinds.push("headers");
  return kinds;
}

export function comparedBy(kind: Comparable, a: Compared, b: Compared): Diff {
  if (kind === "headers") return diffHeaders(a.headers, b.headers);
  const [treeA, treeB] = [treeOf(a), treeOf(b)];
  if (kind === "json" && treeA !== null && treeB !== null) return diffJson(treeA, treeB);
  const [left, right] = [textOf(a), textOf(b)];
  if (kind === "text" && left !== null && right !== null) return diffText(left, right);
  return diffBytes(a.payload, b.payload);
}

function treeOf(message: Compared): JsonNode | null {
  const view = viewPayload(message.payload, message);
  const reading = readingOf(message.payload, view, view.suggested);
  return reading.kind === "tree" ? reading.root : view.json;
}

function textOf(message: Compared): string | null {
  return viewPayload(message.payload, message).text;
}
