// JSON text → lib/base/json.ts values, nothing dropped or rounded. Called by decode-jwt.ts, because
// JSON.parse loses "__proto__", rounds large numbers and has no bound on depth. Never throws.

import type { Json, JsonObject } from "@/lib/base/json";
import { fail, ok, type Result } from "@/lib/base/result";

export type JsonFault = "json/syntax" | "json/depth" | "json/size";

/** A JWT may be 1 MiB long (nats-io/jwt v2 decoder.go), so its payload is always shorter. */
const MAX_CHARS = 1024 * 1024;
/** Claims are some six levels deep; Go's own decoder stops at 10,000. */
const MAX_DEPTH = 100;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const WORD = /true|false|null/y;

class Stop {
  constructor(
    readonly code: JsonFault,
    readonly position: number,
  ) {}
}

/** `position` in the fault's params is a character, from 1. */
export function readJson(text: string): Result<Json, JsonFault> {
  if (text.length > MAX_CHARS) return fail("json/size", { limit: MAX_CHARS });
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    reader.end();
    return ok(value);
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return fail(stop.code, { position: stop.position + 1 });
  }
}

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new Stop("json/depth", this.#at);
    this.#take(SPACE);
    const value = this.#bare(depth);
    this.#take(SPACE);
    return value;
  }

  end(): void {
    if (this.#at < this.#text.length) this.#stop();
  }

  #bare(depth: number): Json {
    const first = this.#text[this.#at];
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#array(depth);
    if (first === '"') return this.#string();
    const word = this.#take(WORD);
    if (word) return word === "null" ? null : word === "true";
    const number = this.#take(NUMBER);
    if (!number) this.#stop();
    const double = Number(number);
    return String(double) === number ? double : { inexact: number };
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#at++;
    this.#take(SPACE);
    if (this.#eat("}")) return members;
    do {
      this.#take(SPACE);
      const key = this.#string();
      this.#take(SPACE);
      if (!this.#eat(":")) this.#stop();
      members.set(key, this.value(depth + 1));
    } while (this.#eat(","));
    if (!this.#eat("}")) this.#stop();
    return members;
  }

  #array(depth: number): readonly Json[] {
    const items: Json[] = [];
    this.#at++;
    this.#take(SPACE);
    if (this.#eat("]")) return items;
    do items.push(this.value(depth + 1));
    while (this.#eat(","));
    if (!this.#eat("]")) this.#stop();
    return items;
  }

  #string(): string {
    const start = this.#at;
    const quoted = this.#take(STRING);
    try {
      // The engine's own parser decodes and checks the escapes of this one string.
      return String(JSON.parse(quoted));
    } catch {
      this.#at = start;
      return this.#stop();
    }
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #eat(char: string): boolean {
    const found = this.#text[this.#at] === char;
    if (found) this.#at++;
    return found;
  }

  #stop(): never {
    throw new Stop("json/syntax", this.#at);
  }
}
