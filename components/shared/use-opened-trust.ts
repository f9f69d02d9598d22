// The account or operator whose page is open in the workbench.

import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import { panelStore } from "@/lib/page/state/panel-state";
import type { TrustFacts } from "@/lib/shared/facts/creds";

/** Null while none is open, or while the open one is not loaded. */
export function useOpenedTrust(): TrustFacts | null {
  const id = useStore(panelStore, (state) => state.trustPage);
  return useVault(({ trust }) =>
    id === null ? null : (trust.find((one) => one.id === id) ?? null),
  );
}
