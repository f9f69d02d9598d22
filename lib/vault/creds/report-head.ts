// Whether bytes begin as a saved report does. Called by read-creds.ts for every input, since a report comes
// in the way creds do; what reads the rest is fetched when one comes, to keep the vault small.

import { toBytes } from "@/lib/shared/base/bytes";
import { fail, type Result } from "@/lib/shared/base/result";
import { REPORT_FORMAT, type Report, type ReportFault } from "@/lib/shared/facts/report";

/** How every report begins, white space apart. */
const HEAD = ["{", '"format"', ":", `"${REPORT_FORMAT}"`].map(toBytes);

/** Null when it is none. Never rejects; leaves the bytes as they are. */
export async function readIfReport(input: Uint8Array): Promise<Result<Report, ReportFault> | null> {
  if (!beginsAsReport(input)) return null;
  const part = await import("./report-file").catch(() => null);
  return part === null ? fail("part-missing") : part.readReport(input);
}

/** Byte by byte: what begins otherwise may hold a seed, and is not made a text of. */
function beginsAsReport(bytes: Uint8Array): boolean {
  let at = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  for (const part of HEAD) {
    while (isJsonSpace(bytes[at])) at += 1;
    if (!part.every((byte, i) => bytes[at + i] === byte)) return false;
    at += part.length;
  }
  return true;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const isJsonSpace = (byte: number | undefined): boolean =>
  byte === 32 || byte === 9 || byte === 10 || byte === 13;
