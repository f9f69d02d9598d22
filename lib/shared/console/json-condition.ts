// One condition of a filter on the JSON of a payload: text ⇄ data, and its test. Used by query.ts and by the
// search in the vault.
//
//   path       .name  ["any key"]  [0]  [*] (any element), one after the other, starting with a dot or [
//   condition  path                      such a value exists
//              path op value             == != > >= < <= and ~ (text contains, in any case)
//   value      a number, "text", true, false, null
//
// A condition holds when it holds for any value at the path. Values of different types are never equal and
// never ordered. Texts are ordered by code units.

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
 * Reads the condition at the start of a text. Returns null when the text starts with no path, and a null
 * condition when path and operator are followed by no readable value.
 */
export function readCondition(
  text: string,
): { readonly condition: JsonCondition | null; readonly length: number } | null {
  const path: PathStep[] = [];
  let end = 0;
  for (;;) {
    const step = STEP.exec(text.slice(end));
    if (step === null) break;
    const [whole, name, index, any, key] = step;
    if (name !== undefined) path.push(name);
    else if (index !== undefined) path.push(Number(index));
    else if (any !== undefined) path.push(null);
    else if (key !== undefined) path.push(readText(key) ?? "");
    end += whole.length;
  }
  if (path.length === 0) return null;
  const operator = OPERATOR.exec(text.slice(end));
  if (operator === null) {
    // Something like ".a.b>" is a word, not a path.
    if (/^[^\s&|)]/u.test(text.slice(end))) return null;
    return { condition: { path, op: "exists", value: null }, length: end };
  }
  end += operator[0].length;
  const value = VALUE.exec(text.slice(end))?.[0];
  if (value === undefined) {
    const rest = /^[^\s|)]*/u.exec(text.slice(end))?.[0] ?? "";
    return { condition: null, length: end + rest.length };
  }
  end += value.length;
  const op = operatorOf(operator[1] ?? "");
  return { condition: { path, op, value: readValue(value) }, length: end };
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

/** `root` is the result of JSON.parse. */
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
  const walk = (node: unknown, depth: number): boolean => {
    const step = path[depth];
    if (step === undefined) return test(node);
    if (step === null) return Array.isArray(node) && node.some((item) => walk(item, depth + 1));
    if (typeof node !== "object" || node === null) return false;
    if (typeof step === "number") {
      return Array.isArray(node) && step < node.length && walk(node[step], depth + 1);
    }
    return Object.hasOwn(node, step) && walk(Reflect.get(node, step), depth + 1);
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

/** Reads a JSON string; null when it holds an invalid escape. */
function readText(quoted: string): string | null {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}
