// A payload's bytes → what the page shows of them: text, a JSON tree, hex rows or base64, and what the vault unpacked
// or decoded. Used for the open message only. Nothing here changes a byte: hex and base64 are exact, text is strict
// UTF-8.

import { fail, type Result } from "@/lib/shared/base/result";
import { decodeText, hexByte } from "@/lib/shared/console/payload-kind";
import type {
  DecodedPayload,
  DecodeFault,
  Packing,
  UnpackedPayload,
} from "@/lib/shared/facts/payload";
import { type JsonNode, parseJsonTree } from "./json-tree";

export type PayloadFormat =
  | "json"
  | "text"
  | "hex"
  | "base64"
  | DecodedPayload["format"]
  /** What is packed, in the format that fits it best. */
  | Packing;

/** Longer payloads are not parsed as JSON, because the tree would be too slow. */
const MAX_JSON_CHARS = 4_000_000;

export interface PayloadView {
  /** What the content suggests to show first. */
  readonly suggested: PayloadFormat;
  /** The payload, or what was packed in it. */
  readonly content: Uint8Array;
  /** Null when the content is not text. JSON and text are not offered then. */
  readonly text: string | null;
  /** Null when it is not JSON, or exceeds the bounds of json-tree.ts. */
  readonly json: JsonNode | null;
  /** What the vault unpacked; null when nothing was packed. */
  readonly unpacked: UnpackedPayload | null;
  /** What the vault decoded. */
  readonly decoded: readonly DecodedView[];
}

export interface DecodedView {
  readonly format: DecodedPayload["format"];
  /** The type of a schema; null without one. */
  readonly type: string | null;
  readonly tree: Result<JsonNode, DecodeFault>;
}

/** What the vault says of a payload besides its bytes. */
export interface FoundInside {
  readonly unpacked: UnpackedPayload | null;
  readonly decoded: readonly DecodedPayload[];
}

const NOTHING_INSIDE: FoundInside = { unpacked: null, decoded: [] };

export function viewPayload(
  bytes: Uint8Array,
  { unpacked, decoded }: FoundInside = NOTHING_INSIDE,
): PayloadView {
  const content = unpacked?.content.ok ? unpacked.content.value.payload : bytes;
  const text = decodeText(content);
  const inside = {
    content,
    text,
    json: text === null ? null : jsonOf(text),
    decoded: decoded.map(({ format, type, json }) => ({ format, type, tree: treeOf(json) })),
  };
  const suggested = unpacked?.content.ok ? unpacked.packings[0] : bestInside(inside);
  return { suggested, unpacked, ...inside };
}

function jsonOf(text: string): JsonNode | null {
  const mayBeJson = /^[\t\n\r ]*[[{"\d\-tfn]/u.test(text) && text.length <= MAX_JSON_CHARS;
  const parsed = mayBeJson ? parseJsonTree(text) : null;
  return parsed?.ok ? parsed.value : null;
}

function treeOf(json: DecodedPayload["json"]): DecodedView["tree"] {
  if (!json.ok) return json;
  const tree = parseJsonTree(json.value);
  return tree.ok ? tree : fail("decode/too-large");
}

/** A payload in one of its formats. */
export type Reading =
  | { readonly kind: "tree"; readonly root: JsonNode }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "hex" | "base64"; readonly bytes: Uint8Array }
  | { readonly kind: "fault"; readonly code: DecodeFault; readonly format: PayloadFormat };

/** Hex and base64 are of the bytes as received, except below a packing. */
export function readingOf(bytes: Uint8Array, payload: PayloadView, format: PayloadFormat): Reading {
  const { text, json, content, unpacked } = payload;
  if (unpacked?.packings[0] === format) {
    if (!unpacked.content.ok) return { kind: "fault", code: unpacked.content.fault.code, format };
    return readingOf(content, { ...payload, unpacked: null }, bestInside(payload));
  }
  const tree = payload.decoded.find((one) => one.format === format)?.tree;
  if (tree?.ok === false) return { kind: "fault", code: tree.fault.code, format };
  if (tree?.ok) return { kind: "tree", root: tree.value };
  if (format === "json" && json !== null) return { kind: "tree", root: json };
  if (format === "text" && text !== null) return { kind: "text", text };
  return { kind: format === "base64" ? "base64" : "hex", bytes };
}

function bestInside({
  text,
  json,
  decoded,
}: Pick<PayloadView, "text" | "json" | "decoded">): PayloadFormat {
  // A type is what the user or a header said, so it comes before text, which short protobuf can be by chance.
  const best = decoded.find(({ type, tree }) => tree.ok && (text === null || type !== null));
  if (best !== undefined) return best.format;
  if (text === null) return "hex";
  // A single number or word is valid JSON, but looks the same as text.
  return json?.kind === "object" || json?.kind === "array" ? "json" : "text";
}

/** Bytes in a row of the dump; the smaller number is for narrow panes. */
export type HexWidth = 8 | 16;

export interface HexRow {
  /** Of the first byte, as 8 or more hex digits. */
  readonly offset: string;
  /** Up to as many bytes as a row has, "0a". */
  readonly hex: readonly string[];
  /** One character for each byte; "." for anything but printable ASCII. */
  readonly ascii: string;
}

/** A row as it is drawn: the offset, the bytes and their text, with blanks between. */
export function hexRowParts({ offset, hex, ascii }: HexRow, width: HexWidth) {
  const [first, second] = [hex.slice(0, 8), hex.slice(8)].map((half) => half.join(" ").padEnd(23));
  return [offset, width === 8 ? `  ${first}  ` : `  ${first}  ${second}  `, ascii] as const;
}

/** The same as a line. The last row of a payload may be shorter. */
export const hexRowText = (row: HexRow, width: HexWidth): string =>
  `${hexRowParts(row, width).join("")}\n`;

/** Characters of a full row. */
export const hexRowLength = (width: HexWidth): number => (width === 8 ? 44 : 77);

/** Some rows of the dump, so that a large payload is never converted to text at once. */
export function hexRows(
  bytes: Uint8Array,
  from: number,
  count: number,
  width: HexWidth,
): readonly HexRow[] {
  const rows: HexRow[] = [];
  const end = Math.min(Math.ceil(bytes.length / width), from + count);
  for (let row = Math.max(0, from); row < end; row++) {
    const start = row * width;
    const part = bytes.subarray(start, start + width);
    rows.push({
      offset: start.toString(16).padStart(8, "0"),
      hex: Array.from(part, hexByte),
      ascii: Array.from(part, (byte) =>
        byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".",
      ).join(""),
    });
  }
  return rows;
}
