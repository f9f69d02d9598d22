// Restarts the vault after it stopped. reconnect-actions.ts connects again what the stop ended.

import { dropViews } from "@/lib/page/state/console-store";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { showToast } from "@/lib/page/state/toasts";
import { tryStore } from "@/lib/page/state/try-store";
import { EMPTY_VAULT, vaultStore } from "@/lib/page/state/vault-store";
import { recoverHandles } from "@/lib/page/vault-link/file-handles";
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
  jetStreamStore.drop(order);
  vaultStore.setState({ ...EMPTY_VAULT, health: "starting", pageClock, lostConnections });
  startNewVault();
  const { readable, setAside } = recoverHandles();
  if (setAside.length > 0) {
    const names = setAside.map(({ path }) => path);
    showToast("warn", vaultText.setAside(names.length), vaultText.whySetAside(names));
  } else if (readable.length === 0) {
    showToast("info", vaultText.restarted, vaultText.addCredsAgain);
  }
  await openFiles(readable);
}
