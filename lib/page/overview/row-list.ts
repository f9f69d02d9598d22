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

/** The last list, and what it was made of. It keeps nothing alive. */
interface Last {
  readonly rows: WeakRef<readonly OverviewRow[]>;
  readonly seen: readonly WeakRef<object>[];
  readonly fromMs: number;
  readonly untilMs: number;
}
let last: Last = { rows: new WeakRef([]), seen: [], fromMs: 0, untilMs: 0 };

export type RowSources = Pick<VaultState, "order" | "entries" | "sessions" | "trust">;

/** The same list as before when nothing that it shows has changed; at once when nothing at all has. */
export function listRows(
  sources: RowSources,
  notes: ReadonlyMap<EntryId, RightsNote>,
  nowMs: number,
): readonly OverviewRow[] {
  const { order, entries, sessions, trust } = sources;
  const seen = [order, entries, sessions, trust, notes, checkStore.getState()];
  const before = last.rows.deref();
  const isTimely = nowMs >= last.fromMs && nowMs < last.untilMs;
  if (before !== undefined && isTimely && seen.every((one, at) => one === last.seen[at]?.deref())) {
    return before;
  }
  const rows = rowsOf(order, sources, notes, nowMs);
  const isSame = before?.length === rows.length && rows.every((row, at) => row === before[at]);
  const shown = isSame ? before : rows;
  last = {
    rows: new WeakRef(shown),
    seen: seen.map((one) => new WeakRef(one)),
    fromMs: nowMs,
    untilMs: lastingUntilMs(shown, nowMs),
  };
  return shown;
}

/** When time alone changes a row. */
function lastingUntilMs(rows: readonly OverviewRow[], nowMs: number): number {
  let until = Number.POSITIVE_INFINITY;
  for (const { entry, expiresAtSec } of rows) {
    if (expiresAtSec === null) continue;
    const expiryMs = (expiresAtSec + 1) * 1_000;
    if (expiryMs > nowMs) until = Math.min(until, expiryMs);
    until = Math.min(until, (made.get(entry)?.madeAtMs ?? nowMs) + HOUR_MS);
  }
  return until;
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
