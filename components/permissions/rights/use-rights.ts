// The rights of the selected creds, or of any loaded creds. They are computed again only when their inputs change.

import { useEffect, useMemo, useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { readFacts } from "@/lib/page/actions/entry-actions";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { type EffectiveRights, effectiveRightsOf } from "./effective-rights";

/** The rights of the selected creds; null while there is no user JWT. */
export function useShownRights(): EffectiveRights | null {
  const id = useVault((state) => state.selected);
  const facts = useVault((state) => state.facts);
  return useRightsOf(id, facts);
}

export function useRightsOf(id: EntryId | null, facts: CredsFacts | null): EffectiveRights | null {
  const trust = useVault((state) => state.trust);
  const session = useVault((state) => (id === null ? undefined : state.sessions.get(id)));
  const server = session?.server ?? null;
  const info = server?.info;
  const identity = server?.identity;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only these two of the server matter; its round trip changes every few seconds.
  return useMemo(
    () => (facts === null ? null : effectiveRightsOf(facts, trust, server)),
    [facts, trust, info, identity],
  );
}

/** The facts of creds that are not selected; null until the vault has answered. */
export function useFactsOf(id: EntryId | null): CredsFacts | null {
  const entry = useVault((state) => (id === null ? undefined : state.entries.get(id)));
  const [facts, setFacts] = useState<CredsFacts | null>(null);
  useEffect(() => {
    let isStale = false;
    if (entry === undefined) return;
    void readFacts(entry.id).then((found) => {
      if (!isStale && found !== null) setFacts(found);
    });
    return () => {
      isStale = true;
    };
  }, [entry]);
  return facts?.id === id ? facts : null;
}
