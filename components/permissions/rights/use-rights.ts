// Access of the shown creds, or of any loaded ones, made anew only when what it rests on changes.

import { useEffect, useMemo, useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { readFacts } from "@/lib/page/actions/keyring-actions";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { type EffectiveRights, effectiveRightsOf } from "./effective-rights";

/** Of the shown creds; null while there is no user JWT to go by. */
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the server, these two alone; its round trip changes every few seconds.
  return useMemo(
    () => (facts === null ? null : effectiveRightsOf(facts, trust, server)),
    [facts, trust, info, identity],
  );
}

/** Facts of creds that are not the shown ones; null until the vault has answered. */
export function useFactsOf(id: EntryId | null): CredsFacts | null {
  const entry = useVault((state) => (id === null ? undefined : state.entries.get(id)));
  const [facts, setFacts] = useState<CredsFacts | null>(null);
  useEffect(() => {
    let isOver = false;
    if (entry === undefined) return;
    void readFacts(entry.id).then((found) => {
      if (!isOver && found !== null) setFacts(found);
    });
    return () => {
      isOver = true;
    };
  }, [entry]);
  return facts?.id === id ? facts : null;
}
