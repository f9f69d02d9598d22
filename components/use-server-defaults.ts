// What this instance's configuration says for the server that the shown creds are with, or else for all.

import { useStore } from "zustand";
import type { ServerDefaults } from "@/lib/facts/config";
import { configStore, defaultsFor } from "@/lib/state/config";
import { vaultStore } from "@/lib/state/vault-store";

export function useServerDefaults(): ServerDefaults {
  const config = useStore(configStore);
  const address = useStore(vaultStore, ({ selected, sessions }) =>
    selected === null ? null : (sessions.get(selected)?.attempt?.address ?? null),
  );
  return defaultsFor(config, address ?? "");
}
