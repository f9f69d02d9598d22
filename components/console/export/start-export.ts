// From a click to a file: where it is written, what it is called, and what is said at the end.

import { saveFile } from "@/components/ui/save-file";
import {
  type ExportEnd,
  type ExportProgress,
  exportStore,
  runExport,
} from "@/lib/page/actions/export-actions";
import { openBlobSink, openFileSink } from "@/lib/page/actions/export-sink";
import { showFault } from "@/lib/page/actions/fault-toast";
import { formatBytes, formatCount } from "@/lib/page/console/payload-format-old";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { ExportFormat, ExportScope } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

const TYPES = {
  ndjson: "application/x-ndjson",
  csv: "text/csv",
} satisfies Record<ExportFormat, string>;

/** Above this an export had better go straight to a file: a download is collected by the browser first. */
export const DOWNLOAD_MOST_BYTES = 200_000_000;

export interface ExportChoice {
  readonly id: EntryId;
  readonly format: ExportFormat;
  readonly scope: ExportScope;
  /** Straight to a file that the user picks; else a download that the browser collects first. */
  readonly toDisk: boolean;
}

/** Settles when the export has ended, which may be long after; says how it ended. */
export async function startExport({ id, format, scope, toDisk }: ExportChoice): Promise<void> {
  if (exportStore.getState().progress !== null) return;
  const fileName = exportName(id, format);
  const sink = toDisk
    ? await openFileSink(fileName)
    : openBlobSink(TYPES[format], (blob) => saveFile(blob, fileName));
  if (sink === null) return;
  sayEnd(await runExport({ id, format, scope, fileName }, sink));
}

function sayEnd(end: ExportEnd): void {
  if (end.kind === "cancelled") showToast("info", "Export cancelled", "No file was kept.");
  else if (end.kind === "done") sayDone(end.progress);
  else if (end.fault.code === "not-writable") {
    showToast("bad", "The export ended", "The file could not be written: no space, or no leave.");
  } else {
    const { code, params } = end.fault;
    void showFault("The export ended", params === undefined ? { code } : { code, params });
  }
}

function sayDone({ written, missed, fileBytes, fileName }: ExportProgress): void {
  const what = written === 1 ? "1 message" : `${formatCount(written)} messages`;
  const lost =
    missed === 0
      ? ""
      : ` ${formatCount(missed)} left the store before they were written and are not in it.`;
  const text = `${fileName}, ${formatBytes(fileBytes)}.${lost}`;
  showToast(missed === 0 ? "good" : "warn", `Exported ${what}`, text);
}

/** "svc-orders-20261126-030800.ndjson": the key or recording, and the time on the reader's clock. */
function exportName(id: EntryId, format: ExportFormat): string {
  const { entries, recordings } = vaultStore.getState();
  const label = entries.get(id)?.label ?? recordings.get(id)?.name ?? "messages";
  const plain = label
    .replace(/\.(?:ndjson|jsonl)$/iu, "")
    .replace(/[^\w.-]+/gu, "_")
    .slice(0, 60);
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join("");
  return `${plain}-${day}-${time}.${format}`;
}
