// Finding rows in the shown log: filtering, stepping from hit to hit, and marking rows.

import { changeView, listedFilter, viewOf } from "@/lib/page/state/console-store";
import { shownLog } from "@/lib/page/state/vault-store";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { printQuery } from "@/lib/shared/console/query";
import { EMPTY_QUERY } from "@/lib/shared/console/query-types";
import type { FoundRow, Seq } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { changeShownView, showRow } from "./view-actions";

/** Rows that one shift-click may mark. */
const MARKED_MOST = 10_000;
const WINDOW_MOST = 400;

/** Filters the rows and goes to the newest one: positions are counted again under every filter. */
export function filterBy(next: string | ((text: string) => string)): void {
  const { wanted, isListingAll, filter: before } = viewOf(shownLog());
  const filter = typeof next === "string" ? next : next(before);
  if (isListingAll) changeShownView({ filter, noHit: null });
  else
    changeShownView({
      filter,
      noHit: null,
      isFollowing: true,
      wanted: { ...wanted, from: "tail" },
    });
}

/** Leaves these subjects, or patterns, out of the list. */
export function hideSubjects(subjects: readonly string[]): void {
  const not = subjects.map((subject) => ({ ...EMPTY_QUERY, subjects: [subject] }));
  const terms = printQuery({ ...EMPTY_QUERY, not });
  // The terms come first, because a quote that is not closed would take them in.
  filterBy((text) => `${terms} ${text}`.trim());
}

/** Lists every row with the hits highlighted, or the hits alone. The open row stays in view. */
export async function listAll(isListingAll: boolean): Promise<void> {
  const id = shownLog();
  if (id === null) return;
  const { wanted, selected } = viewOf(id);
  changeShownView({
    isListingAll,
    noHit: null,
    isFollowing: true,
    wanted: { ...wanted, from: "tail" },
  });
  if (selected === null) return;
  const filter = { text: listedFilter(viewOf(id)) };
  const reply = await ask("locate", { id, filter, seq: selected });
  if (reply.ok && reply.value !== null) bringIntoView(id, reply.value);
}

let steps: Promise<unknown> = Promise.resolve();

/** One step after the other, because each begins at the row to which the one before has come. */
export function stepInTurn(step: () => Promise<void>): Promise<void> {
  const own = steps.then(step, step);
  steps = own;
  return own;
}

/** Opens the next hit below (1) or above (-1) the open row. Without an open row it opens the newest hit. */
export const goToHit = (direction: 1 | -1): Promise<void> => stepInTurn(() => openHit(direction));

async function openHit(direction: 1 | -1): Promise<void> {
  const id = shownLog();
  if (id === null) return;
  const view = viewOf(id);
  const reply = await ask("findRow", {
    id,
    filter: { text: listedFilter(view) },
    find: { text: view.filter },
    from: view.selected,
    direction: view.selected === null ? -1 : direction,
  });
  if (!reply.ok) return;
  const found = reply.value;
  // Rows that came after the pause are not listed.
  if (found === null || (view.pausedAt !== null && found.seq > view.pausedAt)) {
    changeView(id, { noHit: direction === 1 ? "newer" : "older" });
    return;
  }
  bringIntoView(id, found);
  await showRow(id, found.seq);
}

/** Opens the listed row above (-1) or below (1) the open one. False at the end of the list, where nothing happens. */
export async function goToNeighbour(direction: 1 | -1): Promise<boolean> {
  const id = shownLog();
  if (id === null) return false;
  const view = viewOf(id);
  const filter = { text: listedFilter(view) };
  const reply = await ask("findRow", { id, filter, find: filter, from: view.selected, direction });
  if (!reply.ok || reply.value === null) return false;
  if (view.pausedAt !== null && reply.value.seq > view.pausedAt) return false;
  bringIntoView(id, reply.value);
  await showRow(id, reply.value.seq);
  return true;
}

/** Stops the search. What it has found stays listed. */
export async function stopSearch(): Promise<void> {
  const id = shownLog();
  if (id === null) return;
  await ask("stopSearch", { id });
  refreshRows();
}

export function toggleMark(seq: Seq): void {
  const id = shownLog();
  if (id === null) return;
  const marked = new Set(viewOf(id).marked);
  if (!marked.delete(seq)) marked.add(seq);
  changeView(id, { marked });
}

export function dropMarks(): void {
  const id = shownLog();
  if (id !== null) changeView(id, { marked: new Set() });
}

/** Marks the listed rows from one to another, both included. */
export async function markRange(id: EntryId, from: Seq, to: Seq): Promise<void> {
  const view = viewOf(id);
  const filter = { text: listedFilter(view) };
  const marked = new Set(view.marked);
  const oldest = await ask("locate", { id, filter, seq: Math.min(from, to) });
  const newest = await ask("locate", { id, filter, seq: Math.max(from, to) });
  // One of them is no longer listed: the clicked row alone is marked.
  if (!oldest.ok || !newest.ok || oldest.value === null || newest.value === null) {
    return toggleMark(to);
  }
  let { place } = oldest.value;
  const end = Math.min(newest.value.place + 1, place + MARKED_MOST);
  while (place < end) {
    const count = Math.min(WINDOW_MOST, end - place);
    const window = { filter, from: place, count, until: view.pausedAt };
    const reply = await ask("readWindow", { id, window });
    if (!reply.ok || reply.value.rows.length === 0) break;
    const first = reply.value.removed + reply.value.first;
    for (const [index, row] of reply.value.rows.entries()) {
      if (row.kind === "message" && first + index < end) marked.add(row.seq);
    }
    place = first + reply.value.rows.length;
  }
  changeView(id, { marked });
}

function bringIntoView(id: EntryId, found: FoundRow): void {
  changeView(id, { goal: { ...found }, noHit: null });
  refreshRows();
}
