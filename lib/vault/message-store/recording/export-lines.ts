// Writes messages as lines of a file. NDJSON keeps every byte and can be opened again (recording-lines.ts):
//
//   {"seq":1,"time":"2026-11-26T02:58:17.123456Z","subject":"a.b","reply":"","headers":{"A":["1"]},"data":"aGk="}
//
// A message that was read from a stream also has "stream" and "sequence", and its time is when it was stored.
// `data` is the payload in base64. Where it is compressed or binary and can be read, `decoded` is the text inside and
// `decodedAs` says what it was read as. `head` is the raw header block in base64; it is written only when
// `headers` would not give it back byte by byte (a status line, odd spacing, names that alternate).
// CSV (RFC 4180) is for spreadsheets. Its data is text where it is text, the text inside where it can be read, else
// base64; `encoding` says which. An apostrophe goes before what a spreadsheet would run as a formula.

import { toBase64 } from "@/lib/shared/base/base64";
import { toBytes } from "@/lib/shared/base/bytes";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { ExportFormat, HeaderList, MessageDetail } from "@/lib/shared/facts/console";
import type { Inside } from "@/lib/vault/decode/quick/inside-reader";
import { encodeHeaderBlock, parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import { printTime } from "./recorded-time";

/** A row, read for a file. */
export interface ExportedMessage {
  readonly seq: number;
  readonly at: number;
  readonly subject: string;
  readonly reply: string;
  /** The raw header block; empty = none. */
  readonly head: Uint8Array;
  readonly payload: Uint8Array;
  readonly stored: MessageDetail["stored"];
  /** What is in a compressed or binary payload; null = nothing that can be read. */
  readonly inside: Inside | null;
}

export interface LineWriter {
  /** Comes before the first line. */
  readonly start: string;
  readonly line: (message: ExportedMessage) => string;
}

/** `isStored`: a table gets columns for the place in the stream. */
export function lineWriter(format: ExportFormat, isStored: boolean): LineWriter {
  if (format === "ndjson") return { start: "", line: ndjsonLine };
  const titles = "seq,time,subject,reply,headers,size,encoding,data";
  return {
    start: `${titles}${isStored ? ",stream,sequence" : ""}\r\n`,
    line: (message) => {
      const { stored } = message;
      const place = stored === null ? "," : `${cell(stored.stream)},${stored.sequence}`;
      return `${csvCells(message)}${isStored ? `,${place}` : ""}\r\n`;
    },
  };
}

function ndjsonLine(message: ExportedMessage): string {
  const { seq, at, subject, reply, head, payload, stored, inside } = message;
  const { headers } = parseHeaderBlock(head);
  const grouped = groupHeaders(headers);
  const place =
    stored === null
      ? []
      : [`"stream":${JSON.stringify(stored.stream)}`, `"sequence":${stored.sequence}`];
  const parts = [
    `"seq":${seq}`,
    ...place,
    `"time":"${printTime(at)}"`,
    `"subject":${JSON.stringify(subject)}`,
    `"reply":${JSON.stringify(reply)}`,
    // Not JSON.stringify of an object, because "__proto__" is a name like any other.
    `"headers":{${grouped.map(([name, values]) => `${JSON.stringify(name)}:${JSON.stringify(values)}`).join(",")}}`,
  ];
  if (head.length > 0 && !isRebuilt(head, grouped)) parts.push(`"head":"${toBase64(head)}"`);
  parts.push(`"data":"${toBase64(payload)}"`);
  if (inside !== null) {
    parts.push(`"decodedAs":"${inside.by}"`, `"decoded":${JSON.stringify(inside.text)}`);
  }
  return `{${parts.join(",")}}\n`;
}

type Grouped = readonly (readonly [name: string, values: readonly string[]])[];

function groupHeaders(headers: HeaderList): Grouped {
  const groups = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return [...groups];
}

function isRebuilt(head: Uint8Array, grouped: Grouped): boolean {
  // A JavaScript object puts such names first, whatever their order was.
  if (grouped.some(([name]) => /^\d+$/u.test(name))) return false;
  const list = grouped.flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const again = encodeHeaderBlock(list);
  return again.length === head.length && again.every((byte, index) => byte === head[index]);
}

function csvCells({ seq, at, subject, reply, head, payload, inside }: ExportedMessage): string {
  const { headers } = parseHeaderBlock(head);
  const text = inside?.text ?? decodeText(payload);
  const cells = [
    String(seq),
    printTime(at),
    cell(subject),
    cell(reply),
    cell(headers.map(([name, value]) => `${name}: ${value}`).join("\n")),
    String(payload.length),
    inside?.by ?? (text === null ? "base64" : "text"),
    text === null ? toBase64(payload) : cell(text),
  ];
  return cells.join(",");
}

function cell(text: string): string {
  const isFormula = /^(?:[=+@\t\r]|-(?![\d.]))/u.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const encodeLines = (lines: readonly string[]): Uint8Array<ArrayBuffer> =>
  toBytes(lines.join(""));
