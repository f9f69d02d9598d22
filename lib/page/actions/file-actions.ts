// How creds come in: files, pasted text, samples, and all of it anew when the vault is restarted. The rest
// of what one can do with them is in keyring-actions.ts, which the first view does not need.

import { ownPath } from "@/lib/page/base/base-path";
import type { SandboxSample } from "@/lib/page/config/sandbox";
import { openReports } from "@/lib/page/state/saved-reports";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import {
  ask,
  dropHandlesOf,
  keepHandles,
  restartVault,
  select,
} from "@/lib/page/vault-link/vault-link";
import { type Fault, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import { MAX_REPORTS } from "@/lib/shared/facts/report";
import type { FileRef, ImportResult } from "@/lib/shared/protocol/protocol";

/** Says why something could not be done. The words are fetched when they are first needed. */
export async function sayFault(title: string, fault: Fault<ActionFault>): Promise<void> {
  const { actionText } = await import("@/lib/page/diagnosis/texts/action-text");
  const text = actionText(fault);
  showToast("bad", title, `${text.meaning} ${text.next}`);
}

const PART = 512;
const LOOK_UP_MS = 24;

/** Passes dropped or chosen files on to the vault, unread, and shows the first new entry. */
export async function openFiles(files: readonly FileRef[]): Promise<void> {
  const total = files.length;
  if (total === 0) return;
  keepHandles(files);
  if (total > 1) vaultStore.setState({ batch: { done: 0, total } });
  await lookUpSizes(files);
  const replies: Promise<Result<ImportResult, ActionFault>>[] = [];
  for (let before = 0; before < total; before += PART) {
    if (before > 0) await yieldToEventLoop();
    replies.push(ask("openFiles", { files: files.slice(before, before + PART), before, total }));
  }
  showBatch(wholeReport(await Promise.all(replies)));
  vaultStore.setState({ batch: null });
}

/**
 * Has the browser look up each file's size, a few at a time. It keeps the answer; left alone, it would
 * look them up when the handles are posted, and the page would stand still for as long as that takes.
 * All are looked up before the first is read: while the vault reads, each look-up takes four times as
 * long (e2e/creds/bulk-load.spec.ts measures the whole).
 */
async function lookUpSizes(files: readonly FileRef[]): Promise<void> {
  let until = performance.now() + LOOK_UP_MS;
  for (const { file } of files) {
    Reflect.get(file, "size");
    if (performance.now() < until) continue;
    await yieldToEventLoop();
    until = performance.now() + LOOK_UP_MS;
  }
}

function wholeReport(
  replies: readonly Result<ImportResult, ActionFault>[],
): Result<ImportResult, ActionFault> {
  const reports: ImportResult[] = [];
  for (const reply of replies) {
    if (!reply.ok) return reply;
    reports.push(reply.value);
  }
  const sum = (count: "trust" | "skipped") =>
    reports.reduce((total, report) => total + report[count], 0);
  return ok({
    added: reports.flatMap((report) => report.added),
    recognised: reports.flatMap((report) => report.recognised),
    renewed: reports.flatMap((report) => report.renewed),
    trust: sum("trust"),
    reports: reports.flatMap((report) => report.reports).slice(0, MAX_REPORTS),
    skipped: sum("skipped"),
  });
}

/** Hands over the bytes of pasted text; the buffer is moved, so nothing of it stays on the page. */
export async function openText(bytes: Uint8Array): Promise<void> {
  showBatch(await ask("openText", { bytes }, [bytes.buffer]));
}

export async function openSample(sample: SandboxSample): Promise<void> {
  showBatch(await ask("openSample", { path: ownPath(sample.url), name: sample.file }));
}

/** Selects the neighbour in the keyring; stops at its ends. */
export function selectNext(step: 1 | -1): void {
  const { order, selected } = vaultStore.getState();
  const next = order[selected === null ? 0 : order.indexOf(selected) + step];
  if (next !== undefined) select(next);
}

/** Starts a new vault and reads again every file whose handle is still known. */
export async function restart(): Promise<void> {
  const files = restartVault();
  if (files.length === 0) {
    showToast("info", "The vault runs again", "Add the creds once more.");
    return;
  }
  await openFiles(files);
}

function showBatch(reply: Result<ImportResult, ActionFault>): void {
  if (!reply.ok) {
    void sayFault("The creds were not read", reply.fault);
    return;
  }
  const report = reply.value;
  const { added, recognised, renewed, trust, reports, skipped } = report;
  // A vault that is restarted reads its files again; a report would come up again with them.
  dropHandlesOf(reports.map(({ name }) => name));
  openReports(reports);
  for (const one of reports) {
    if ("fault" in one) void sayFault(`${one.name} was not opened`, one.fault);
  }
  const show = added[0] ?? renewed[0]?.id ?? recognised[0]?.id;
  if (show !== undefined) select(show);
  // Most files are read without a word.
  const isQuiet = added.length === 1 && renewed.length + recognised.length + trust + skipped === 0;
  if (!isQuiet) void import("./batch-text").then((part) => part.sayBatch(report));
}
