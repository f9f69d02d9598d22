// Reads JSON text into values of lib/shared/base/json.ts, without dropping or rounding anything. Called by
// decode-jwt.ts and report-file.ts, because JSON.parse loses "__proto__", rounds large numbers and does not
// limit the depth. Never throws.

import type { Json } from "@/lib/shared/base/json";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { runAtOnce, STEP_BYTES, type Steps } from "@/lib/vault/base/turns";

export type JsonFault = "json/syntax" | "json/depth" | "json/size";

/** A JWT may be 1 MiB long (nats-io/jwt v2 decoder.go), so its payload is always shorter. */
const MAX_CHARS = 1024 * 1024;
/** Claims are about six levels deep. Go's decoder allows 10,000, which would overflow the stack here. */
const MAX_DEPTH = 100;

/** White space, followed by a punctuation mark, a string, a number or a word. */
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|$)/y;

/** Thrown and caught only in this file, to leave the recursion at once. */
class Stop {
  constructor(readonly code: JsonFault) {}
}

export const readJson = (text: string): Result<Json, JsonFault> => runAtOnce(readJsonSteps(text));

/** `position` in the fault's params is the character, from 1, at which the unexpected token began. */
export function* readJsonSteps(text: string): Steps<Result<Json, JsonFault>> {
  if (text.length > MAX_CHARS) return fail("json/size", { limit: MAX_CHARS });
  let position = 0;
  let next = 0;
  let reported = 0;
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
  const accept = (wanted: string) => {
    const fits = mark === wanted;
    if (fits) advance();
    return fits;
  };
  const expect = (wanted: string) => accept(wanted) || stop();
  const readString = () => {
    if (!string) return stop();
    // JSON.parse decodes and checks the escapes of this one string.
    const value: string = JSON.parse(string);
    advance();
    return value;
  };
  const readScalar = (): Json => {
    if (string) return readString();
    const [literal, plain] = [number, word];
    if (!literal && !plain) stop();
    advance();
    if (!literal) return plain === "null" ? null : plain === "true";
    const double = Number(literal);
    return String(double) === literal ? double : { inexact: literal };
  };
  const isContainer = () => mark === "{" || mark === "[";
  const readContainer = function* (depth: number): Steps<Json> {
    if (depth > MAX_DEPTH) stop("json/depth");
    const members = new Map<string, Json>();
    const items: Json[] = [];
    const isObject = accept("{");
    const end = isObject ? "}" : "]";
    if (!isObject) expect("[");
    if (accept(end)) return isObject ? members : items;
    do {
      const key = isObject ? readString() : "";
      if (isObject) expect(":");
      const value = isContainer() ? yield* readContainer(depth + 1) : readScalar();
      if (isObject) members.set(key, value);
      else items.push(value);
      if (next - reported < STEP_BYTES) continue;
      yield next - reported;
      reported = next;
    } while (accept(","));
    expect(end);
    return isObject ? members : items;
  };

  try {
    advance();
    const value = isContainer() ? yield* readContainer(0) : readScalar();
    if (mark || string || number || word || next < text.length) stop();
    return ok(value);
  } catch (error) {
    const code = error instanceof Stop ? error.code : "json/syntax";
    return fail(code, { position: position + 1 });
  }
}
