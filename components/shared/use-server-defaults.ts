// The configured defaults for the server of the selected entry, else those for all servers.

import { useStore } from "zustand";
import { configStore, defaultsFor } from "@/lib/page/config/config";
import type { ServerDefaults } from "@/lib/page/config/config-facts";
import { useVault } from "./use-vault";

export function useServerDefaults(): ServerDefaults {
  const config = useStore(configStore);
  const address = useVault(({ selected, sessions }) =>
    selected === null ? null : (sessions.get(selected)?.attempt?.address ?? null),
  );
  return defaultsFor(config, address ?? "");
}
