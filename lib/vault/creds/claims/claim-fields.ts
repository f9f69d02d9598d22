// Reads one JSON object of a JWT by types, as Go decodes it: names match in any case, null counts as absent,
// integers have no fraction or exponent. Called by decode-jwt.ts and user-claims.ts. A value of the wrong
// type becomes a jwt/claims problem (a server refuses the whole JWT for it) and is read as absent.

import { isJsonObject, type Json, type JsonObject } from "@/lib/shared/base/json";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { ClaimProblem } from "@/lib/shared/facts/creds";

export type Problems = ClaimProblem[];

/** One wrong claim refuses the JWT. The others are shown for its author, and no one reads more of them. */
const MAX_CLAIM_PROBLEMS = 1000;

export class Fields {
  readonly #values = new Map<string, Json>();

  constructor(
    object: JsonObject,
    /** The prefix of the fields' paths, such as "" or "nats.". */
    readonly path: string,
    readonly problems: Problems,
  ) {
    for (const [key, value] of object) {
      if (value !== null) this.#values.set(key.toLowerCase(), value);
    }
  }

  note(code: CauseCode, field: string, params: ClaimProblem["params"] = {}): void {
    if (code === "jwt/claims" && this.problems.length >= MAX_CLAIM_PROBLEMS) return;
    this.problems.push({ code, path: this.path + field, params });
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

  /** A 64-bit integer as a double, exact only when it is a safe integer. */
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
    return isJsonObject(value) ? this.inner(value, name) : this.#wrong(name, value, "object");
  }

  inner(object: JsonObject, field: string): Fields {
    return new Fields(object, `${this.path}${field}.`, this.problems);
  }

  value(name: string): Json | undefined {
    return this.#values.get(name);
  }

  #item(name: string, index: number, item: Json): string {
    if (typeof item === "string") return item;
    if (item !== null) this.#wrong(`${name}[${index}]`, item, "string");
    return "";
  }

  #wrong(field: string, value: Json | undefined, expected: string): null {
    if (value !== undefined) this.note("jwt/claims", field, { reason: "type", expected });
    return null;
  }
}

const isInt64 = (text: string): boolean =>
  /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const readInexact = (value: Json | undefined): string | null =>
  typeof value === "object" && value !== null && "inexact" in value ? value.inexact : null;
