// Parses and writes the header block of an HMSG, and checks what a header may hold. The form is
// "NATS/1.0[ status[ text]]", then "Name: value" lines, each ended by CR LF, and an empty line (ADR-4).
// Names keep their spelling. Repeated names stay repeated and in order.

import { toBytes } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { HeaderList } from "@/lib/shared/facts/console";

export interface HeaderBlock {
  readonly headers: HeaderList;
  /** 503 = no responders; null when the first line has no status. */
  readonly status: number | null;
  readonly statusText: string;
}

const NONE: HeaderBlock = { headers: [], status: null, statusText: "" };

export function parseHeaderBlock(block: Uint8Array): HeaderBlock {
  if (block.length === 0) return NONE;
  const [first = "", ...lines] = new TextDecoder().decode(block).split("\r\n");
  const status = /^NATS\/1\.0\s+(\d{3})(?:\s+(.*))?$/u.exec(first.trimEnd());
  const headers: [string, string][] = [];
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
  }
  return {
    headers,
    status: status ? Number(status[1]) : null,
    statusText: status?.[2] ?? "",
  };
}

/** Writes a header block as clients do. */
export function encodeHeaderBlock(headers: HeaderList): Uint8Array<ArrayBuffer> {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return toBytes(`NATS/1.0\r\n${lines.join("")}\r\n`);
}

/** The fault's `at` is the index in the list. A name is printable ASCII without colon or blank (ADR-4). */
export function checkHeaders(headers: HeaderList): Result<null, "header-invalid"> {
  for (const [index, [name, value]] of headers.entries()) {
    if (!/^[!-9;-~]+$/u.test(name)) return fail("header-invalid", { at: index, part: "name" });
    if (/[\r\n\0]/u.test(value)) return fail("header-invalid", { at: index, part: "value" });
  }
  return ok(null);
}
