// The rows of everything loaded, in the order of the keyring. A row is made again only when something that it shows
// has changed, and so is the list. Both are kept while the overview is closed, so that it opens at once; rows go with
// their entries.

import { checkRunState, checkStore, mainCheckOf } from "@/lib/page/state/check-store";
import type { VaultState } from "@/lib/page/state/vault-store";
import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";
import { lastAnswer, type OverviewRow, type RowInputs, statusOf, toRow } from "./overview-rows";
import type { RightsNote } from "./rights-book";

interface Made {
  readonly inputs: RowInputs;
  readonly madeAtMs: number;
  readonly row: OverviewRow;
}

const HOUR_MS = 3_600_000;

const made = new WeakMap<EntrySummary, Made>();
let last = new WeakRef<readonly OverviewRow[]>([]);

export type RowSources = Pick<VaultState, "order" | "entries" | "sessions" | "trust">;

/** The same list as before when nothing that it shows has changed. */
export function listRows(
  sources: RowSources,
  notes: ReadonlyMap<EntryId, RightsNote>,
  nowMs: number,
): readonly OverviewRow[] {
  const rows = rowsOf(sources.order, sources, notes, nowMs);
  const before = last.deref();
  if (before?.length === rows.length && rows.every((row, at) => row === before[at])) return before;
  last = new WeakRef(rows);
  return rows;
}

/** The rows of some entries, made or kept. */
export function rowsOf(
  ids: readonly EntryId[],
  { entries, sessions, trust }: RowSources,
  notes: ReadonlyMap<EntryId, RightsNote>,
  nowMs: number,
): readonly OverviewRow[] {
  const check = checkStore.getState();
  const isChecked = check.ids.length > 0;
  const run = checkRunState(check);
  const waiting = new Set(run === "running" || run === "paused" ? check.ids : []);
  const names = new Map(trust.map(({ id, jwt }) => [id, jwt.name]));
  const rows: OverviewRow[] = [];
  for (const id of ids) {
    const entry = entries.get(id);
    if (entry === undefined) continue;
    const checked = isChecked ? mainCheckOf(check, id) : null;
    const inputs: RowInputs = {
      entry,
      session: sessions.get(id),
      checked,
      isWaiting: checked === null && waiting.has(id),
      note: notes.get(id),
      accountName: names.get(entry.account ?? "") ?? null,
    };
    const known = made.get(entry);
    if (known !== undefined && isAlike(known, inputs, nowMs)) {
      rows.push(known.row);
      continue;
    }
    const row = toRow(inputs, nowMs);
    made.set(entry, { inputs, madeAtMs: nowMs, row });
    rows.push(row);
  }
  return rows;
}

function isAlike({ inputs, madeAtMs, row }: Made, now: RowInputs, nowMs: number): boolean {
  return (
    inputs.note === now.note &&
    inputs.accountName === now.accountName &&
    inputs.checked === now.checked &&
    inputs.isWaiting === now.isWaiting &&
    inputs.session?.attempt === now.session?.attempt &&
    row.status === statusOf(now.entry, lastAnswer(now.session, now.checked).outcome, nowMs) &&
    // Texts of causes and the week before an expiry depend on the day.
    (row.expiresAtSec === null || nowMs - madeAtMs < HOUR_MS)
  );
}
