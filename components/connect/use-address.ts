// The address in the server form of one key: what was typed, else the default, and what else is known.

import { useStore } from "zustand";
import {
  defaultAddress,
  draftStore,
  type KnownAddresses,
} from "@/components/connect/default-address";
import { useVaultSoon } from "@/components/use-vault-soon";
import type { CredsFacts, EntryId } from "@/lib/facts/creds";
import { preferencesStore } from "@/lib/state/preferences";
import { sandboxStore } from "@/lib/state/sandbox";

export function useAddress(
  id: EntryId,
  facts: CredsFacts | null,
): { readonly text: string; readonly known: KnownAddresses } {
  const recent = useStore(preferencesStore, (state) => state.recentAddresses);
  const sandbox = useStore(sandboxStore, (state) =>
    state.kind === "running" ? state.sandbox.server : null,
  );
  const last = useVaultSoon((state) => state.sessions.get(id)?.attempt?.address ?? null);
  const draft = useStore(draftStore, (drafts) => drafts.get(id));
  const known = { recent, sandbox, last };
  return { text: draft ?? defaultAddress(facts, known), known };
}
