// Reading an object store: a page of its objects, and the download of one of them. Nothing is changed on the server.

import { canWriteToDisk, pickFile } from "@/lib/page/actions/export-sink";
import { isLoaded, targetOf } from "@/lib/page/actions/stored-target";
import { type DownloadEnd, objectStore } from "@/lib/page/state/stored/object-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { DownloadStep, ObjectRow } from "@/lib/shared/facts/stored";

const OBJECTS_OF_PAGE = 100;
/** Without a file on disk an object is held by the browser until it is saved. */
export const MEMORY_LIMIT = 256 * 1024 * 1024;
/** A download that has begun no longer needs the blob. */
const BLOB_MS = 10_000;

/** Reads the shown page of objects again, or another one. */
export async function readObjects(
  id: EntryId,
  stream: StreamSummary,
  wanted?: readonly string[],
): Promise<void> {
  const before = objectStore.of(id);
  const isOther = before.stream !== stream.name;
  const pages = wanted ?? (isOther ? [""] : before.pages);
  objectStore.change(id, { stream: stream.name, pages, ...(isOther ? { answer: null } : {}) });
  const after = pages.at(-1) ?? "";
  const target = targetOf(id, stream, ">");
  const answer = await ask("readObjects", { target, after, count: OBJECTS_OF_PAGE });
  const now = objectStore.of(id);
  // Another page or store may have been chosen meanwhile.
  if (!isLoaded(id) || now.stream !== stream.name || now.pages !== pages) return;
  objectStore.change(id, { answer });
}

/** What ends a download before its time. */
interface Cancel {
  readonly now: () => void;
  /** Settles once the user cancels. */
  readonly done: Promise<null>;
}

/** The download of each entry that runs now. */
const running = new Map<EntryId, Cancel>();

export function cancelDownload(id: EntryId): void {
  running.get(id)?.now();
}

/**
 * Downloads an object and verifies its digest. To disk it must be called from a click. `save` gets the address of the
 * blob where the browser cannot write to disk. One download runs at a time.
 */
export async function downloadObject(
  id: EntryId,
  stream: StreamSummary,
  { name, bytes }: Pick<ObjectRow, "name" | "bytes">,
  save: (url: string) => void,
): Promise<void> {
  if (running.has(id)) return;
  const isToDisk = canWriteToDisk();
  const cancel = newCancel();
  // From the press on: no second file is asked for.
  running.set(id, cancel);
  const file = isToDisk ? await pickFile(fileNameOf(name)).catch(refusalOf) : null;
  if (isToDisk && file === null) {
    running.delete(id);
    return;
  }
  const first = { stream: stream.name, name, isToDisk, bytes: 0, total: bytes, end: null };
  objectStore.change(id, { download: first });
  const end = file?.kind === "disk" ? file : await run(id, stream, name, file, cancel.done, save);
  running.delete(id);
  const { download } = objectStore.of(id);
  if (isLoaded(id) && download !== null) objectStore.change(id, { download: { ...download, end } });
}

async function run(
  id: EntryId,
  stream: StreamSummary,
  name: string,
  file: FileSystemFileHandle | null,
  cancelled: Promise<null>,
  save: (url: string) => void,
): Promise<DownloadEnd> {
  const started = await ask("downloadStart", { target: targetOf(id, stream, ">"), name, file });
  if (!started.ok) return { kind: "fault", fault: started.fault };
  const answer = started.value;
  if (answer.kind !== "told") return { kind: "silence", silence: answer, isRemoved: false };
  if (answer.value === null) return { kind: "gone" };
  const { run: number, bytes: total } = answer.value;
  for (;;) {
    const stepping = ask("downloadNext", { run: number });
    const step = await Promise.race([stepping, cancelled]);
    if (step === null || !isLoaded(id)) {
      const removed = await ask("downloadEnd", { run: number });
      const last = await stepping;
      // A file on disk may have been whole already, or the download has failed.
      if (last.ok && isOver(last.value)) return last.value;
      // A blob that was made meanwhile.
      if (last.ok && last.value.kind === "kept") await ask("downloadEnd", { run: number });
      return { kind: "cancelled", isRemoved: removed.ok && removed.value.isRemoved };
    }
    if (!step.ok) return { kind: "fault", fault: step.fault };
    if (step.value.kind === "reading") {
      showProgress(id, step.value.bytes, total);
      continue;
    }
    if (step.value.kind === "kept") {
      showProgress(id, step.value.bytes, total);
      if (step.value.url !== null) save(step.value.url);
      setTimeout(() => void ask("downloadEnd", { run: number }), BLOB_MS);
    }
    if (step.value.kind === "cancelled") return { kind: "cancelled", isRemoved: true };
    return step.value;
  }
}

/** The browser did not let the page ask for a file, so there is none. */
const refusalOf = (error: unknown) =>
  ({ kind: "disk", text: error instanceof Error ? error.name : "", isRemoved: true }) as const;

type LastStep = Exclude<DownloadStep, { kind: "reading" | "cancelled" }>;

/** Whether the download ended before a cancel. A blob that was not handed over is not kept. */
function isOver(step: DownloadStep): step is LastStep {
  if (step.kind === "reading" || step.kind === "cancelled") return false;
  return step.kind !== "kept" || step.url === null;
}

function newCancel(): Cancel {
  let now = () => {};
  const done = new Promise<null>((resolve) => {
    now = () => resolve(null);
  });
  return { now: () => now(), done };
}

function showProgress(id: EntryId, bytes: number, total: number): void {
  const { download } = objectStore.of(id);
  if (download !== null) objectStore.change(id, { download: { ...download, bytes, total } });
}

/** The last part of the name, without what a file system refuses. */
export function fileNameOf(name: string): string {
  const last = name.split(/[/\\]/u).findLast((part) => part !== "") ?? "";
  const safe = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "_").replace(/^\.+|[. ]+$/gu, "");
  return safe === "" ? "object" : safe.slice(0, 200);
}
