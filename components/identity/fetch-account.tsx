// Offers to fetch the JWT of the shown user's account from a server. It needs an open connection whose user
// belongs to the system account, or may belong to it. It asks on a click only.

import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { askerOf, fetchAccounts } from "@/lib/page/actions/account-actions";
import { hostOf } from "@/lib/shared/grammar/address";

export interface FetchAccountProps {
  readonly account: string;
  readonly isLoaded: boolean;
}

export function FetchAccount({ account, isLoaded }: FetchAccountProps) {
  const asker = useVault(useShallow((state) => askerOf(state, account)));
  const [isAsking, setAsking] = useState(false);
  if (asker === null || (isLoaded && asker.standing === "unknown")) return null;
  const fetchJwt = async () => {
    setAsking(true);
    await fetchAccounts(asker, [account]);
    setAsking(false);
  };
  return (
    <div className="flex items-center gap-3 border-t border-line px-4 py-2.5">
      <p className="min-w-0 grow text-data text-ink-2 wrap-anywhere">
        <b className="font-semibold text-ink">
          <VisibleText>{asker.label}</VisibleText>
        </b>{" "}
        <VisibleText>
          {asker.standing === "system"
            ? `belongs to the system account at ${hostOf(asker.address)} and can fetch this account's JWT.`
            : `is connected to ${hostOf(asker.address)}. If it belongs to the system account, it can fetch this account's JWT.`}
        </VisibleText>
      </p>
      <Button size="sm" className="shrink-0" onClick={fetchJwt} disabled={isAsking}>
        {isAsking ? "Fetching" : isLoaded ? "Fetch again" : "Fetch account JWT"}
      </Button>
    </div>
  );
}
