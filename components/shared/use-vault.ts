// The vault's store, one task late. The answer is drawn first (answer.tsx reads the store at once), and
// what merely follows from it right after, in one render: so the verdict does not wait for the rest of the
// page (scripts/bench/connect.mjs).

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { type VaultState, vaultStore } from "@/lib/page/state/vault-store";

const soonStore = createStore<VaultState>(() => vaultStore.getState());
let channel: MessageChannel | null = null;
let isDue = false;

// One listener for all who use it, so that what changes costs next to nothing at once.
vaultStore.subscribe(() => {
  if (isDue) return;
  isDue = true;
  if (channel === null) {
    // A timer would idle for 4 ms.
    channel = new MessageChannel();
    channel.port1.onmessage = () => {
      isDue = false;
      soonStore.setState(vaultStore.getState());
    };
  }
  channel.port2.postMessage(null);
});

/** `select` returns stored references or primitives, never fresh objects. */
export function useVault<T>(select: (state: VaultState) => T): T {
  return useStore(soonStore, select);
}
