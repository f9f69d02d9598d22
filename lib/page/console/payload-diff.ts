// Two payloads compared line by line. JSON is laid out first, so that only what differs is marked. Used by the history
// of a key. Pure.

import { diffLines } from "diff";
import { decodeText } from "@/lib/shared/console/payload-kind";
import { parseJsonTree, prettyJson } from "./json-tree";

export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

export type PayloadDiff =
  | { readonly kind: "lines"; readonly lines: readonly DiffLine[] }
  /** Byte for byte. */
  | { readonly kind: "equal" }
  /** At least one of them is no text. */
  | { readonly kind: "binary" }
  | { readonly kind: "too-large" };

const MAX_CHARS = 200_000;
/** The time of a comparison grows with the number of lines that differ. */
const MAX_CHANGES = 2000;

export function diffPayloads(before: Uint8Array, after: Uint8Array): PayloadDiff {
  if (isEqual(before, after)) return { kind: "equal" };
  const [old, now] = [before, after].map(decodeText);
  if (old == null || now == null) return { kind: "binary" };
  if (Math.max(old.length, now.length) > MAX_CHARS) return { kind: "too-large" };
  const parts = diffLines(laidOut(old), laidOut(now), { maxEditLength: MAX_CHANGES });
  if (parts === undefined) return { kind: "too-large" };
  const lines = parts.flatMap(({ value, added, removed }) => {
    const kind = added ? "added" : removed ? "removed" : "same";
    return value
      .replace(/\n$/u, "")
      .split("\n")
      .map((text): DiffLine => ({ kind, text }));
  });
  return { kind: "lines", lines };
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Ends in a line break, so that a last line that is only moved does not count as changed. */
function laidOut(text: string): string {
  const tree = parseJsonTree(text);
  return `${tree.ok ? prettyJson(tree.value) : text}\n`;
}
