// What two messages have in common, as rows of two sides: text by lines, headers by name, bytes by place. JSON is
// compared by structure in json-diff.ts. Pure.

import { hexRows } from "@/lib/page/console/payload-display";
import type { HeaderList } from "@/lib/shared/facts/console";
import { diffSequences } from "./sequence-diff";

export interface DiffRow {
  readonly kind: "same" | "changed" | "removed" | "added";
  /** Null where that side has no such line. */
  readonly a: string | null;
  readonly b: string | null;
}

export interface Diff {
  readonly rows: readonly DiffRow[];
  readonly differences: number;
  /** What one difference is. */
  readonly unit: "value" | "line" | "header" | "byte";
  /** False when the sides differ in so much that their middle was not compared line by line. */
  readonly isExact: boolean;
}

export function diffText(a: string, b: string): Diff {
  return { ...diffLines(a.split("\n"), b.split("\n")), unit: "line" };
}

/** The order of names says nothing; that of the values of one name does. */
export function diffHeaders(a: HeaderList, b: HeaderList): Diff {
  const lines = (list: HeaderList) =>
    [...list]
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
      .map(([name, value]) => `${name}: ${value}`);
  return { ...diffLines(lines(a), lines(b)), unit: "header" };
}

/** Bytes in a line. */
const WIDTH = 8;

export function diffBytes(a: Uint8Array, b: Uint8Array): Diff {
  const lines = (bytes: Uint8Array) =>
    hexRows(bytes, 0, Math.ceil(bytes.length / WIDTH), WIDTH).map(
      ({ offset, hex, ascii }) => `${offset}  ${hex.join(" ").padEnd(WIDTH * 3 - 1)}  ${ascii}`,
    );
  const [left, right] = [lines(a), lines(b)];
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    rowOf(left[index] ?? null, right[index] ?? null),
  );
  let differences = Math.abs(a.length - b.length);
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    if (a[index] !== b[index]) differences += 1;
  }
  return { rows, differences, unit: "byte", isExact: true };
}

function diffLines(a: readonly string[], b: readonly string[]): Omit<Diff, "unit"> {
  const { pairs, isExact } = diffSequences(a, b);
  const rows: DiffRow[] = [];
  let [onlyA, onlyB]: [string[], string[]] = [[], []];
  // Lines at the same place are one changed line.
  const flush = () => {
    for (let index = 0; index < Math.max(onlyA.length, onlyB.length); index++) {
      rows.push(rowOf(onlyA[index] ?? null, onlyB[index] ?? null));
    }
    [onlyA, onlyB] = [[], []];
  };
  for (const { a: inA, b: inB } of pairs) {
    if (inA !== null && inB !== null) {
      flush();
      rows.push(rowOf(a[inA] ?? "", b[inB] ?? ""));
    } else if (inA !== null) onlyA.push(a[inA] ?? "");
    else if (inB !== null) onlyB.push(b[inB] ?? "");
  }
  flush();
  return { rows, differences: rows.filter(({ kind }) => kind !== "same").length, isExact };
}

function rowOf(a: string | null, b: string | null): DiffRow {
  if (a === null) return { kind: "added", a, b };
  if (b === null) return { kind: "removed", a, b };
  return { kind: a === b ? "same" : "changed", a, b };
}
