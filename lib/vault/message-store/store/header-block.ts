// The header block of an HMSG, as bytes → status and header list; and what a header may hold.
// Form: "NATS/1.0[ status[ text]]", then "Name: value" lines, CR LF each, and an empty line (ADR-4).
// Names keep their spelling, repeated names stay repeated and in order.

import { toBytes } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { HeaderList } from "@/lib/shared/facts/console";

export interface HeaderBlock {
  readonly headers: HeaderList;
  /** 503 = no responders; null when the line carries none. */
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

/** A header block as clients write it. */
export function encodeHeaderBlock(headers: HeaderList): Uint8Array<ArrayBuffer> {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return toBytes(`NATS/1.0\r\n${lines.join("")}\r\n`);
}

/** `at` is the index in the list. A name is printable ASCII without colon or blank (ADR-4). */
export function checkHeaders(headers: HeaderList): Result<null, "header-invalid"> {
  for (const [at, [name, value]] of headers.entries()) {
    if (!/^[!-9;-~]+$/u.test(name)) return fail("header-invalid", { at, part: "name" });
    if (/[\r\n\0]/u.test(value)) return fail("header-invalid", { at, part: "value" });
  }
  return ok(null);
}
