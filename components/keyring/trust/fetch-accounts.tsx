// Offers to fetch the account JWTs of all loaded users from the server of a connected user of the system
// account, and shows the progress. It asks on a click only.

import { useMemo, useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { type Asker, accountsOf, fetchAccounts } from "@/lib/page/actions/account-actions";

export function FetchAccounts({ asker }: { asker: Asker }) {
  const entries = useVault((state) => state.entries);
  const accounts = useMemo(() => accountsOf({ entries }), [entries]);
  const [done, setDone] = useState<number | null>(null);
  if (accounts.length === 0) return null;
  const fetchAll = async () => {
    setDone(0);
    await fetchAccounts(asker, accounts, setDone);
    setDone(null);
  };
  return (
    <div className="mt-2 mb-1.5">
      <Button size="sm" onClick={fetchAll} disabled={done !== null}>
        {done === null
          ? "Fetch account JWTs"
          : accounts.length > 1
            ? `Fetching ${done + 1} of ${accounts.length}`
            : "Fetching"}
      </Button>
      <p className="mt-1 text-hint text-ink-3 wrap-anywhere">
        Asks the server, as <VisibleText>{asker.label}</VisibleText> of the system account, for{" "}
        {accounts.length === 1
          ? "the account of the loaded users."
          : `the ${accounts.length} accounts of the loaded users.`}
      </p>
    </div>
  );
}
