// Restarts the vault after it stopped, and what the user decides about the files that may have stopped it. reconnect-actions.ts connects again what the stop ended.

import { dropViews } from "@/lib/page/state/console-store";
import { schemaStore } from "@/lib/page/state/schema-store";
import { dropStored } from "@/lib/page/state/stored/drop-stored";
import { showToast } from "@/lib/page/state/toasts";
import { tryStore } from "@/lib/page/state/try-store";
import { dropSetAside, EMPTY_VAULT, vaultStore } from "@/lib/page/state/vault-store";
import { dropHandlesOf, recoverHandles, setAsideOf } from "@/lib/page/vault-link/file-handles";
import { startNewVault } from "@/lib/page/vault-link/vault-calls";
import { openFiles } from "./file-actions";
import { vaultText } from "./texts/vault-text";

/**
 * Starts a new vault and reads again every file whose handle the page still has, except those that the
 * former vault was reading when it stopped.
 */
export async function restartVault(): Promise<void> {
  const { order, recordings, pageClock, lostConnections } = vaultStore.getState();
  dropViews([...order, ...recordings.keys()]);
  tryStore.drop(order);
  dropStored(order);
  schemaStore.setState({ files: [], mappings: [] });
  vaultStore.setState({ ...EMPTY_VAULT, health: "starting", pageClock, lostConnections });
  startNewVault();
  const { readable, setAside } = recoverHandles();
  vaultStore.setState({ setAside: setAside.map(({ path }) => path) });
  if (setAside.length === 0 && readable.length === 0) {
    showToast("info", vaultText.restarted, vaultText.addCredsAgain);
  }
  await openFiles(readable);
}

/** Reads files that were set aside. */
export async function retrySetAside(paths: readonly string[]): Promise<void> {
  await openFiles(setAsideOf(paths));
}

export function dismissSetAside(paths: readonly string[]): void {
  dropHandlesOf(setAsideOf(paths).map(({ path }) => path));
  dropSetAside(paths);
}
