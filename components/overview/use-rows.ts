// The rows of everything loaded, in the order of the keyring. A row is made again only when something that it shows
// has changed, and so is the list.

import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import { useCheckVersion } from "@/components/check/use-check-version";
import { useVault } from "@/components/shared/use-vault";
import {
  lastAnswer,
  type OverviewRow,
  type RowInputs,
  statusOf,
  toRow,
} from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { checkStore, mainCheckOf } from "@/lib/page/state/check-store";
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
  const version = useCheckVersion();
  const made = useRef<ReadonlyMap<EntryId, Made>>(new Map());
  const list = useRef<readonly OverviewRow[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the results change in place; the version tells of it.
  return useMemo(() => {
    const check = checkStore.getState();
    const isChecked = check.ids.length > 0;
    const names = new Map(trust.map(({ id, jwt }) => [id, jwt.name]));
    const next = new Map<EntryId, Made>();
    for (const id of order) {
      const entry = entries.get(id);
      if (entry === undefined) continue;
      const inputs: RowInputs = {
        entry,
        session: sessions.get(id),
        checked: isChecked ? mainCheckOf(check, id) : null,
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
  }, [order, entries, sessions, trust, notes, version, nowMs]);
}

function isAlike({ inputs, madeAtMs, row }: Made, now: RowInputs, nowMs: number): boolean {
  return (
    inputs.entry === now.entry &&
    inputs.note === now.note &&
    inputs.accountName === now.accountName &&
    inputs.checked === now.checked &&
    inputs.session?.attempt === now.session?.attempt &&
    row.status === statusOf(now.entry, lastAnswer(now.session, now.checked).outcome, nowMs) &&
    // Texts of causes and the week before an expiry depend on the day.
    (row.expiresAtSec === null || nowMs - madeAtMs < DAY_MS / 24)
  );
}
