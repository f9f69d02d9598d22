// Choosing which loaded creds or recording the page shows. Their facts and rows follow the choice
// (lib/page/vault-link/shown-facts.ts, shown-rows.ts). The first view uses this file; what the user can
// do with one entry is in entry-actions.ts.

import { showTrust } from "@/lib/page/state/panel-state";
import { setSelected, vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";

/** Shows loaded creds or a recording. */
export function select(id: EntryId): void {
  showTrust(null);
  setSelected(id);
}

/** Selects the neighbour in the keyring. It stops at both ends. */
export function selectNext(step: 1 | -1): void {
  const { order, selected } = vaultStore.getState();
  const next = order[selected === null ? 0 : order.indexOf(selected) + step];
  if (next !== undefined) select(next);
}
