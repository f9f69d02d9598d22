// The rows of everything loaded, as they change.

import { useMemo } from "react";
import { useStore } from "zustand";
import { useCheckVersion } from "@/components/check/use-check-version";
import { useVault } from "@/components/shared/use-vault";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { listRows } from "@/lib/page/overview/row-list";

export function useRows(nowMs: number): readonly OverviewRow[] {
  const order = useVault((state) => state.order);
  const entries = useVault((state) => state.entries);
  const sessions = useVault((state) => state.sessions);
  const trust = useVault((state) => state.trust);
  const notes = useStore(overviewStore, (state) => state.notes);
  const version = useCheckVersion();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the results change in place; the version tells of it.
  return useMemo(
    () => listRows({ order, entries, sessions, trust }, notes, nowMs),
    [order, entries, sessions, trust, notes, version, nowMs],
  );
}
