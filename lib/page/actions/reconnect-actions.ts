// Connects again what a stop of the vault ended. Apart from vault-actions.ts, which the first view loads.

import { setSelected, vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import { connectEntry } from "./connection-actions";
import { showFault } from "./fault-toast";
import { vaultText } from "./texts/vault-text";
import { restartVault } from "./vault-actions";

/** Connects creds to the server that a stop of the vault cut them off from. Called from a click that shows it. */
export async function connectAgain(id: EntryId, address: string): Promise<void> {
  if (vaultStore.getState().health === "crashed") await restartVault();
  if (vaultStore.getState().entries.has(id)) setSelected(id);
  const reply = await connectEntry(id, address);
  if (!reply.ok) await showFault(vaultText.notConnected, reply.fault);
}
