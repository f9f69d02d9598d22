// Typed reading of one JSON object of a JWT, as Go decodes it: names in any case, null as absent,
// integers written plainly. Called by decode-jwt.ts and user-claims.ts. A value of the wrong type is
// noted as a jwt/claims problem (a server refuses the whole JWT for it) and read as absent.

import type { Json, JsonObject } from "@/lib/shared/base/json";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { ClaimProblem } from "@/lib/shared/facts/creds";

export type Problems = ClaimProblem[];

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;

export class Fields {
  readonly #values = new Map<string, Json>();

  constructor(
    object: JsonObject,
    /** "" or "nats." and so on, put before a field's name. */
    readonly path: string,
    readonly problems: Problems,
  ) {
    for (const [key, value] of object) {
      if (value !== null) this.#values.set(key.toLowerCase(), value);
    }
  }

  note(code: CauseCode, at: string, params: ClaimProblem["params"] = {}): void {
    this.problems.push({ code, at: this.path + at, params });
  }

  string(name: string): string | null {
    const value = this.#values.get(name);
    if (typeof value === "string") return value;
    return this.#wrong(name, value, "string");
  }

  boolean(name: string): boolean {
    const value = this.#values.get(name);
    if (typeof value === "boolean") return value;
    this.#wrong(name, value, "boolean");
    return false;
  }

  /** A 64-bit integer as a double: exact only where it is a safe integer. */
  integer(name: string): number | null {
    const value = this.#values.get(name);
    const text = typeof value === "number" ? String(value) : readInexact(value);
    if (text !== null && isInt64(text)) return Number(text);
    return this.#wrong(name, value, "integer");
  }

  strings(name: string): readonly string[] | null {
    return this.list(name)?.map((item, i) => this.#item(name, i, item)) ?? null;
  }

  list(name: string): readonly Json[] | null {
    const value = this.#values.get(name);
    return isList(value) ? value : this.#wrong(name, value, "list");
  }

  object(name: string): Fields | null {
    const value = this.#values.get(name);
    return isObject(value) ? this.inner(value, name) : this.#wrong(name, value, "object");
  }

  inner(object: JsonObject, at: string): Fields {
    return new Fields(object, `${this.path}${at}.`, this.problems);
  }

  value(name: string): Json | undefined {
    return this.#values.get(name);
  }

  #item(name: string, index: number, item: Json): string {
    if (typeof item === "string") return item;
    if (item !== null) this.#wrong(`${name}[${index}]`, item, "string");
    return "";
  }

  #wrong(at: string, value: Json | undefined, expected: string): null {
    if (value !== undefined) this.note("jwt/claims", at, { reason: "type", expected });
    return null;
  }
}

const isInt64 = (text: string): boolean =>
  /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const readInexact = (value: Json | undefined): string | null =>
  typeof value === "object" && value !== null && "inexact" in value ? value.inexact : null;
