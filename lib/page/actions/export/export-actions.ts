// Runs one export at a time. The file is chosen first, as long as the press counts for the browser. Then what is missing
// of a stream is read, and pieces are pulled from the vault: each is written before the next is asked for. It continues
// while its dialog is closed, and the toolbar shows its progress.

import { createStore } from "zustand/vanilla";
import type { ExportSink } from "@/lib/page/actions/export-sink";
import { stopReading, wholeLog } from "@/lib/page/actions/stored/stored-actions";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ExportChunk, ExportFormat, ExportScope } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StoredProgress } from "@/lib/shared/facts/stored-place";

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
  /** The stream is read first. `written` counts messages that were read, `scanned` and `total` sequences. */
  readonly isReading: boolean;
};

export type ExportEnd =
  /** `partial`: how far the stream was read when the server or its rights ended that; null = to its end. */
  | {
      readonly kind: "done";
      readonly progress: ExportProgress;
      readonly partial: StoredProgress | null;
    }
  /** Also when reading was stopped. `isRemoved` is false when the browser may have left an empty file. */
  | { readonly kind: "cancelled"; readonly isRemoved: boolean }
  /** Other messages were shown before all of the stream was read. */
  | { readonly kind: "closed"; readonly isRemoved: boolean }
  /** Another export runs. */
  | { readonly kind: "busy" }
  | { readonly kind: "failed"; readonly fault: Fault<ActionFault | "not-writable"> };

interface ExportState {
  /** Null while none runs. */
  readonly progress: ExportProgress | null;
}

export const exportStore = createStore<ExportState>(() => ({ progress: null }));

interface ExportRun {
  isCancelled: boolean;
  isReading: boolean;
}

/** From the press on, also while the user chooses the file. */
let running: ExportRun | null = null;

/** To a file on disk it must be called from a click: `openSink` is called at once. Null when the user chose no file. */
export async function runExport(
  plan: ExportPlan,
  openSink: () => Promise<ExportSink | null>,
): Promise<ExportEnd | null> {
  if (running !== null) return { kind: "busy" };
  const run = { isCancelled: false, isReading: false };
  running = run;
  try {
    const sink = await openSink().catch(() => "refused" as const);
    if (sink === "refused") return NOT_WRITABLE;
    return sink === null ? null : await fill(sink, plan, run);
  } finally {
    running = null;
    exportStore.setState({ progress: null });
  }
}

export function cancelExport(): void {
  if (running === null) return;
  running.isCancelled = true;
  if (running.isReading) void stopReading();
}

type Failed = Extract<ExportEnd, { kind: "failed" }>;

const NOT_WRITABLE: Failed = { kind: "failed", fault: { code: "not-writable" } };

async function fill(sink: ExportSink, plan: ExportPlan, run: ExportRun): Promise<ExportEnd> {
  const { format, scope, fileName } = plan;
  const begun = { fileName, fileBytes: 0, written: 0, missed: 0, scanned: 0, total: 0 };
  const first = { ...begun, isEnd: false, isReading: false };
  exportStore.setState({ progress: first });
  const discard = () => sink.abort().catch(() => false);
  const log = scope.kind === "selected" ? held(plan.id) : await readWhole(plan.id, first, run);
  if (log.kind === "closed") return { kind: "closed", isRemoved: await discard() };
  if (log.kind === "stopped" || run.isCancelled) {
    return { kind: "cancelled", isRemoved: await discard() };
  }
  const started = await ask("exportStart", { id: log.id, format, scope });
  if (!started.ok) {
    await discard();
    return { kind: "failed", fault: started.fault };
  }
  const { run: number, total } = started.value;
  const end = await pull(number, { ...first, total }, sink, run);
  if (end.kind === "done") return { ...end, partial: log.partial };
  await ask("exportEnd", { run: number });
  const isRemoved = await discard();
  return end.kind === "cancelled" ? { kind: "cancelled", isRemoved } : end;
}

const held = (id: EntryId) => ({ kind: "read", id, partial: null }) as const;

async function readWhole(id: EntryId, first: ExportProgress, run: ExportRun) {
  run.isReading = true;
  const log = await wholeLog(id, ({ messages, readBytes, fileBytes }) => {
    const figures = { written: messages, scanned: readBytes, total: fileBytes };
    exportStore.setState({ progress: { ...first, ...figures, isReading: true } });
  });
  run.isReading = false;
  return log;
}

type PullEnd =
  | { readonly kind: "done"; readonly progress: ExportProgress }
  | { readonly kind: "cancelled" }
  | Failed;

async function pull(
  number: number,
  begun: ExportProgress,
  sink: ExportSink,
  run: ExportRun,
): Promise<PullEnd> {
  let progress = begun;
  for (;;) {
    exportStore.setState({ progress });
    if (run.isCancelled) return { kind: "cancelled" };
    const reply = await ask("exportNext", { run: number });
    if (!reply.ok) return { kind: "failed", fault: reply.fault };
    const { lines, ...rest } = reply.value;
    const piece = new Uint8Array(lines);
    progress = { ...progress, ...rest, fileBytes: progress.fileBytes + piece.length };
    try {
      await sink.write(piece);
      if (rest.isEnd) await sink.close();
    } catch {
      // The disk is full, or the page may no longer write there.
      return NOT_WRITABLE;
    }
    if (rest.isEnd) return { kind: "done", progress };
  }
}
