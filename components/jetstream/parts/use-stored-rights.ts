// Which rights a part of the JetStream view lacks, by the rights of the selected creds.

import { useMemo } from "react";
import { useShownRights } from "@/components/permissions/rights/use-rights";
import { type Requests, rightsFor, type StoredRights } from "@/lib/page/permissions/stored-rights";

const NOTHING_MISSING: StoredRights = { missing: [], fix: null };

export function useStoredRights(requests: Requests): StoredRights {
  const rights = useShownRights();
  const key = JSON.stringify(requests);
  return useMemo(() => {
    if (rights === null) return NOTHING_MISSING;
    const asked: Requests = JSON.parse(key);
    return rightsFor(rights.rules, rights.names, rights.inboxPrefix, asked);
  }, [rights, key]);
}
