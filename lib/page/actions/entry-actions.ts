// What the user can do with loaded creds: forget one entry or all of them, and download cleaned copies. What
// cannot be brought back is never forgotten unasked (components/keyring/forget-dialog.tsx asks).

import {
  type ForgetQuestion,
  forgetQuestionStore,
  isAnyLost,
  lossesOf,
} from "@/lib/page/state/losses";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { dropHandles, handlesOf } from "@/lib/page/vault-link/file-handles";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { showFault } from "./fault-toast";
import { endImports, isImporting, openFiles } from "./file-actions";
import { entryText } from "./texts/entry-text";

/** Undo needs the sources of every entry. Past this number, asking costs more than an undo is worth. */
const MAX_UNDONE = 500;

/** Forgets one entry: seed, connection and messages. Asks first when something would be lost for good. */
export function forget(id: EntryId): Promise<void> {
  return askOrForget([id], false);
}

/** Forgets these entries. Asks first when something would be lost for good. */
export function forgetMany(ids: readonly EntryId[]): Promise<void> {
  return ids.length === 0 ? Promise.resolve() : askOrForget(ids, false);
}

/** Forgets everything that is loaded. Asks first when something would be lost for good. */
export function forgetAll(): Promise<void> {
  return askOrForget(vaultStore.getState().order, true);
}

/** The user's answer to the question. */
export async function answerForget(isForgotten: boolean): Promise<void> {
  const { asked } = forgetQuestionStore.getState();
  forgetQuestionStore.setState({ asked: null });
  if (asked !== null && isForgotten) await forgetNow(asked);
}

async function askOrForget(ids: readonly EntryId[], isAll: boolean): Promise<void> {
  const losses = lossesOf(ids, await countHidden(ids));
  const question = { ids, isAll, losses };
  if (isAnyLost(losses)) forgetQuestionStore.setState({ asked: question });
  else await forgetNow(question);
}

/** Counts the logs that are not shown: they went on while the page did not look. */
async function countHidden(ids: readonly EntryId[]): Promise<ReadonlyMap<EntryId, number>> {
  const { sessions, selected } = vaultStore.getState();
  const hidden = ids.filter((id) => id !== selected && sessions.has(id));
  const window = { filter: { text: "" }, from: "tail" as const, count: 0, until: null };
  const counted = new Map<EntryId, number>();
  for (const id of hidden) {
    const reply = await ask("readWindow", { id, window });
    if (reply.ok) counted.set(id, reply.value.counts.kept);
  }
  return counted;
}

/** "Undo" reads the files again. It is offered when that restores everything. */
async function forgetNow({ ids: asked, isAll, losses }: ForgetQuestion): Promise<void> {
  const { entries, order } = vaultStore.getState();
  // More may have come since the question.
  const ids = isAll ? order : asked;
  const label = entries.get(ids[0] ?? "")?.label ?? ids[0] ?? "";
  const hasMore = isAll && isImporting();
  const files = isAnyLost(losses) || hasMore ? [] : await filesThatRestore(ids, isAll);
  if (isAll) endImports();
  const isMany = ids.length > 1;
  const reply = isAll
    ? await ask("forgetAll", {})
    : isMany
      ? await ask("forgetMany", { ids })
      : await ask("forget", { id: ids[0] ?? "" });
  if (!reply.ok) {
    const title = isAll || isMany ? entryText.nothingForgotten : entryText.notForgotten(label);
    return showFault(title, reply.fault);
  }
  if (isAll) {
    dropHandles();
    vaultStore.setState({ setAside: [], batch: null });
  }
  const undo = { label: entryText.undo, run: () => void openFiles(files) };
  const title = isAll || isMany ? entryText.allForgotten(ids.length) : entryText.forgotten(label);
  showToast("info", title, entryText.whatWasWiped(losses), files.length > 0 ? undo : null);
}

/** The files to read again. Empty unless they bring back every entry and, of all, every account JWT. */
async function filesThatRestore(
  ids: readonly EntryId[],
  isAll: boolean,
): Promise<readonly FileRef[]> {
  if (ids.length > MAX_UNDONE) return [];
  const replies = await Promise.all(ids.map((id) => ask("readFacts", { id })));
  const trust = isAll ? vaultStore.getState().trust.map(({ source }) => [source.name]) : [];
  const ofEntries = replies.map((reply) =>
    reply.ok ? reply.value.sources.map(({ name }) => name) : [],
  );
  const paths = new Set<string>();
  for (const sources of [...ofEntries, ...trust]) {
    if (handlesOf(sources).length === 0) return [];
    for (const name of sources) paths.add(name);
  }
  return handlesOf([...paths]);
}

/** Downloads a clean copy of creds whose file some clients refuse. The vault makes the copy. */
export async function downloadCleanedCopy(id: EntryId): Promise<void> {
  const reply = await ask("cleanedCopy", { id });
  if (!reply.ok) return showFault(entryText.noCopy, reply.fault);
  download(reply.value);
}

/** The same for all creds that some client refuses, as one archive. */
export async function downloadCleanedCopies(): Promise<void> {
  const reply = await ask("cleanedCopies", {});
  if (!reply.ok) return showFault(entryText.noCopies, reply.fault);
  const { files, missed } = reply.value;
  download(reply.value);
  showToast("info", entryText.copies(files), missed === 0 ? "" : entryText.missed(missed), null);
}

function download({ url, name }: { readonly url: string; readonly name: string }): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser holds the data itself once the download has begun.
  setTimeout(() => void ask("releaseCopy", { url }), 10_000);
}

/** Reads the facts of creds that need not be the shown ones. Null when the vault does not have them. */
export async function readFacts(id: EntryId): Promise<CredsFacts | null> {
  const reply = await ask("readFacts", { id });
  return reply.ok ? reply.value : null;
}
