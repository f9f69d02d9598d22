// The words of the toast at the end of an export. Pure; used by start-export.ts.

import type { ExportEnd, ExportProgress } from "@/lib/page/actions/export-actions";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";

interface ExportEndText {
  readonly tone: "info" | "good" | "warn" | "bad";
  readonly title: string;
  readonly detail: string;
}

export const EXPORT_FAILED_TITLE = "The export failed";

/** A failed export here is one that could not write its file; action-text.ts has the other faults. */
export function exportEndText(end: ExportEnd): ExportEndText {
  switch (end.kind) {
    case "cancelled":
      return { tone: "info", title: "Export cancelled", detail: "No file was kept." };
    case "done":
      return doneText(end.progress);
    case "failed":
      return NOT_WRITABLE;
  }
}

const NOT_WRITABLE: ExportEndText = {
  tone: "bad",
  title: EXPORT_FAILED_TITLE,
  detail: "The file could not be written: the disk is full, or the browser may not write there.",
};

function doneText({ written, missed, fileBytes, fileName }: ExportProgress): ExportEndText {
  const messages = written === 1 ? "1 message" : `${formatCount(written)} messages`;
  const lost =
    missed === 0
      ? ""
      : ` Not included: ${formatCount(missed)} that were dropped before they could be written.`;
  return {
    tone: missed === 0 ? "good" : "warn",
    title: `Exported ${messages}`,
    detail: `${fileName}, ${formatBytes(fileBytes)}.${lost}`,
  };
}
