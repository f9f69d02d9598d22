// Offers the connection that a stop of the vault ended, until these creds are connected again. Shown in the
// connection bar.

import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { connectAgain } from "@/lib/page/actions/reconnect-actions";
import { publicAddress } from "@/lib/page/diagnosis/report/public-address";
import { formatCount } from "@/lib/page/format/count";
import type { EntryId } from "@/lib/shared/facts/creds";

export function ReconnectOffer({ id }: { id: EntryId }) {
  const lost = useVault((state) => state.lostConnections.get(id));
  if (lost === undefined) return null;
  const { address, messages } = lost;
  return (
    <div
      data-lost-connection={publicAddress(address)}
      className="mt-1.5 flex flex-wrap items-center gap-2 rounded-[10px] border border-line bg-sunken px-3.5 py-2.5"
    >
      <p className="min-w-0 flex-1 wrap-anywhere">
        This tab's vault stopped and lost the connection to{" "}
        <code>
          <VisibleText>{address}</VisibleText>
        </code>
        {messages === null || messages === 0
          ? "."
          : `, with ${formatCount(messages)} received message${messages === 1 ? "" : "s"}.`}
      </p>
      <Button size="sm" onClick={() => void connectAgain(id, address)}>
        Connect again
      </Button>
    </div>
  );
}
