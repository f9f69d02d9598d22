// Two JSON trees → rows of two sides, by structure: members are found by name whatever their order, elements by what
// they share in order. A value that was replaced is one difference, however large it is. Pure.

import { type JsonNode, jsonLines } from "@/lib/page/console/json-tree";
import type { Diff, DiffRow } from "./diff-rows";
import { diffSequences } from "./sequence-diff";

export function diffJson(a: JsonNode, b: JsonNode): Diff {
  const walk = new Walk();
  walk.compare(a, b, 0);
  const { rows, differences, isExact } = walk;
  return { rows, differences, unit: "value", isExact };
}

interface Member {
  readonly a: JsonNode | null;
  readonly b: JsonNode | null;
}

class Walk {
  readonly rows: DiffRow[] = [];
  differences = 0;
  isExact = true;

  compare(a: JsonNode, b: JsonNode, depth: number): void {
    const isSameList = a.kind === b.kind && isList(a) && a.children.length + b.children.length > 0;
    if (!isSameList) {
      const isSame = isEqualScalar(a, b);
      if (!isSame) this.differences += 1;
      this.put(linesOf(a, depth), linesOf(b, depth), isSame);
      return;
    }
    const [open, close] = a.kind === "object" ? ["{", "}"] : ["[", "]"];
    this.same(`${indent(depth)}${label(a)}${open}`, `${indent(depth)}${label(b)}${open}`);
    const members = a.kind === "object" ? membersOf(a, b) : this.elementsOf(a, b);
    for (const member of members) {
      if (member.a !== null && member.b !== null) {
        this.compare(member.a, member.b, depth + 1);
        continue;
      }
      this.differences += 1;
      this.put(
        member.a === null ? [] : linesOf(member.a, depth + 1),
        member.b === null ? [] : linesOf(member.b, depth + 1),
        false,
      );
    }
    this.same(indent(depth) + close, indent(depth) + close);
  }

  private same(a: string, b: string): void {
    this.rows.push({ kind: "same", a, b });
  }

  private put(a: readonly string[], b: readonly string[], isSame: boolean): void {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      const [left, right] = [a[index] ?? null, b[index] ?? null];
      const kind = isSame
        ? "same"
        : left === null
          ? "added"
          : right === null
            ? "removed"
            : "changed";
      this.rows.push({ kind, a: left, b: right });
    }
  }

  /** Equal elements are paired; those between them in their order, as long as both sides have some. */
  private elementsOf(a: JsonNode, b: JsonNode): readonly Member[] {
    const { pairs, isExact } = diffSequences(a.children.map(textOf), b.children.map(textOf));
    if (!isExact) this.isExact = false;
    const members: Member[] = [];
    let [onlyA, onlyB]: [JsonNode[], JsonNode[]] = [[], []];
    const flush = () => {
      for (let index = 0; index < Math.max(onlyA.length, onlyB.length); index++) {
        members.push({ a: onlyA[index] ?? null, b: onlyB[index] ?? null });
      }
      [onlyA, onlyB] = [[], []];
    };
    for (const { a: inA, b: inB } of pairs) {
      const one = inA === null ? null : (a.children[inA] ?? null);
      const other = inB === null ? null : (b.children[inB] ?? null);
      if (one !== null && other !== null) {
        flush();
        members.push({ a: one, b: other });
      } else if (one !== null) onlyA.push(one);
      else if (other !== null) onlyB.push(other);
    }
    flush();
    return members;
  }
}

/** In the order of `a`; a member that only `b` has comes after the one that it follows there. */
function membersOf(a: JsonNode, b: JsonNode): readonly Member[] {
  // Names can repeat, so the second of a name pairs with the second.
  const keysOf = (node: JsonNode) => {
    const seen = new Map<string, number>();
    return node.children.map((child) => {
      const name = child.name ?? "";
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      return `${count} ${name}`;
    });
  };
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
  const inB = new Map(keysB.map((key, index) => [key, b.children[index] ?? null]));
  const inA = new Set(keysA);
  const followers = new Map<string, Member[]>();
  let before = "";
  for (const [index, key] of keysB.entries()) {
    if (inA.has(key)) before = key;
    else {
      const list = followers.get(before) ?? [];
      list.push({ a: null, b: b.children[index] ?? null });
      followers.set(before, list);
    }
  }
  return [
    ...(followers.get("") ?? []),
    ...keysA.flatMap((key, index): readonly Member[] => [
      { a: a.children[index] ?? null, b: inB.get(key) ?? null },
      ...(followers.get(key) ?? []),
    ]),
  ];
}

const isList = ({ kind }: JsonNode) => kind === "object" || kind === "array";
const indent = (depth: number) => "  ".repeat(depth);
const label = ({ name }: JsonNode) => (name === null ? "" : `${name}: `);

function isEqualScalar(a: JsonNode, b: JsonNode): boolean {
  if (a.kind !== b.kind) return false;
  if (isList(a)) return a.children.length === 0 && b.children.length === 0;
  // The same text can be written with other escapes.
  return a.text === b.text || (a.kind === "string" && JSON.parse(a.text) === JSON.parse(b.text));
}

/** The value on one line, to compare elements. */
function textOf(node: JsonNode): string {
  if (!isList(node)) return node.text;
  const children = node.children.map((child) => `${child.name ?? ""}:${textOf(child)}`);
  return node.kind === "object" ? `{${children.sort().join(",")}}` : `[${children.join(",")}]`;
}

function linesOf(node: JsonNode, depth: number): readonly string[] {
  return jsonLines(node, new Set()).map((line) => {
    const [open, close] = line.node.kind === "object" ? ["{", "}"] : ["[", "]"];
    const whole = isList(line.node) ? open + close : line.node.text;
    const body = line.part === "open" ? open : line.part === "close" ? close : whole;
    return `${indent(depth + line.depth)}${line.part === "close" ? "" : label(line.node)}${body}`;
  });
}
