// JSON text → a tree to show. Scalars and names stay slices of the text, so numbers are shown exactly as
// written and "__proto__" is a name like any other. Used for the open message only. Strict RFC 8259.
// Depth and number of values are bounded, so that no payload can freeze the page.

import { fail, ok, type Result } from "@/lib/shared/base/result";

export type JsonTreeFault = "not-json" | "too-deep" | "too-many-values";

export interface JsonNode {
  readonly kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  /** From 0, in the order of the text. It identifies collapsed nodes. */
  readonly id: number;
  /** The member's name as written, with quotes; null in arrays and at the top. */
  readonly name: string | null;
  /** Scalars as written, strings with quotes; "" for objects and arrays. */
  readonly text: string;
  readonly children: readonly JsonNode[];
}

const MAX_DEPTH = 200;
const MAX_VALUES = 100_000;

const SPACE = /[\t\n\r ]*/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const WORD = /true|false|null/uy;

/** With "not-json" comes `at`, the position of the first character that does not fit, from 0. */
export function parseJsonTree(text: string): Result<JsonNode, JsonTreeFault> {
  const reader = new Reader(text);
  const root = reader.value(null, 0);
  if (root && reader.isAtEnd()) return ok(root);
  return reader.fault === null ? fail("not-json", { at: reader.at }) : fail(reader.fault);
}

class Reader {
  fault: JsonTreeFault | null = null;
  at = 0;
  private count = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.take(SPACE);
    return this.at === this.text.length;
  }

  /** Null when there is no value. `fault` is set if the reason is another than "not-json". */
  value(name: string | null, depth: number): JsonNode | null {
    this.take(SPACE);
    if (depth > MAX_DEPTH || this.count >= MAX_VALUES) {
      this.fault ??= depth > MAX_DEPTH ? "too-deep" : "too-many-values";
      return null;
    }
    const id = this.count++;
    const first = this.text[this.at];
    if (first === "{" || first === "[") {
      const children = this.list(first, depth);
      return children && { kind: first === "{" ? "object" : "array", id, name, text: "", children };
    }
    const text =
      first === '"' ? this.string() : this.take(first !== undefined && first > "9" ? WORD : NUMBER);
    return text === null ? null : { kind: kindOf(text), id, name, text, children: [] };
  }

  private list(open: "{" | "[", depth: number): JsonNode[] | null {
    const close = open === "{" ? "}" : "]";
    const children: JsonNode[] = [];
    this.at++;
    if (this.skips(close)) return children;
    for (;;) {
      let name: string | null = null;
      if (open === "{") {
        this.take(SPACE);
        name = this.string();
        if (name === null || !this.skips(":")) return null;
      }
      const child = this.value(name, depth + 1);
      if (!child) return null;
      children.push(child);
      if (this.skips(close)) return children;
      if (!this.skips(",")) return null;
    }
  }

  /** A loop, because a regular expression over a string of megabytes exhausts its engine's stack. */
  private string(): string | null {
    const start = this.at;
    if (this.text[start] !== '"') return null;
    this.at++;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) return this.text.slice(start, ++this.at);
      if (code === 0x5c) {
        if (this.take(ESCAPE) === null) return null;
      } else if (code >= 0x20) {
        this.at++;
      } else {
        return null;
      }
    }
  }

  private skips(character: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return null;
    this.at += match[0].length;
    return match[0];
  }
}

function kindOf(text: string): JsonNode["kind"] {
  if (text.startsWith('"')) return "string";
  if (text === "null") return "null";
  return text === "true" || text === "false" ? "boolean" : "number";
}

export interface JsonLine {
  readonly depth: number;
  readonly node: JsonNode;
  /** close: the closing bracket of an open object or array. */
  readonly part: "value" | "open" | "collapsed" | "close";
  /** A comma follows. */
  readonly hasNext: boolean;
}

/** The lines shown while the objects and arrays with these ids are collapsed. Empty ones have one line. */
export function jsonLines(root: JsonNode, collapsed: ReadonlySet<number>): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const walk = (node: JsonNode, depth: number, hasNext: boolean): void => {
    const isList = node.kind === "object" || node.kind === "array";
    if (!isList || node.children.length === 0) {
      lines.push({ depth, node, part: "value", hasNext });
      return;
    }
    if (collapsed.has(node.id)) {
      lines.push({ depth, node, part: "collapsed", hasNext });
      return;
    }
    lines.push({ depth, node, part: "open", hasNext: false });
    const last = node.children.length - 1;
    for (const [index, child] of node.children.entries()) walk(child, depth + 1, index < last);
    lines.push({ depth, node, part: "close", hasNext });
  };
  walk(root, 0, false);
  return lines;
}

/** The indented text, for Copy. Every scalar is exact. */
export const prettyJson = (root: JsonNode): string => jsonText(root).text;

/** The indented text, and where each of its lines begins. */
export interface JsonText {
  readonly text: string;
  readonly lines: readonly JsonLine[];
  readonly starts: readonly number[];
}

const texts = new WeakMap<JsonNode, JsonText>();

/** Made once for a tree, since drawing and finding both need it. */
export function jsonText(root: JsonNode): JsonText {
  const known = texts.get(root);
  if (known !== undefined) return known;
  const lines = jsonLines(root, new Set());
  const starts: number[] = [];
  let length = 0;
  const text = lines
    .map((line) => {
      const { node, hasNext } = line;
      const [open, close] = bracketsOf(node);
      const { part } = line;
      const isList = node.kind === "object" || node.kind === "array";
      const body =
        part === "open" ? open : part === "close" ? close : isList ? open + close : node.text;
      const whole = `${headOf(line)}${body}${hasNext ? "," : ""}`;
      starts.push(length);
      length += whole.length + 1;
      return whole;
    })
    .join("\n");
  const made = { text, lines, starts };
  texts.set(root, made);
  return made;
}

export const bracketsOf = ({ kind }: JsonNode): readonly [open: string, close: string] =>
  kind === "object" ? ["{", "}"] : ["[", "]"];

/** What comes before the value: the indent and the name. */
export function headOf({ depth, node, part }: JsonLine): string {
  const name = node.name !== null && part !== "close" ? `${node.name}: ` : "";
  return "  ".repeat(depth) + name;
}

/** The objects and arrays that hold a node, from the outside in. */
export function holdersOf(root: JsonNode, id: number): readonly JsonNode[] {
  const holders: JsonNode[] = [];
  let node = root;
  // Ids are in the order of the text, so a child holds what comes before the next one.
  for (;;) {
    const child = node.children.findLast((one) => one.id <= id);
    if (node.id === id || child === undefined) return holders;
    holders.push(node);
    node = child;
  }
}
