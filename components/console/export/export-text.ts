// The words of the toast at the end of an export. Pure; used by start-export.ts.

import type { ExportEnd, ExportProgress } from "@/lib/page/actions/export/export-actions";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { StoredProgress } from "@/lib/shared/facts/stored-place";

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
      return { tone: "info", title: "Export cancelled", detail: leftText(end.isRemoved) };
    case "closed":
      return {
        tone: "warn",
        title: "The export ended",
        detail: `Its messages were closed before the stream was read to its end. ${leftText(end.isRemoved)}`,
      };
    case "busy":
      return {
        tone: "warn",
        title: "Another export runs",
        detail: "Cancel it or wait for its end, then export again.",
      };
    case "done":
      return doneText(end.progress, end.partial);
    case "failed":
      return NOT_WRITABLE;
  }
}

const NOT_WRITABLE: ExportEndText = {
  tone: "bad",
  title: EXPORT_FAILED_TITLE,
  detail: "The file could not be written: the disk is full, or the browser may not write there.",
};

const leftText = (isRemoved: boolean) =>
  isRemoved ? "No file was kept." : "An empty file may be left; delete it.";

function doneText(
  { written, missed, fileBytes, fileName }: ExportProgress,
  partial: StoredProgress | null,
): ExportEndText {
  const messages = written === 1 ? "1 message" : `${formatCount(written)} messages`;
  const lost =
    missed === 0
      ? ""
      : ` Not included: ${formatCount(missed)} that were dropped before they could be written.`;
  const unread =
    partial === null
      ? ""
      : partial.next === null
        ? ` Not included: messages before #${formatCount(partial.from)}, which could not be read.`
        : ` Not included: messages from #${formatCount(partial.next)} on, which could not be read.`;
  return {
    tone: missed === 0 && partial === null ? "good" : "warn",
    title: `Exported ${messages}`,
    detail: `${fileName}, ${formatBytes(fileBytes)}.${lost}${unread}`,
  };
}
