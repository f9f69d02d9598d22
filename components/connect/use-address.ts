// The address in the server form of one key: what was typed, else the default, and what else is known.

import { useStore } from "zustand";
import {
  defaultAddress,
  draftStore,
  type KnownAddresses,
} from "@/components/connect/default-address";
import { useVault } from "@/components/use-vault";
import type { CredsFacts, EntryId } from "@/lib/facts/creds";
import { configStore, listedServer } from "@/lib/state/config";
import { linkStore } from "@/lib/state/deep-link";
import { preferencesStore } from "@/lib/state/preferences";
import { sandboxStore } from "@/lib/state/sandbox";

export function useAddress(
  id: EntryId,
  facts: CredsFacts | null,
): {
  /** A listed server is shown by its name. */
  readonly text: string;
  /** What a click connects to. */
  readonly dialled: string;
  readonly known: KnownAddresses;
} {
  const recent = useStore(preferencesStore, (state) => state.recentAddresses);
  const sandbox = useStore(sandboxStore, (state) =>
    state.kind === "running" ? state.sandbox.server : null,
  );
  const last = useVault((state) => state.sessions.get(id)?.attempt?.address ?? null);
  const draft = useStore(draftStore, (drafts) => drafts.get(id));
  const config = useStore(configStore);
  const link = useStore(linkStore, (state) => state.server);
  const only = config.servers.length === 1 ? (config.servers[0]?.name ?? null) : null;
  const isOffered = (address: string) => !config.isLocked || listedServer(config, address) !== null;
  const known = {
    recent: recent.filter(isOffered),
    sandbox: config.isLocked ? null : sandbox,
    last,
    linked: link ?? only,
  };
  const begun = defaultAddress(facts, known);
  const text = draft ?? listedServer(config, begun)?.name ?? begun;
  return { text, dialled: listedServer(config, text)?.address ?? text.trim(), known };
}
