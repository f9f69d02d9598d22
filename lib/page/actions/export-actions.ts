// Runs one export at a time. It pulls pieces from the vault and waits until each is written before it asks
// for the next. It continues while its dialog is closed, and the toolbar shows its progress.

import { createStore } from "zustand/vanilla";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ExportChunk, ExportFormat, ExportScope } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { ExportSink } from "./export-sink";

export interface ExportPlan {
  readonly id: EntryId;
  readonly format: ExportFormat;
  readonly scope: ExportScope;
  readonly fileName: string;
}

export type ExportProgress = Omit<ExportChunk, "lines"> & {
  readonly fileName: string;
  /** Bytes written to the file so far. */
  readonly fileBytes: number;
};

export type ExportEnd =
  | { readonly kind: "done"; readonly progress: ExportProgress }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly fault: Fault<ActionFault | "not-writable"> };

interface ExportState {
  /** Null while none runs. */
  readonly progress: ExportProgress | null;
}

export const exportStore = createStore<ExportState>(() => ({ progress: null }));

let isCancelled = false;

/** Must not be called while another export runs. `exportStore` says whether one does. */
export async function runExport(plan: ExportPlan, sink: ExportSink): Promise<ExportEnd> {
  isCancelled = false;
  const { id, format, scope, fileName } = plan;
  const begun = { fileName, fileBytes: 0, written: 0, missed: 0, scanned: 0, isEnd: false };
  exportStore.setState({ progress: { ...begun, total: 0 } });
  const started = await ask("exportStart", { id, format, scope });
  const end = started.ok
    ? await pull(started.value.run, { ...begun, total: started.value.total }, sink)
    : ({ kind: "failed", fault: started.fault } as const);
  if (end.kind !== "done") await sink.abort().catch(() => {});
  if (started.ok && end.kind !== "done") await ask("exportEnd", { run: started.value.run });
  exportStore.setState({ progress: null });
  return end;
}

export function cancelExport(): void {
  isCancelled = true;
}

async function pull(run: number, begun: ExportProgress, sink: ExportSink): Promise<ExportEnd> {
  let progress = begun;
  for (;;) {
    exportStore.setState({ progress });
    if (isCancelled) return { kind: "cancelled" };
    const reply = await ask("exportNext", { run });
    if (!reply.ok) return { kind: "failed", fault: reply.fault };
    const { lines, ...rest } = reply.value;
    const piece = new Uint8Array(lines);
    progress = { ...progress, ...rest, fileBytes: progress.fileBytes + piece.length };
    try {
      await sink.write(piece);
      if (rest.isEnd) await sink.close();
    } catch {
      // The disk is full, or the page may no longer write there.
      return { kind: "failed", fault: { code: "not-writable" } };
    }
    if (rest.isEnd) return { kind: "done", progress };
  }
}
