// Tells whether bytes begin as a saved report does. Called by read-creds.ts for every input, because reports are
// opened in the same way as creds. The reader of the rest is loaded on demand, to keep the vault small.

import { beginsWithJson, jsonHead } from "@/lib/shared/base/json-head";
import { fail, type Result } from "@/lib/shared/base/result";
import { REPORT_FORMAT, type Report, type ReportFault } from "@/lib/shared/facts/report";

/** The beginning of every report, apart from white space. */
const HEAD = jsonHead("{", '"format"', ":", `"${REPORT_FORMAT}"`);

/** Null when the input is not a report. Never rejects and does not change the bytes. */
export async function readIfReport(input: Uint8Array): Promise<Result<Report, ReportFault> | null> {
  if (!beginsWithJson(input, HEAD)) return null;
  const part = await import("./report-file").catch(() => null);
  return part === null ? fail("part-missing") : part.readReport(input);
}
