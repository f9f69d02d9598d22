// Restarting the vault after it stopped, and connecting again what the stop ended.

import { dropViews } from "@/lib/page/state/console-store";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { showToast } from "@/lib/page/state/toasts";
import { tryStore } from "@/lib/page/state/try-store";
import { EMPTY_VAULT, setSelected, vaultStore } from "@/lib/page/state/vault-store";
import { keptHandles } from "@/lib/page/vault-link/file-handles";
import { startNewVault } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import { connectEntry } from "./connection-actions";
import { showFault } from "./fault-toast";
import { openFiles } from "./file-actions";
import { vaultText } from "./texts/vault-text";

/** Starts a new vault and reads again every file whose handle the page still has. */
export async function restartVault(): Promise<void> {
  const { order, recordings, pageClock, lostConnections } = vaultStore.getState();
  dropViews([...order, ...recordings.keys()]);
  tryStore.drop(order);
  jetStreamStore.drop(order);
  vaultStore.setState({ ...EMPTY_VAULT, health: "starting", pageClock, lostConnections });
  startNewVault();
  const files = keptHandles();
  if (files.length === 0) showToast("info", vaultText.restarted, vaultText.addCredsAgain);
  else await openFiles(files);
}

/** Connects creds to the server that a stop of the vault cut them off from. Called from a click that shows it. */
export async function connectAgain(id: EntryId, address: string): Promise<void> {
  if (vaultStore.getState().health === "crashed") await restartVault();
  if (vaultStore.getState().entries.has(id)) setSelected(id);
  const reply = await connectEntry(id, address);
  if (!reply.ok) await showFault(vaultText.notConnected, reply.fault);
}
