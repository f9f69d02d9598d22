// The address in the server form of one entry: what the user typed, else the default. Also gives the
// other known addresses.

import { useStore } from "zustand";
import {
  defaultAddress,
  draftStore,
  type KnownAddresses,
} from "@/components/shared/default-address";
import { useVault } from "@/components/shared/use-vault";
import { configStore, isAddressAllowed, listedServer } from "@/lib/page/config/config";
import { linkStore } from "@/lib/page/config/deep-link";
import { sandboxStore } from "@/lib/page/config/sandbox";
import { preferencesStore } from "@/lib/page/storage/preferences";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export function useAddress(
  id: EntryId,
  facts: CredsFacts | null,
): {
  /** What the field shows; for a listed server its name. */
  readonly text: string;
  /** The address that a click on Connect dials. */
  readonly dialled: string;
  readonly known: KnownAddresses;
} {
  const recent = useStore(preferencesStore, (state) => state.recentServers);
  const sandbox = useStore(sandboxStore, (state) =>
    state.kind === "running" ? state.sandbox.server : null,
  );
  const lastTried = useVault((state) => state.sessions.get(id)?.attempt?.address ?? null);
  const draft = useStore(draftStore, (drafts) => drafts.get(id));
  const config = useStore(configStore);
  const link = useStore(linkStore, (state) => state.server);
  const only = config.servers.length === 1 ? (config.servers[0]?.name ?? null) : null;
  const fromContext = facts?.context?.addresses[0] ?? null;
  const known = {
    recent: recent.filter(({ address }) => isAddressAllowed(config, address)),
    sandbox: sandbox !== null && isAddressAllowed(config, sandbox) ? sandbox : null,
    lastTried,
    linked: link ?? only,
    context: fromContext !== null && isAddressAllowed(config, fromContext) ? fromContext : null,
  };
  const initial = defaultAddress(facts, known);
  const text = draft ?? listedServer(config, initial)?.name ?? initial;
  return { text, dialled: listedServer(config, text)?.address ?? text.trim(), known };
}
