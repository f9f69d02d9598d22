// Tells whether bytes begin as a saved report does. Called by read-creds.ts for every input, because reports are
// opened in the same way as creds. The reader of the rest is loaded on demand, to keep the vault small.

import { toBytes } from "@/lib/shared/base/bytes";
import { fail, type Result } from "@/lib/shared/base/result";
import { REPORT_FORMAT, type Report, type ReportFault } from "@/lib/shared/facts/report";

/** The beginning of every report, apart from white space. */
const HEAD = ["{", '"format"', ":", `"${REPORT_FORMAT}"`].map(toBytes);

/** Null when the input is not a report. Never rejects and does not change the bytes. */
export async function readIfReport(input: Uint8Array): Promise<Result<Report, ReportFault> | null> {
  if (!hasReportHead(input)) return null;
  const part = await import("./report-file").catch(() => null);
  return part === null ? fail("part-missing") : part.readReport(input);
}

/** Compares bytes, because other input may contain a seed and must not become a string. */
function hasReportHead(bytes: Uint8Array): boolean {
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
