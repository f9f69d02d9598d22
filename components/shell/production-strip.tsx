// A strip above the page while the selected entry is connected to a server marked as production.

import { TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import { VisibleText } from "@/components/ui/visible-text";
import { configStore, listedServer } from "@/lib/page/config/config";

type Servers = Parameters<typeof listedServer>[0]["servers"];

/** Name of the production server that the selected entry is connected or connecting to, else null. */
export function useProduction(): string | null {
  const servers = useStore(configStore, (config) => config.servers);
  const address = useVault(({ selected, sessions }) => {
    const session = selected === null ? undefined : sessions.get(selected);
    return session && session.phase !== "idle" ? (session.attempt?.address ?? null) : null;
  });
  return productionOf(servers, address);
}

/** Name of the production server at an address, else null. */
export function productionOf(servers: Servers, address: string | null): string | null {
  const server = address === null ? null : listedServer({ servers }, address);
  return server?.environment === "production" ? server.name : null;
}

export function ProductionStrip() {
  const name = useProduction();
  return (
    <div role="status" data-strip="production">
      {name === null ? null : (
        <p
          data-production={name}
          className="flex items-center gap-2 bg-bad px-4 py-1.5 text-small font-medium text-panel"
        >
          <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            <b className="font-semibold">
              Production: <VisibleText>{name}</VisibleText>.
            </b>{" "}
            Everything you publish reaches the real system.
          </span>
        </p>
      )}
    </div>
  );
}
