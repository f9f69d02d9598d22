// What one can do with the keyring: open, select, forget, take a cleaned copy, restart the vault.

import { ownPath } from "@/lib/base/base-path";
import { type Fault, ok, type Result } from "@/lib/base/result";
import { yieldToOthers } from "@/lib/base/yield-to-others";
import type { ActionFault } from "@/lib/facts/action-fault";
import type { EntryId } from "@/lib/facts/creds";
import { MAX_REPORTS } from "@/lib/facts/report";
import { sayRenewed } from "@/lib/state/renewal-words";
import type { SandboxSample } from "@/lib/state/sandbox";
import { openReports } from "@/lib/state/saved-reports";
import { say } from "@/lib/state/toasts";
import {
  ask,
  dropHandles,
  dropHandlesOf,
  fetchFacts,
  handlesOf,
  keepHandles,
  restartVault,
  select,
} from "@/lib/state/vault-link";
import { vaultStore } from "@/lib/state/vault-store";
import type { BatchReport, FileRef } from "@/lib/vault/protocol";

/** Says why something could not be done. The words are fetched when they are first needed. */
export async function sayFault(title: string, fault: Fault<ActionFault>): Promise<void> {
  const { actionText } = await import("@/lib/diagnosis/action-text");
  const text = actionText(fault);
  say("bad", title, `${text.meaning} ${text.next}`);
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
  const replies: Promise<Result<BatchReport, ActionFault>>[] = [];
  for (let before = 0; before < total; before += PART) {
    if (before > 0) await yieldToOthers();
    replies.push(ask("openFiles", { files: files.slice(before, before + PART), before, total }));
  }
  showBatch(wholeReport(await Promise.all(replies)));
  vaultStore.setState({ batch: null });
}

/**
 * Has the browser look up each file's size, a few at a time. It keeps the answer; left alone, it would
 * look them up when the handles are posted, and the page would stand still for as long as that takes.
 * All are looked up before the first is read: while the vault reads, each look-up takes four times as
 * long (e2e/fleet.spec.ts measures the whole).
 */
async function lookUpSizes(files: readonly FileRef[]): Promise<void> {
  let until = performance.now() + LOOK_UP_MS;
  for (const { file } of files) {
    Reflect.get(file, "size");
    if (performance.now() < until) continue;
    await yieldToOthers();
    until = performance.now() + LOOK_UP_MS;
  }
}

function wholeReport(
  replies: readonly Result<BatchReport, ActionFault>[],
): Result<BatchReport, ActionFault> {
  const reports: BatchReport[] = [];
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

/** Wipes one entry: seed, connection, messages. Files can be read again from their handle. */
export async function forget(id: EntryId): Promise<void> {
  const label = vaultStore.getState().entries.get(id)?.label ?? id;
  const facts = await ask("readFacts", { id });
  const paths = facts.ok ? facts.value.sources.map((source) => source.name) : [];
  const reply = await ask("forget", { id });
  if (!reply.ok) return sayFault(`${label} was not forgotten`, reply.fault);
  refreshSelection();
  sayForgotten(`Forgot ${label}`, handlesOf(paths));
}

export async function forgetAll(): Promise<void> {
  const count = vaultStore.getState().order.length;
  const paths = await sourcesOfAll();
  const reply = await ask("forgetAll", {});
  if (!reply.ok) return sayFault("Nothing was forgotten", reply.fault);
  const files = handlesOf(paths);
  dropHandles();
  sayForgotten(count === 1 ? "Forgot 1 creds" : `Forgot ${count} creds`, files);
}

/** Downloads a clean copy of creds whose file some clients refuse; the vault makes it. */
export async function downloadCleanedCopy(id: EntryId): Promise<void> {
  const reply = await ask("cleanedCopy", { id });
  if (!reply.ok) return sayFault("No cleaned copy was made", reply.fault);
  const link = document.createElement("a");
  link.href = reply.value.url;
  link.download = reply.value.name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => void ask("releaseCopy", { url: reply.value.url }), 10_000);
}

/** Looks closer at a host where no NATS server answered: after a click, and at no other host. */
export async function probe(id: EntryId): Promise<void> {
  const reply = await ask("probe", { id });
  if (!reply.ok) await sayFault("It was not looked at", reply.fault);
}

/** Starts a new vault and reads again every file whose handle is still known. */
export async function restart(): Promise<void> {
  const files = restartVault();
  if (files.length === 0) {
    say("info", "The vault runs again", "Add the creds once more.");
    return;
  }
  await openFiles(files);
}

function showBatch(reply: Result<BatchReport, ActionFault>): void {
  if (!reply.ok) {
    void sayFault("The creds were not read", reply.fault);
    return;
  }
  const { added, recognised, renewed, trust, reports, skipped } = reply.value;
  // A vault that is restarted reads its files again; a report would come up again with them.
  dropHandlesOf(reports.map(({ name }) => name));
  openReports(reports);
  for (const one of reports) {
    if ("fault" in one) void sayFault(`${one.name} was not opened`, one.fault);
  }
  const show = added[0] ?? renewed[0]?.id ?? recognised[0]?.id;
  if (show !== undefined) select(show);
  const [only] = renewed;
  if (only && renewed.length === 1 && added.length + recognised.length + trust + skipped === 0) {
    sayRenewed(only);
    return;
  }
  const notes = [
    renewed.length > 0 && `${renewed.length} renewed`,
    recognised.length > 0 && `${recognised.length} already loaded`,
    trust > 0 &&
      `${trust} account or operator ${trust === 1 ? "JWT" : "JWTs"} kept beside the creds`,
    skipped > 0 && `${skipped} other ${skipped === 1 ? "file" : "files"} without creds skipped`,
  ].filter((note) => note !== false);
  if (notes.length > 0 || added.length > 1) {
    say(
      "info",
      added.length > 0
        ? `Read ${added.length} creds`
        : renewed.length > 0
          ? "Renewed creds read"
          : trust > 0
            ? "Trust material read"
            : "Nothing new",
      notes.join(", "),
    );
  } else if (added.length === 0 && reports.length === 0) {
    say("warn", "No creds found", "There was nothing in it that looks like a creds file or a JWT.");
  }
}

function sayForgotten(title: string, files: readonly FileRef[]): void {
  const undo = { label: "Undo", run: () => void openFiles(files) };
  const text = "The seed is wiped, its connection closed and its messages gone.";
  say("info", title, text, files.length > 0 ? undo : null);
}

function refreshSelection(): void {
  const { selected, facts, recordings } = vaultStore.getState();
  if (selected !== null && facts === null && !recordings.has(selected)) void fetchFacts(selected);
}

async function sourcesOfAll(): Promise<readonly string[]> {
  // Past a few hundred entries, asking each costs more than an undo is worth.
  const ids = vaultStore.getState().order.slice(0, 500);
  const replies = await Promise.all(ids.map((id) => ask("readFacts", { id })));
  return replies.flatMap((r) => (r.ok ? r.value.sources.map((source) => source.name) : []));
}
