// Payloads that other implementations wrote (make_payloads.py), for tests of the decoders.

import type { DecodedPayload, Packing } from "@/lib/shared/facts/payload";
import written from "./payloads.json";

const LINES = Array.from({ length: 40_000 }, (_, n) => `${n % 97} ${(n * n) % 31}\n`).join("");

interface PackedCase {
  readonly packing: Packing;
  readonly payload: Uint8Array;
  /** What is packed. */
  readonly text: string;
}

export const PACKED: readonly PackedCase[] = written.packed.map(
  ({ packing, content, payload }) => ({
    packing: packing as Packing,
    payload: bytesOf(payload),
    text: content === "order" ? written.contents.order : LINES,
  }),
);

interface ValueCase {
  readonly format: DecodedPayload["format"];
  readonly payload: Uint8Array;
  readonly json: string;
}

export const VALUES: readonly ValueCase[] = written.values.map(({ format, payload, json }) => ({
  format: format as DecodedPayload["format"],
  payload: bytesOf(payload),
  json,
}));

interface SchemaCase {
  readonly name: string;
  readonly file: Uint8Array;
  readonly type: string;
  readonly payload: Uint8Array;
  readonly json: string;
}

/** Each with its schema, as a file. */
export const SCHEMAS: readonly SchemaCase[] = written.schemas.map(
  ({ name, text, type, payload, json }) => {
    const file = name === "set" ? bytesOf(text) : new TextEncoder().encode(text);
    const extension = { proto: "proto", set: "pb", avro: "avsc" }[name] ?? "";
    return { name: `order.${extension}`, file, type, payload: bytesOf(payload), json };
  },
);

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}
