// A payload's bytes → what the page shows of them: text, a JSON tree, hex rows or base64. Used for the
// open message only. Nothing here changes a byte: hex and base64 are exact, text is strict UTF-8.

import { fail, type Result } from "@/lib/shared/base/result";
import { decodeText, hexByte } from "@/lib/shared/console/payload-kind";
import type { DecodedPayload, DecodeFault } from "@/lib/shared/facts/console";
import { type JsonNode, parseJsonTree } from "./json-tree";

export type PayloadFormat = "json" | "text" | "hex" | "base64" | DecodedPayload["format"];

/** Longer payloads are not parsed as JSON, because the tree would be too slow. */
const MAX_JSON_CHARS = 4_000_000;

export interface PayloadView {
  /** What the content suggests to show first. */
  readonly suggested: PayloadFormat;
  /** Null when the bytes are not text. JSON and text are not offered then. */
  readonly text: string | null;
  /** Null when it is not JSON, or exceeds the bounds of json-tree.ts. */
  readonly json: JsonNode | null;
  /** What the vault decoded. */
  readonly decoded: readonly DecodedView[];
}

export interface DecodedView {
  readonly format: DecodedPayload["format"];
  readonly tree: Result<JsonNode, DecodeFault>;
}

export function viewPayload(bytes: Uint8Array, found: readonly DecodedPayload[] = []): PayloadView {
  const text = decodeText(bytes);
  const decoded = found.map(({ format, json }) => ({ format, tree: treeOf(json) }));
  if (text === null) {
    const best = decoded.find(({ tree }) => tree.ok)?.format;
    return { suggested: best ?? "hex", text, json: null, decoded };
  }
  const tree = /^[\t\n\r ]*[[{"\d\-tfn]/u.test(text) && text.length <= MAX_JSON_CHARS;
  const parsed = tree ? parseJsonTree(text) : null;
  const json = parsed?.ok ? parsed.value : null;
  // A single number or word is valid JSON, but looks the same as text.
  const isWorthATree = json?.kind === "object" || json?.kind === "array";
  return { suggested: isWorthATree ? "json" : "text", text, json, decoded };
}

function treeOf(json: DecodedPayload["json"]): DecodedView["tree"] {
  if (!json.ok) return json;
  const tree = parseJsonTree(json.value);
  return tree.ok ? tree : fail("decode/too-large");
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

// A multiple of 3, so that no padding comes between the pieces.
const BASE64_PIECE = 0x6000;

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += BASE64_PIECE) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + BASE64_PIECE))));
  }
  return pieces.join("");
}
