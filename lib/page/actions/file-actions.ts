// How creds, recordings and saved reports come in: dropped or chosen files, pasted text and samples.

import { ownPath } from "@/lib/page/base/base-path";
import type { SandboxSample } from "@/lib/page/config/sandbox";
import { notePasted, noteReadable } from "@/lib/page/state/losses";
import { noteMisplacedSeed } from "@/lib/page/state/misplaced-seed";
import { showTrust } from "@/lib/page/state/panel-state";
import { openReports } from "@/lib/page/state/saved-reports";
import { dropSetAside, isUnreadable, setSelected, vaultStore } from "@/lib/page/state/vault-store";
import { dropHandlesOf, expectFiles, keepHandles } from "@/lib/page/vault-link/file-handles";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { ok, type Result } from "@/lib/shared/base/result";
import { maskSeeds } from "@/lib/shared/base/secret-patterns";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { MAX_REPORTS } from "@/lib/shared/facts/report";
import type { ImportResult } from "@/lib/shared/protocol/protocol";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { showFault } from "./fault-toast";
import { openRecording } from "./recording-actions";
import { fileText } from "./texts/file-text";

const RECORDING = /\.(?:ndjson|jsonl)$/iu;
/** Files in one request. */
const PART = 512;
const LOOK_UP_MS = 24;

/** How often all imports were ended. */
let ends = 0;
let running = 0;

export const isImporting = (): boolean => running > 0;

/** `isWanted` gives false once all imports were ended. */
async function runImport(work: (isWanted: () => boolean) => Promise<void>): Promise<void> {
  const own = ends;
  running += 1;
  try {
    await work(() => own === ends);
  } finally {
    running -= 1;
  }
}

/** Call before everything is forgotten, which ends the imports in the vault: nothing more is passed on or shown of them. */
export function endImports(): void {
  ends += 1;
}

/** Opens dropped or chosen files. The name tells a recording; every other file may hold creds. */
export async function openDropped(dropped: readonly FileRef[]): Promise<void> {
  const files = dropped.map(withHiddenSeeds);
  const isRecording = ({ path, inFolder }: FileRef) => !inFolder && RECORDING.test(path);
  await openFiles(files.filter((ref) => !isRecording(ref)));
  for (const { file } of files.filter(isRecording)) await openRecording(file);
}

/** A name that holds a seed is hidden from here on, and named. */
function withHiddenSeeds(ref: FileRef): FileRef {
  const path = maskSeeds(ref.path);
  if (path === ref.path) return ref;
  noteMisplacedSeed("file-name");
  return { ...ref, path };
}

/** Passes files on to the vault, unread, and shows the first new entry. */
export const openFiles = (files: readonly FileRef[]): Promise<void> =>
  runImport((isWanted) => readFiles(files, isWanted));

async function readFiles(files: readonly FileRef[], isWanted: () => boolean): Promise<void> {
  const total = files.length;
  if (total === 0) return;
  expectFiles(files);
  dropSetAside(files.map(({ path }) => path));
  if (total > 1) vaultStore.setState({ batch: { done: 0, total } });
  await lookUpSizes(files);
  const replies: Promise<Result<ImportResult, ActionFault>>[] = [];
  for (let before = 0; before < total; before += PART) {
    if (before > 0) await yieldToEventLoop();
    if (!isWanted()) return;
    replies.push(passOn(files.slice(before, before + PART), before, total));
  }
  const reply = wholeResult(await Promise.all(replies));
  if (!isWanted()) return;
  if (reply.ok) noteReadable(idsOf(reply.value));
  showImported(reply, total);
  vaultStore.setState({ batch: null });
}

async function passOn(
  files: readonly FileRef[],
  before: number,
  total: number,
): Promise<Result<ImportResult, ActionFault>> {
  const reply = await ask("openFiles", { files, before, total });
  if (reply.ok) keepHandles(files);
  return reply;
}

/**
 * Makes the browser look up each file's size, a few at a time. The browser keeps the sizes. Otherwise
 * it looks them up when the handles are posted, and the page freezes meanwhile. All sizes are looked up
 * before the first file is read: while the vault reads, each look-up takes four times as long
 * (e2e/creds/bulk-load.spec.ts measures the whole).
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

function wholeResult(
  replies: readonly Result<ImportResult, ActionFault>[],
): Result<ImportResult, ActionFault> {
  const results: ImportResult[] = [];
  for (const reply of replies) {
    if (!reply.ok) return reply;
    results.push(reply.value);
  }
  const sum = (count: "trust" | "skipped") =>
    results.reduce((total, result) => total + result[count], 0);
  return ok({
    added: results.flatMap((result) => result.added),
    recognised: results.flatMap((result) => result.recognised),
    joined: results.flatMap((result) => result.joined),
    renewed: results.flatMap((result) => result.renewed),
    trust: sum("trust"),
    reports: results.flatMap((result) => result.reports).slice(0, MAX_REPORTS),
    skipped: sum("skipped"),
  });
}

/** Passes on the bytes of pasted text. The buffer is moved, so the page keeps nothing of it. */
export const openText = (bytes: Uint8Array): Promise<void> =>
  runImport((isWanted) => readText(bytes, isWanted));

async function readText(bytes: Uint8Array, isWanted: () => boolean): Promise<void> {
  const reply = await ask("openText", { bytes }, [bytes.buffer]);
  if (!isWanted()) return;
  if (reply.ok) notePasted([...reply.value.added, ...reply.value.renewed.map(({ id }) => id)]);
  showImported(reply);
}

export const openSample = (sample: SandboxSample): Promise<void> =>
  runImport((isWanted) => readSample(sample, isWanted));

async function readSample(sample: SandboxSample, isWanted: () => boolean): Promise<void> {
  const reply = await ask("openSample", { path: ownPath(sample.url), name: sample.file });
  if (!isWanted()) return;
  if (reply.ok) noteReadable(idsOf(reply.value));
  showImported(reply);
}

const idsOf = ({ added, recognised, joined, renewed }: ImportResult): readonly EntryId[] => [
  ...added,
  ...joined,
  ...[...recognised, ...renewed].map(({ id }) => id),
];

/** `files` is their number; null for a paste or a sample. */
function showImported(reply: Result<ImportResult, ActionFault>, files: number | null = null): void {
  if (!reply.ok) {
    void showFault(fileText.credsNotRead, reply.fault);
    return;
  }
  const result = reply.value;
  const { added, recognised, joined, renewed, trust, reports, skipped } = result;
  // After a restart of the vault the files are read again. A report must not open again with them.
  dropHandlesOf(reports.map(({ name }) => name));
  openReports(reports);
  for (const one of reports) {
    if ("fault" in one) void showFault(fileText.notOpened(one.name), one.fault);
  }
  const readable = added.find((id) => !isUnreadable(id));
  const show = readable ?? renewed[0]?.id ?? joined[0] ?? added[0] ?? recognised[0]?.id;
  if (show !== undefined) setSelected(show);
  // An address may name an account that came with these files.
  if (show !== undefined && trust === 0) showTrust(null);
  // One new entry needs no message: the page shows it.
  const others = renewed.length + recognised.length + joined.length + trust + skipped;
  const isPlain = added.length === 1 && others === 0;
  if (!isPlain) {
    void import("./texts/import-text").then((text) => text.showImportToast(result, files));
  }
}
