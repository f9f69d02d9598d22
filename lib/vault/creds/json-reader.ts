// JSON text → lib/shared/base/json.ts values, nothing dropped or rounded. Called by decode-jwt.ts, because
// JSON.parse loses "__proto__", rounds large numbers and has no bound on depth. Never throws.

import type { Json } from "@/lib/shared/base/json";
import { fail, ok, type Result } from "@/lib/shared/base/result";

export type JsonFault = "json/syntax" | "json/depth" | "json/size";

/** A JWT may be 1 MiB long (nats-io/jwt v2 decoder.go), so its payload is always shorter. */
const MAX_CHARS = 1024 * 1024;
/** Claims are some six levels deep. Go's own decoder goes to 10,000, which no stack here bears. */
const MAX_DEPTH = 100;

/** White space, then a mark, a string, a number or a word. */
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|$)/y;

/** Thrown and caught in this file alone, to leave the recursion at once. */
class Stop {
  constructor(readonly code: JsonFault) {}
}

/** `position` in the fault's params is a character, from 1: where the token began that does not fit. */
export function readJson(text: string): Result<Json, JsonFault> {
  if (text.length > MAX_CHARS) return fail("json/size", { limit: MAX_CHARS });
  let position = 0;
  let next = 0;
  let [mark, string, number, word]: (string | undefined)[] = [];

  const stop = (code: JsonFault = "json/syntax"): never => {
    throw new Stop(code);
  };
  const advance = () => {
    TOKEN.lastIndex = next;
    const found = TOKEN.exec(text);
    position = next;
    if (!found) return stop();
    [, mark, string, number, word] = found;
    next = TOKEN.lastIndex;
  };
  const eat = (wanted: string) => {
    const fits = mark === wanted;
    if (fits) advance();
    return fits;
  };
  const expect = (wanted: string) => eat(wanted) || stop();
  const readString = () => {
    if (!string) return stop();
    // The engine's own parser decodes and checks the escapes of this one string.
    const value: string = JSON.parse(string);
    advance();
    return value;
  };
  const readValue = (depth: number): Json => {
    if (depth > MAX_DEPTH) stop("json/depth");
    if (string) return readString();
    if (eat("{")) {
      const members = new Map<string, Json>();
      if (eat("}")) return members;
      do {
        const key = readString();
        expect(":");
        members.set(key, readValue(depth + 1));
      } while (eat(","));
      expect("}");
      return members;
    }
    if (eat("[")) {
      const items: Json[] = [];
      if (eat("]")) return items;
      do items.push(readValue(depth + 1));
      while (eat(","));
      expect("]");
      return items;
    }
    const [literal, plain] = [number, word];
    if (!literal && !plain) stop();
    advance();
    if (!literal) return plain === "null" ? null : plain === "true";
    const double = Number(literal);
    return String(double) === literal ? double : { inexact: literal };
  };

  try {
    advance();
    const value = readValue(0);
    if (mark || string || number || word || next < text.length) stop();
    return ok(value);
  } catch (error) {
    const code = error instanceof Stop ? error.code : "json/syntax";
    return fail(code, { position: position + 1 });
  }
}
