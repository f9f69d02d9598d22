// The names of the payload formats. Used by payload-format.ts.

import type { PayloadFormat } from "@/lib/page/console/payload-display";

export const FORMAT_LABELS = {
  json: "JSON",
  text: "Text",
  hex: "Hex",
  base64: "Base64",
} satisfies Record<PayloadFormat, string>;
