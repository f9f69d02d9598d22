// Decides whether a payload is text or binary, in the same way for a row's preview and for the open message.
// Text is valid UTF-8 without control characters other than tab, line breaks and ESC. Short protobuf is
// often valid UTF-8 by accident, but its field tags are control characters.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const PREVIEW_CHARS = 240;
// 240 characters of at most 4 bytes each.
const PREVIEW_BYTES = PREVIEW_CHARS * 4;
const PREVIEW_HEX_BYTES = PREVIEW_CHARS / 3;

export function hexByte(byte: number): string {
  return HEX[byte] ?? "";
}

/** The exact text of the bytes, with a byte order mark if there is one; null when they are binary. */
export function decodeText(bytes: Uint8Array): string | null {
  return hasBinaryControl(bytes) ? null : decodeStrict(bytes, false);
}

/** One line for a row, at most 240 characters. It ends in an ellipsis when it was cut. */
export function previewOf(bytes: Uint8Array): {
  readonly preview: string;
  readonly previewKind: "text" | "binary" | "empty";
} {
  if (bytes.length === 0) return { preview: "", previewKind: "empty" };
  const head = bytes.length > PREVIEW_BYTES ? bytes.subarray(0, PREVIEW_BYTES) : bytes;
  const text = hasBinaryControl(head) ? null : decodeStrict(head, head !== bytes);
  if (text === null) return { preview: hexLine(bytes), previewKind: "binary" };
  return { preview: oneLine(text, head !== bytes), previewKind: "text" };
}

function hasBinaryControl(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x20 ? byte < 0x09 || (byte > 0x0d && byte !== 0x1b) : byte === 0x7f) return true;
  }
  return false;
}

/** With `isHead` the bytes are cut, so an incomplete character at their end is no fault. */
function decodeStrict(bytes: Uint8Array, isHead: boolean): string | null {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes, { stream: isHead });
  } catch {
    return null;
  }
}

// Controls, bidi marks and line separators would break the row or reorder it.
const UNSHOWN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

function oneLine(text: string, isHead: boolean): string {
  const line = text.replace(/[\t\n\v\f\r]+/gu, " ").replace(UNSHOWN, "\ufffd");
  if (line.length <= PREVIEW_CHARS && !isHead) return line;
  return `${withoutHalfPair(line.slice(0, PREVIEW_CHARS - 1))}…`;
}

function withoutHalfPair(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

function hexLine(bytes: Uint8Array): string {
  const isCut = bytes.length > PREVIEW_HEX_BYTES;
  const shown = bytes.subarray(0, isCut ? PREVIEW_HEX_BYTES - 1 : bytes.length);
  return Array.from(shown, hexByte).join(" ") + (isCut ? " …" : "");
}
