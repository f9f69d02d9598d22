// The rows of everything loaded, in the order of the keyring. A row is made again only when something that it shows
// has changed, and so is the list.

import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import {
  type OverviewRow,
  type RowInputs,
  statusOf,
  toRow,
} from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import type { EntryId } from "@/lib/shared/facts/creds";

interface Made {
  readonly inputs: RowInputs;
  readonly madeAtMs: number;
  readonly row: OverviewRow;
}

const DAY_MS = 86_400_000;

export function useRows(nowMs: number): readonly OverviewRow[] {
  const order = useVault((state) => state.order);
  const entries = useVault((state) => state.entries);
  const sessions = useVault((state) => state.sessions);
  const trust = useVault((state) => state.trust);
  const notes = useStore(overviewStore, (state) => state.notes);
  const made = useRef<ReadonlyMap<EntryId, Made>>(new Map());
  const list = useRef<readonly OverviewRow[]>([]);
  return useMemo(() => {
    const names = new Map(trust.map(({ id, jwt }) => [id, jwt.name]));
    const next = new Map<EntryId, Made>();
    for (const id of order) {
      const entry = entries.get(id);
      if (entry === undefined) continue;
      const inputs: RowInputs = {
        entry,
        session: sessions.get(id),
        note: notes.get(id),
        accountName: names.get(entry.account ?? "") ?? null,
      };
      const known = made.current.get(id);
      const isSame = known !== undefined && isAlike(known, inputs, nowMs);
      next.set(id, isSame ? known : { inputs, madeAtMs: nowMs, row: toRow(inputs, nowMs) });
    }
    made.current = next;
    const rows = [...next.values()].map(({ row }) => row);
    const isUnchanged =
      rows.length === list.current.length && rows.every((row, at) => row === list.current[at]);
    if (!isUnchanged) list.current = rows;
    return list.current;
  }, [order, entries, sessions, trust, notes, nowMs]);
}

function isAlike({ inputs, madeAtMs, row }: Made, now: RowInputs, nowMs: number): boolean {
  return (
    inputs.entry === now.entry &&
    inputs.note === now.note &&
    inputs.accountName === now.accountName &&
    inputs.session?.attempt === now.session?.attempt &&
    row.status === statusOf(now.entry, now.session, nowMs) &&
    // Texts of causes and the week before an expiry depend on the day.
    (row.expiresAtSec === null || nowMs - madeAtMs < DAY_MS / 24)
  );
}
