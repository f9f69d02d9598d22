// Banners for states of the whole page: the vault stopped, or the page is not in a secure context.

import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { restartVault } from "@/lib/page/actions/vault-actions";
import { formatCount } from "@/lib/page/format/count";
import type { VaultStop } from "@/lib/page/state/vault-store";

export interface BannersProps {
  /** The page came over plain http from another host. */
  readonly isInsecure: boolean;
}

export function Banners({ isInsecure }: BannersProps) {
  const health = useVault((state) => state.health);
  const stop = useVault((state) => state.stop);
  return (
    <>
      {health === "crashed" ? (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-bad-soft px-4 py-2"
        >
          <p className="min-w-0 flex-1">
            <b className="font-semibold text-bad">The vault stopped.</b> Its seeds, connections and
            messages are gone{stop === null ? "" : lostText(stop)}. A restart reads the files again
            that this tab can still access, and then offers the connections again.
          </p>
          <Button size="sm" onClick={() => void restartVault()}>
            Restart the vault
          </Button>
        </div>
      ) : null}
      {isInsecure ? (
        <p className="border-b border-line bg-warn-soft px-4 py-2">
          <b className="font-semibold text-warn">This page was loaded over plain http.</b> The
          browser disables its built-in signing here, so slower code handles the keys, and anyone on
          the network could have changed this page. Use https or localhost.
        </p>
      ) : null}
    </>
  );
}

/** ": 2 connections, 1,204 messages by this page's last count"; "" when there was neither. */
function lostText({ connections, messages }: VaultStop): string {
  const parts = [
    connections === 0
      ? []
      : `${formatCount(connections)} connection${connections === 1 ? "" : "s"}`,
    messages === 0
      ? []
      : `${formatCount(messages)} message${messages === 1 ? "" : "s"} by this page's last count`,
  ].flat();
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}
