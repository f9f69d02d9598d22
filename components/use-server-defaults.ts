// What this instance's configuration says for the server that the shown creds are with, or else for all.

import { useStore } from "zustand";
import { useVault } from "@/components/use-vault";
import type { ServerDefaults } from "@/lib/facts/config";
import { configStore, defaultsFor } from "@/lib/state/config";

export function useServerDefaults(): ServerDefaults {
  const config = useStore(configStore);
  const address = useVault(({ selected, sessions }) =>
    selected === null ? null : (sessions.get(selected)?.attempt?.address ?? null),
  );
  return defaultsFor(config, address ?? "");
}
