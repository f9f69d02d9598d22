// Sorting by a column. Each row gets a key once for a sort, so that comparing is cheap at tens of thousands of rows.
// Unreadable files come last in every order. Pure.

import type { EntrySummary } from "@/lib/shared/facts/creds";
import { type OverviewRow, STATUSES } from "./overview-rows";

export const COLUMNS = [
  "name",
  "file",
  "account",
  "status",
  "expires",
  "permissions",
  "answer",
] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  readonly column: Column;
  readonly isDescending: boolean;
}

type Key = string | number;

/** Numbers inside a text count as numbers: "svc-9" comes before "svc-10". */
export const naturalKey = (text: string): string =>
  text.toLowerCase().replace(/\d+/gu, (digits) => digits.padStart(12, "0"));

/** Names and paths of creds never change, so their keys are made once. */
function keptKeys(textOf: (entry: EntrySummary) => string): (row: OverviewRow) => string {
  const kept = new WeakMap<EntrySummary, string>();
  return ({ entry }) => {
    const known = kept.get(entry);
    if (known !== undefined) return known;
    const key = naturalKey(textOf(entry));
    kept.set(entry, key);
    return key;
  };
}

const KEYS: Readonly<Record<Column, (row: OverviewRow) => Key>> = {
  name: keptKeys(({ label }) => label),
  file: keptKeys(({ path }) => path),
  account: ({ account }) => naturalKey(account),
  // Worst first.
  status: ({ status, cause }) => `${STATUSES.indexOf(status)} ${cause}`,
  expires: ({ expiresAtSec }) => expiresAtSec ?? Number.MAX_SAFE_INTEGER,
  // Widest first.
  permissions: ({ note }) => -breadthOf(note),
  answer: ({ answerMs }) => answerMs ?? Number.MAX_SAFE_INTEGER,
};

/** How much creds may do: any subject beats any list, and a longer list beats a shorter one. */
function breadthOf(note: OverviewRow["note"]): number {
  if (!note?.rules) return -1;
  const { publish, subscribe } = note.rules.rights.permissions;
  const of = (breadth: string, count: number) =>
    breadth === "any" ? 1_000_000 : breadth === "listed" ? Math.min(count, 999_999) : 0;
  return (
    of(note.publish, publish.allow?.length ?? 0) + of(note.subscribe, subscribe.allow?.length ?? 0)
  );
}

/** The last order of each list. A search leaves rows out and needs no new order. */
const ordered = new WeakMap<
  readonly OverviewRow[],
  Order & { readonly sorted: readonly OverviewRow[] }
>();

/** Cheap when the same list was last ordered in the same way. */
export function orderRows(rows: readonly OverviewRow[], order: Order): readonly OverviewRow[] {
  const known = ordered.get(rows);
  if (known?.column === order.column && known.isDescending === order.isDescending) {
    return known.sorted;
  }
  const sorted = sortRows(rows, order);
  ordered.set(rows, { ...order, sorted });
  return sorted;
}

/** Makes what these rows are ordered by, for a later order. */
export function prepareKeys(rows: readonly OverviewRow[], { column }: Order): void {
  for (const row of rows) KEYS[column](row);
}

interface Keyed {
  readonly row: OverviewRow;
  readonly key: Key;
}

function sortRows(
  rows: readonly OverviewRow[],
  { column, isDescending }: Order,
): readonly OverviewRow[] {
  const keyOf = KEYS[column];
  const sign = isDescending ? -1 : 1;
  const readable: Keyed[] = [];
  const unreadable: Keyed[] = [];
  for (const row of rows) {
    (row.status === "unreadable" ? unreadable : readable).push({ row, key: keyOf(row) });
  }
  // Rows with the same key stay in the order of the list, whichever way the column is sorted.
  const compare = ({ key: a }: Keyed, { key: b }: Keyed) => (a < b ? -sign : a > b ? sign : 0);
  return [...readable.sort(compare), ...unreadable.sort(compare)].map(({ row }) => row);
}
