// What the user can do with loaded creds: forget one entry or all of them, and download cleaned copies.

import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { dropHandles, handlesOf } from "@/lib/page/vault-link/file-handles";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { FileRef } from "@/lib/shared/protocol/protocol";
import { showFault } from "./fault-toast";
import { openFiles } from "./file-actions";
import { entryText } from "./texts/entry-text";

/** Undo needs the sources of every entry. Past this number, asking costs more than an undo is worth. */
const MAX_UNDONE = 500;

/** Wipes one entry: seed, connection and messages. "Undo" reads its files again from their handles. */
export async function forget(id: EntryId): Promise<void> {
  const label = vaultStore.getState().entries.get(id)?.label ?? id;
  const paths = await sourcesOf([id]);
  const reply = await ask("forget", { id });
  if (!reply.ok) return showFault(entryText.notForgotten(label), reply.fault);
  showForgotten(entryText.forgotten(label), handlesOf(paths));
}

export async function forgetAll(): Promise<void> {
  const { order } = vaultStore.getState();
  const paths = await sourcesOf(order.slice(0, MAX_UNDONE));
  const reply = await ask("forgetAll", {});
  if (!reply.ok) return showFault(entryText.nothingForgotten, reply.fault);
  const files = handlesOf(paths);
  dropHandles();
  vaultStore.setState({ setAside: [] });
  showForgotten(entryText.allForgotten(order.length), files);
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

function showForgotten(title: string, files: readonly FileRef[]): void {
  const undo = { label: entryText.undo, run: () => void openFiles(files) };
  showToast("info", title, entryText.whatWasWiped, files.length > 0 ? undo : null);
}

async function sourcesOf(ids: readonly EntryId[]): Promise<readonly string[]> {
  const replies = await Promise.all(ids.map((id) => ask("readFacts", { id })));
  return replies.flatMap((reply) =>
    reply.ok ? reply.value.sources.map((source) => source.name) : [],
  );
}
