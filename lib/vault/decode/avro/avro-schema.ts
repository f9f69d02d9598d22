// An Avro schema (.avsc) → a form to decode with, and its fingerprint. Sources: the Avro specification 1.12, "Schema
// Declaration", "Parsing Canonical Form for Schemas" and "Schema Fingerprints". Our own, because avsc makes code from
// schemas, which our policy forbids.

import { toBytes } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";

export type AvroType =
  | { readonly kind: AvroPrimitive; readonly logical: string | null; readonly scale: number }
  | { readonly kind: "array" | "map"; readonly items: AvroType }
  | { readonly kind: "union"; readonly branches: readonly AvroType[] }
  | { readonly kind: "fixed"; readonly name: string; readonly size: number }
  | { readonly kind: "enum"; readonly name: string; readonly symbols: readonly string[] }
  | {
      readonly kind: "record";
      readonly name: string;
      /** Filled in once they are read, since a record can hold itself. */
      readonly fields: { readonly name: string; readonly type: AvroType }[];
    };

export type AvroPrimitive =
  | "null"
  | "boolean"
  | "int"
  | "long"
  | "float"
  | "double"
  | "bytes"
  | "string";

const PRIMITIVES: ReadonlySet<string> = new Set<AvroPrimitive>([
  ...(["null", "boolean", "int", "long", "float", "double", "bytes", "string"] as const),
]);

export interface AvroSchema {
  readonly name: string;
  readonly type: AvroType;
  /** CRC-64-AVRO of the canonical form, as 16 hex digits of its little-endian bytes. */
  readonly fingerprint: string;
}

const MAX_DEPTH = 50;
/** More digits than any decimal that is shown has. */
const MAX_SCALE = 1_000;

class Unreadable extends Error {}

export function readAvroSchema(text: string): Result<AvroSchema, "schema/unreadable"> {
  try {
    const reader = new Reader();
    const { type, canonical } = reader.type(JSON.parse(text), "", 0);
    const name = "name" in type ? type.name : type.kind;
    return ok({ name, type, fingerprint: fingerprintOf(toBytes(canonical)) });
  } catch (thrown) {
    if (!(thrown instanceof Unreadable || thrown instanceof SyntaxError)) throw thrown;
    return fail("schema/unreadable", { line: 0 });
  }
}

interface Read {
  readonly type: AvroType;
  /** Only the attributes that matter, in a fixed order, with full names and no blanks. */
  readonly canonical: string;
}

class Reader {
  private readonly named = new Map<string, AvroType>();

  type(schema: unknown, namespace: string, depth: number): Read {
    if (depth > MAX_DEPTH) throw new Unreadable();
    if (typeof schema === "string") return this.reference(schema, namespace);
    if (Array.isArray(schema)) {
      const read = schema.map((branch) => this.type(branch, namespace, depth + 1));
      const canonical = `[${read.map((one) => one.canonical).join(",")}]`;
      return { type: { kind: "union", branches: read.map((one) => one.type) }, canonical };
    }
    if (typeof schema !== "object" || schema === null) throw new Unreadable();
    const held = (key: string): unknown =>
      Object.hasOwn(schema, key) ? Reflect.get(schema, key) : undefined;
    const kind = held("type");
    switch (kind) {
      case "array":
      case "map": {
        const key = kind === "array" ? "items" : "values";
        const items = this.type(held(key), namespace, depth + 1);
        const canonical = `{"type":"${kind}","${key}":${items.canonical}}`;
        return { type: { kind, items: items.type }, canonical };
      }
      case "record":
      case "error":
      case "enum":
      case "fixed":
        return this.definition(kind === "error" ? "record" : kind, held, namespace, depth);
    }
    if (typeof kind !== "string") return this.type(kind, namespace, depth + 1);
    const read = this.reference(kind, namespace);
    const [logical, scale = 0] = [held("logicalType"), held("scale")];
    if (!("logical" in read.type) || typeof logical !== "string" || !isScale(scale)) return read;
    return { type: { ...read.type, logical, scale }, canonical: read.canonical };
  }

  private reference(name: string, namespace: string): Read {
    if (isPrimitive(name)) {
      return { type: { kind: name, logical: null, scale: 0 }, canonical: JSON.stringify(name) };
    }
    const full = fullName(name, namespace);
    const type = this.named.get(full) ?? this.named.get(name);
    if (type === undefined) throw new Unreadable();
    return { type, canonical: JSON.stringify("name" in type ? type.name : full) };
  }

  private definition(
    kind: "record" | "enum" | "fixed",
    held: (key: string) => unknown,
    namespace: string,
    depth: number,
  ): Read {
    const [short, own] = [held("name"), held("namespace")];
    if (typeof short !== "string") throw new Unreadable();
    const name = fullName(short, typeof own === "string" ? own : namespace);
    const head = `{"name":${JSON.stringify(name)},"type":"${kind}"`;
    if (kind === "fixed") {
      const size = held("size");
      if (typeof size !== "number" || !Number.isInteger(size) || size < 0) throw new Unreadable();
      return this.keep({ kind, name, size }, `${head},"size":${size}}`);
    }
    if (kind === "enum") {
      const symbols = held("symbols");
      if (!Array.isArray(symbols) || !symbols.every((one) => typeof one === "string")) {
        throw new Unreadable();
      }
      return this.keep({ kind, name, symbols }, `${head},"symbols":${JSON.stringify(symbols)}}`);
    }
    const list = held("fields");
    if (!Array.isArray(list)) throw new Unreadable();
    const fields: { name: string; type: AvroType }[] = [];
    const type: AvroType = { kind, name, fields };
    this.named.set(name, type);
    const inside = name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "";
    const canonical = list.map((field: unknown) => {
      if (typeof field !== "object" || field === null) throw new Unreadable();
      const fieldName: unknown = Reflect.get(field, "name");
      if (typeof fieldName !== "string") throw new Unreadable();
      const read = this.type(Reflect.get(field, "type"), inside, depth + 1);
      fields.push({ name: fieldName, type: read.type });
      return `{"name":${JSON.stringify(fieldName)},"type":${read.canonical}}`;
    });
    return { type, canonical: `${head},"fields":[${canonical.join(",")}]}` };
  }

  private keep(type: Extract<AvroType, { readonly name: string }>, canonical: string): Read {
    this.named.set(type.name, type);
    return { type, canonical };
  }
}

/** Otherwise the type is read without its logical type, as the specification asks. */
const isScale = (scale: unknown): scale is number =>
  typeof scale === "number" && Number.isInteger(scale) && scale >= 0 && scale <= MAX_SCALE;

const isPrimitive = (name: string): name is AvroPrimitive => PRIMITIVES.has(name);

function fullName(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

const EMPTY = 0xc15d213aa4d7a795n;

const TABLE = BigUint64Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ EMPTY : value >> 1n;
  return value;
});

function fingerprintOf(bytes: Uint8Array): string {
  let sum = EMPTY;
  for (const byte of bytes) sum = (sum >> 8n) ^ (TABLE[Number((sum ^ BigInt(byte)) & 0xffn)] ?? 0n);
  const digits = sum.toString(16).padStart(16, "0");
  return (digits.match(/../gu) ?? []).reverse().join("");
}
