// The names and keys of a user, its issuer and its account, for the commands of the texts. The account's name
// comes from its JWT, or from any server that named the account to one of the loaded creds.

import { useMemo } from "react";
import { useVault } from "@/components/shared/use-vault";
import { namesOf } from "@/lib/page/diagnosis/trust/names";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { accountOf } from "@/lib/shared/diagnosis/outcome";
import type { CredsFacts } from "@/lib/shared/facts/creds";

export function useNames(facts: CredsFacts): Evidence {
  const trust = useVault((state) => state.trust);
  const account = facts.jwt === null ? null : accountOf(facts.jwt);
  const told = useToldName(account);
  return useMemo(() => {
    const names = namesOf(facts, trust);
    return told === null || names["accountName"] !== undefined
      ? names
      : { ...names, accountName: told };
  }, [facts, trust, told]);
}

/** Null while no server has named the account. */
export function useToldName(account: string | null): string | null {
  return useVault(({ sessions }) => {
    if (account === null) return null;
    for (const { server } of sessions.values()) {
      const identity = server?.identity;
      if (identity?.account !== account || !identity.accountName) continue;
      // Without a name a server repeats the key.
      if (identity.accountName !== account) return identity.accountName;
    }
    return null;
  });
}
