// What the user can do with a loaded account or operator JWT.

import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { handlesOf } from "@/lib/page/vault-link/file-handles";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { showFault } from "./fault-toast";
import { openFiles } from "./file-actions";
import { entryText } from "./texts/entry-text";

/** Gives the JWT as it was issued, for the clipboard. Rejects when it is not loaded any more. */
export async function trustJwtText(id: string): Promise<string> {
  const reply = await ask("readTrustJwt", { id });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value.encoded;
}

/** Forgets one. "Undo" is offered where its file can be read again. */
export async function forgetTrust(id: string): Promise<void> {
  const facts = vaultStore.getState().trust.find((one) => one.id === id);
  if (facts === undefined) return;
  const label = facts.jwt.name ?? facts.source.name;
  const files = handlesOf([facts.source.name]);
  const reply = await ask("forgetTrust", { id });
  if (!reply.ok) return showFault(entryText.notForgotten(label), reply.fault);
  const undo = { label: entryText.undo, run: () => void openFiles(files) };
  showToast("info", entryText.forgotten(label), undefined, files.length > 0 ? undo : null);
}
