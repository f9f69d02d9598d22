// The names of the payload formats. Used by payload-format.ts.

import type { PayloadFormat } from "@/lib/page/console/payload-display";
import type { DecodeFault } from "@/lib/shared/facts/console";

export const FORMAT_LABELS = {
  json: "JSON",
  text: "Text",
  hex: "Hex",
  base64: "Base64",
  msgpack: "MessagePack",
  cbor: "CBOR",
} satisfies Record<PayloadFormat, string>;

/** Why a payload cannot be shown in a format that its header names: what happened, and what to do. */
export const DECODE_TEXTS = {
  "decode/malformed": (format: string) =>
    `This is not valid ${format}, or uses a part of it that is not read. The header Content-Type names that format; Hex shows the bytes as they came.`,
  "decode/too-deep": (format: string) =>
    `This ${format} is nested deeper than 100 levels. Hex shows the bytes, and Save writes them to a file.`,
  "decode/too-large": (format: string) =>
    `This ${format} is larger than the page decodes: 1 MiB or 100,000 values. Hex shows the bytes, and Save writes them to a file.`,
} satisfies Record<DecodeFault, (format: string) => string>;
