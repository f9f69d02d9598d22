// Chooses the formats that fit a payload and the one to show, and gives the whole payload as text for the clipboard.

import { prettyJson } from "@/lib/page/console/json-tree";
import {
  type PayloadFormat,
  type PayloadView,
  readingOf,
} from "@/lib/page/console/payload-display";
import { toBase64 } from "@/lib/shared/base/base64";
import { hexByte } from "@/lib/shared/console/payload-kind";
import { FORMAT_LABELS } from "./inside/format-text";

export interface FormatOption {
  readonly value: PayloadFormat;
  readonly label: string;
}

export function fittingFormats(payload: PayloadView): readonly FormatOption[] {
  const formats: PayloadFormat[] = ["hex", "base64"];
  if (payload.text !== null) formats.unshift("text");
  if (payload.json !== null) formats.unshift("json");
  formats.unshift(...payload.decoded.map(({ format }) => format));
  if (payload.unpacked !== null) formats.unshift(payload.unpacked.packings[0]);
  return formats.map((value) => ({ value, label: FORMAT_LABELS[value] }));
}

/** The chosen format stays for every message that it fits. */
export function shownFormat(payload: PayloadView, chosen: PayloadFormat | null): PayloadFormat {
  const fits = chosen !== null && fittingFormats(payload).some((option) => option.value === chosen);
  return fits ? chosen : payload.suggested;
}

export function clipboardText(
  bytes: Uint8Array,
  payload: PayloadView,
  format: PayloadFormat,
): string {
  const reading = readingOf(bytes, payload, format);
  switch (reading.kind) {
    case "tree":
      return prettyJson(reading.root);
    case "text":
      return reading.text;
    case "base64":
      return toBase64(reading.bytes);
    case "hex":
      return Array.from(reading.bytes, hexByte).join(" ");
    case "fault":
      return Array.from(bytes, hexByte).join(" ");
  }
}
