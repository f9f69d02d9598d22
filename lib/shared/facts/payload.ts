// What the vault found in a payload that is not plain text: what it is packed with, and in which binary formats it
// can be read. Types only, for the vault and the page.

import type { Result } from "@/lib/shared/base/result";

/** "snappy-framed" is the stream format of Snappy; "snappy" the bare block. */
export type Packing = "gzip" | "zlib" | "deflate" | "zstd" | "snappy" | "snappy-framed";

/** A payload that was compressed. */
export interface UnpackedPayload {
  /** From the outside in, at least one. */
  readonly packings: readonly [Packing, ...Packing[]];
  /** What is inside, or why the last of `packings` cannot be undone. */
  readonly content: Result<{ readonly payload: Uint8Array }, DecodeFault>;
}

/** A payload, or what was packed in it, as another format. */
export interface DecodedPayload {
  readonly format: "msgpack" | "cbor" | "protobuf" | "avro";
  /** The type of a schema that it was read by; null without one. */
  readonly type: string | null;
  /** JSON text; how it writes what JSON does not have: lib/vault/decode. */
  readonly json: Result<string, DecodeFault>;
}

export type DecodeFault =
  /** The bytes are not of that format. */
  | "decode/malformed"
  /** What was unpacked does not have the checksum that came with it, so bytes were changed on the way. */
  | "decode/checksum"
  | "decode/too-deep"
  | "decode/too-large"
  /** It took longer than a message may. */
  | "decode/too-slow";

/** A schema file that was dropped or chosen. */
export interface SchemaFile {
  readonly name: string;
  readonly kind: "protobuf" | "avro";
  /** Names of the message types in it, or of the Avro type. */
  readonly types: readonly string[];
  /** Null when it was read. Else the line of the first thing that could not be; 0 = not known. */
  readonly faultLine: number | null;
  /** It holds the seed of an nkey, so it was not read. */
  readonly hasSeed: boolean;
}

/** Payloads on these subjects are of this type. */
export interface SchemaMapping {
  readonly pattern: string;
  readonly type: string;
}

/** The schemas of this tab. */
export interface SchemaFacts {
  readonly files: readonly SchemaFile[];
  /** The first one that fits a subject counts. */
  readonly mappings: readonly SchemaMapping[];
}
