// The vault's store, one task late. The verdict is drawn first (verdict-banner.tsx reads the store at
// once). All that depends on it follows in one render, so the verdict does not wait for the rest of the
// page (scripts/bench/connect.mjs).

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { type VaultState, vaultStore } from "@/lib/page/state/vault-store";

/** For what subscribes outside of React. */
export const delayedVaultStore = createStore<VaultState>(() => vaultStore.getState());
let channel: MessageChannel | null = null;
let isDue = false;

// One listener for all components, so that a change costs almost nothing in its own task.
vaultStore.subscribe(() => {
  if (isDue) return;
  isDue = true;
  if (channel === null) {
    // A timer would wait for up to 4 ms.
    channel = new MessageChannel();
    channel.port1.onmessage = () => {
      isDue = false;
      delayedVaultStore.setState(vaultStore.getState());
    };
  }
  channel.port2.postMessage(null);
});

/** `select` must return stored references or primitives, never new objects. */
export function useVault<T>(select: (state: VaultState) => T): T {
  return useStore(delayedVaultStore, select);
}
