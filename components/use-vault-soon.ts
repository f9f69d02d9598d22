// Reads the vault's store one task late. The answer is drawn first (verdict-card.tsx reads the store at
// once), and what merely follows from it right after, in one render: so the verdict does not wait for the
// rest of the page (scripts/bench/connect.mjs).

import { useSyncExternalStore } from "react";
import { inNextTask } from "@/components/next-task";
import { EMPTY_VAULT, type VaultState, vaultStore } from "@/lib/state/vault-store";

function subscribe(listener: () => void): () => void {
  let takeBack = () => {};
  const stop = vaultStore.subscribe(() => {
    takeBack = inNextTask(listener);
  });
  return () => {
    stop();
    takeBack();
  };
}

/** `select` returns stored references or primitives, never fresh objects. */
export function useVaultSoon<T>(select: (state: VaultState) => T): T {
  return useSyncExternalStore(
    subscribe,
    () => select(vaultStore.getState()),
    () => select(EMPTY_VAULT),
  );
}
