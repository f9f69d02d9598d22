// Offers to fetch the account JWTs of all loaded users from the server of a connected system account
// user, and shows how far it is. Never by itself.

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
        {accounts.length === 1 ? "Of the account" : `Of the ${accounts.length} accounts`} that the
        loaded users name; asked for by <VisibleText>{asker.label}</VisibleText>, of the system
        account.
      </p>
    </div>
  );
}
