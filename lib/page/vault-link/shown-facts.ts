// Keeps the facts of the shown creds in the vault store. They are read once whenever other creds are
// shown and once whenever the vault reports that the shown ones have changed. Started by vault-calls.ts.

import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { VaultClient } from "./vault-client";

export function followShownFacts(call: VaultClient["call"]): void {
  vaultStore.subscribe(({ selected, entries, recordings }, before) => {
    if (selected === null || recordings.has(selected)) return;
    const isSame = selected === before.selected;
    if (isSame && entries.get(selected) === before.entries.get(selected)) return;
    void readFacts(call, selected);
  });
}

async function readFacts(call: VaultClient["call"], id: EntryId): Promise<void> {
  const reply = await call("readFacts", { id });
  // Other creds may be shown by now.
  if (reply.ok && vaultStore.getState().selected === id) {
    vaultStore.setState({ facts: reply.value });
  }
}
