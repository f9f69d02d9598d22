// One condition on the JSON of a payload, as it stands in a search: text ⇄ data, and its test. Used by
// lib/shared/console/query.ts and by the search in the vault.
//
//   path       .name  ["any key"]  [0]  [*] (any element), one after the other, beginning with a dot or [
//   condition  path                      there is such a value
//              path op value             == != > >= < <= and ~ (text contains, in any case)
//   value      a number, "text", true, false, null
//
// A condition holds when it holds for any value that the path leads to. Values of different kinds are
// never equal and never ordered; texts are ordered by code units.

/** A key, an element, or null = any element. */
export type PathStep = string | number | null;

export type JsonOp = "exists" | "==" | "!=" | ">" | ">=" | "<" | "<=" | "~";

export interface JsonCondition {
  readonly path: readonly PathStep[];
  readonly op: JsonOp;
  /** Null for "exists". */
  readonly value: string | number | boolean | null;
}

const STEP = /^(?:\.([\p{L}_$][\p{L}\p{N}_$-]*)|\.?\[(?:(\d+)|(\*)|("(?:\\.|[^"\\])*"))\])/u;
const OPERATOR = /^\s*(==|!=|>=|<=|>|<|~|=)\s*/u;
const VALUE =
  /^(?:"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))/u;

/**
 * What a text begins with: null when it is no path at all, a null condition when it is a path with an
 * operator but no value that can be read.
 */
export function readCondition(
  text: string,
): { readonly condition: JsonCondition | null; readonly length: number } | null {
  const path: PathStep[] = [];
  let at = 0;
  for (;;) {
    const step = STEP.exec(text.slice(at));
    if (step === null) break;
    const [whole, name, index, any, key] = step;
    if (name !== undefined) path.push(name);
    else if (index !== undefined) path.push(Number(index));
    else if (any !== undefined) path.push(null);
    else if (key !== undefined) path.push(readText(key) ?? "");
    at += whole.length;
  }
  if (path.length === 0) return null;
  const operator = OPERATOR.exec(text.slice(at));
  if (operator === null) {
    // ".a.b>" and the like is a word, not a path.
    if (/^[^\s&]/u.test(text.slice(at))) return null;
    return { condition: { path, op: "exists", value: null }, length: at };
  }
  at += operator[0].length;
  const value = VALUE.exec(text.slice(at))?.[0];
  if (value === undefined) {
    const rest = /^[^\s]*/u.exec(text.slice(at))?.[0] ?? "";
    return { condition: null, length: at + rest.length };
  }
  at += value.length;
  const op = operatorOf(operator[1] ?? "");
  return { condition: { path, op, value: readValue(value) }, length: at };
}

export function printCondition({ path, op, value }: JsonCondition): string {
  const steps = path.map((step) => {
    if (step === null) return "[*]";
    if (typeof step === "number") return `[${step}]`;
    return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  const head = steps.join("");
  return op === "exists" ? head : `${head} ${op} ${JSON.stringify(value)}`;
}

/** `root` is what JSON.parse gave. */
export function holds({ path, op, value }: JsonCondition, root: unknown): boolean {
  const test = (found: unknown): boolean => {
    switch (op) {
      case "exists":
        return true;
      case "==":
        return found === value;
      case "!=":
        return found !== value;
      case "~":
        return (
          typeof found === "string" && found.toLowerCase().includes(String(value).toLowerCase())
        );
      default:
        return isOrdered(op, found, value);
    }
  };
  const walk = (at: unknown, depth: number): boolean => {
    const step = path[depth];
    if (step === undefined) return test(at);
    if (step === null) return Array.isArray(at) && at.some((item) => walk(item, depth + 1));
    if (typeof at !== "object" || at === null) return false;
    if (typeof step === "number") {
      return Array.isArray(at) && step < at.length && walk(at[step], depth + 1);
    }
    return Object.hasOwn(at, step) && walk(Reflect.get(at, step), depth + 1);
  };
  return walk(root, 0);
}

function isOrdered(op: ">" | ">=" | "<" | "<=", found: unknown, value: unknown): boolean {
  const isNumbers = typeof found === "number" && typeof value === "number";
  const isTexts = typeof found === "string" && typeof value === "string";
  if (!isNumbers && !isTexts) return false;
  if (op === ">") return found > value;
  if (op === ">=") return found >= value;
  return op === "<" ? found < value : found <= value;
}

function operatorOf(text: string): JsonOp {
  switch (text) {
    case "!=":
    case ">":
    case ">=":
    case "<":
    case "<=":
    case "~":
      return text;
    default:
      return "==";
  }
}

function readValue(text: string): JsonCondition["value"] {
  if (text === "true") return true;
  if (text === "false") return false;
  if (text === "null") return null;
  return text.startsWith('"') ? (readText(text) ?? text.slice(1, -1)) : Number(text);
}

/** A JSON text; null when an escape in it is none. */
function readText(quoted: string): string | null {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}
