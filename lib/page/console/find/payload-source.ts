// What is drawn of a payload as one text, so that all of it can be searched while a part is drawn. Places in this text
// are what the page draws by (`data-at`, components/console/message/find). Hidden characters count as themselves, not
// as the marks that stand for them.

import { jsonText } from "@/lib/page/console/json-tree";
import {
  type HexWidth,
  hexRowLength,
  hexRows,
  hexRowText,
  type Reading,
} from "@/lib/page/console/payload-display";
import { toBase64 } from "@/lib/shared/base/base64";

export interface PayloadSource {
  readonly length: number;
  /** A part is made when it is asked for: a dump is much longer than its bytes. */
  readonly slice: (start: number, end: number) => string;
}

/** Null when no payload is drawn. */
export function sourceOf(reading: Reading, width: HexWidth): PayloadSource | null {
  switch (reading.kind) {
    case "tree":
      return textSource(jsonText(reading.root).text);
    case "text":
      return textSource(reading.text);
    case "base64":
      return base64Source(reading.bytes);
    case "hex":
      return hexSource(reading.bytes, width);
    case "fault":
      return null;
  }
}

const textSource = (text: string): PayloadSource => ({
  length: text.length,
  slice: (start, end) => text.slice(start, end),
});

function base64Source(bytes: Uint8Array): PayloadSource {
  return {
    length: Math.ceil(bytes.length / 3) * 4,
    slice: (start, end) => {
      const first = Math.floor(start / 4);
      const text = toBase64(bytes.subarray(first * 3, Math.ceil(end / 4) * 3));
      return text.slice(start - first * 4, end - first * 4);
    },
  };
}

function hexSource(bytes: Uint8Array, width: HexWidth): PayloadSource {
  const row = hexRowLength(width);
  const rows = Math.ceil(bytes.length / width);
  return {
    length: rows * row,
    slice: (start, end) => {
      const first = Math.floor(start / row);
      const text = hexRows(bytes, first, Math.ceil(end / row) - first, width)
        .map((one) => hexRowText(one, width))
        .join("");
      return text.slice(start - first * row, end - first * row);
    },
  };
}
