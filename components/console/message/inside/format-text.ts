// The names of the payload formats. Used by payload-format.ts.

import type { PayloadFormat } from "@/lib/page/console/payload-display";
import type { DecodeFault } from "@/lib/shared/facts/payload";

export const FORMAT_LABELS = {
  json: "JSON",
  text: "Text",
  hex: "Hex",
  base64: "Base64",
  msgpack: "MessagePack",
  cbor: "CBOR",
  protobuf: "Protobuf",
  avro: "Avro",
  gzip: "Gzip",
  zlib: "Zlib",
  deflate: "Deflate",
  zstd: "Zstd",
  snappy: "Snappy",
  "snappy-framed": "Framed Snappy",
} satisfies Record<PayloadFormat, string>;

/** Why a payload cannot be shown in a format that its headers or first bytes name: what happened, and what to do. */
export const DECODE_TEXTS = {
  "decode/malformed": (format: string) =>
    `This is not valid ${format}, or uses a part of it that is not read. The headers or the first bytes say that it is; Hex shows the bytes as they came.`,
  "decode/checksum": (format: string) =>
    `What is in this ${format} does not have the checksum that came with it: it was damaged before it arrived here. Send it again; Hex shows the bytes as they came.`,
  "decode/too-deep": (format: string) =>
    `This ${format} is nested deeper than 100 levels. Hex shows the bytes, and Save writes them to a file.`,
  "decode/too-large": (format: string) =>
    `This ${format} is larger than the page reads: 8 MiB unpacked, 1 MiB of a binary format, 100,000 values. Hex shows the bytes, and Save writes them to a file.`,
  "decode/too-slow": (format: string) =>
    `Reading this ${format} took longer than 2 seconds, so it was ended. Hex shows the bytes, and Save writes them to a file.`,
} satisfies Record<DecodeFault, (format: string) => string>;
