// Runs an export from the click to the file: where it is written, its name, and the toast at the end.

import { saveFile } from "@/components/ui/save-file";
import { type ExportEnd, runExport } from "@/lib/page/actions/export/export-actions";
import { openBlobSink, openFileSink } from "@/lib/page/actions/export-sink";
import { showFault } from "@/lib/page/actions/fault-toast";
import { formatFileTime } from "@/lib/page/format/time";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { ExportFormat, ExportScope } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { EXPORT_FAILED_TITLE, exportEndText } from "./export-text";

const TYPES = {
  ndjson: "application/x-ndjson",
  csv: "text/csv",
} satisfies Record<ExportFormat, string>;

/** Above this an export should go directly to a file, since the browser collects a download in memory. */
export const DOWNLOAD_MOST_BYTES = 200_000_000;

export interface ExportChoice {
  readonly id: EntryId;
  readonly format: ExportFormat;
  readonly scope: ExportScope;
  /** True for a file that the user picks, which is written directly; false for a download. */
  readonly toDisk: boolean;
}

/** Settles when the export has ended, which may take long, and shows a toast that says how. */
export async function startExport({ id, format, scope, toDisk }: ExportChoice): Promise<void> {
  const fileName = exportName(id, format);
  const openSink = async () =>
    toDisk
      ? openFileSink(fileName)
      : openBlobSink(TYPES[format], (blob) => saveFile(blob, fileName));
  const end = await runExport({ id, format, scope, fileName }, openSink);
  if (end !== null) showEnd(end);
}

function showEnd(end: ExportEnd): void {
  if (end.kind === "failed" && end.fault.code !== "not-writable") {
    const { code, params } = end.fault;
    void showFault(EXPORT_FAILED_TITLE, params === undefined ? { code } : { code, params });
    return;
  }
  const { tone, title, detail } = exportEndText(end);
  showToast(tone, title, detail);
}

/** "svc-orders-20261126-030800.ndjson": the name of the creds or recording, and the local time. */
function exportName(id: EntryId, format: ExportFormat): string {
  const { entries, recordings, storedLog } = vaultStore.getState();
  const stored = storedLog?.id === id ? storedLog : recordings.get(id);
  const label = entries.get(id)?.label ?? stored?.name ?? "messages";
  const plain = label
    .replace(/\.(?:ndjson|jsonl)$/iu, "")
    .replace(/[^\w.-]+/gu, "_")
    .slice(0, 60);
  return `${plain}-${formatFileTime(Date.now())}.${format}`;
}
