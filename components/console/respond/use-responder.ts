// Reads the responder of the shown creds.

import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import { type ResponderView, responders } from "@/lib/page/state/responder-store";

/** Draws again only when what `select` gives has changed. */
export function useResponder<T>(select: (view: ResponderView) => T): T {
  const id = useVault((state) => state.selected);
  return useStore(responders.store, () => select(responders.of(id ?? "")));
}
