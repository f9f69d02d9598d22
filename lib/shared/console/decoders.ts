// Decoders that can be chosen for subjects by hand, where neither headers nor content tell how a payload is to be
// read. A choice is a mapping of a pattern (lib/shared/facts/payload.ts) with a name that no message type has.

import type { DecodedPayload, Packing } from "@/lib/shared/facts/payload";

/** Avro cannot be read without a schema, which is a type. */
export type Decoder = Packing | Exclude<DecodedPayload["format"], "avro">;

const FORMATS = ["msgpack", "cbor", "protobuf"] as const;

export const DECODERS: readonly Decoder[] = [
  ...(["gzip", "zlib", "deflate", "zstd", "snappy", "snappy-framed"] as const),
  ...FORMATS,
];

/** True for what is read; what is packed is unpacked first. */
export const isFormat = (decoder: Decoder): decoder is (typeof FORMATS)[number] =>
  FORMATS.some((format) => format === decoder);

/** The type of a mapping that chooses the decoder. */
export const typeOfDecoder = (decoder: Decoder): string => `(${decoder})`;

/** The type of a mapping that leaves it to headers and content, where a later pattern chooses a decoder. */
export const BY_CONTENT = "(content)";

/** False for the type of a schema. */
export const isDecoderType = (type: string): boolean =>
  type === BY_CONTENT || decoderOfType(type) !== null;

/** Null for the type of a schema, and for BY_CONTENT. */
export const decoderOfType = (type: string): Decoder | null =>
  DECODERS.find((decoder) => typeOfDecoder(decoder) === type) ?? null;
