// What one can do with creds that are loaded: forget them, take a cleaned copy, look closer at a server
// that did not answer.

import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask, dropHandles, fetchFacts, handlesOf } from "@/lib/page/vault-link/vault-link";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { FileRef } from "@/lib/shared/protocol/protocol";
import { openFiles, sayFault } from "./file-actions";

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
export async function probeHost(id: EntryId): Promise<void> {
  const reply = await ask("probeHost", { id });
  if (!reply.ok) await sayFault("It was not looked at", reply.fault);
}

function sayForgotten(title: string, files: readonly FileRef[]): void {
  const undo = { label: "Undo", run: () => void openFiles(files) };
  const text = "The seed is wiped, its connection closed and its messages gone.";
  showToast("info", title, text, files.length > 0 ? undo : null);
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
