// How the user looks at the shown log: which row is open, pause and resume, the format of payloads,
// and clearing the messages. Filters and marks are in search-actions.ts.

import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { type ConsoleView, changeView, viewOf } from "@/lib/page/state/console-store";
import { shownLog } from "@/lib/page/state/vault-store";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { fail, type Result } from "@/lib/shared/base/result";
import { printQuery } from "@/lib/shared/console/query";
import { EMPTY_QUERY } from "@/lib/shared/console/query-types";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { MessageDetail, Seq } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

/** Changes the view of the shown log and pulls its rows again. */
export function changeShownView(change: Partial<Omit<ConsoleView, "window" | "draft">>): void {
  const id = shownLog();
  if (id === null) return;
  changeView(id, change);
  refreshRows();
}

/**
 * Shows payloads in a format: those on the subject of the open message from now on, others until another is chosen.
 */
export function chooseFormat(format: PayloadFormat): void {
  const id = shownLog();
  if (id === null) return;
  const { detail, formats } = viewOf(id);
  const subject = detail?.subject;
  const next = subject === undefined ? formats : new Map(formats).set(subject, format);
  changeView(id, { format, formats: next });
}

/** Shows one row of the shown log in the detail region. */
export async function selectRow(seq: Seq): Promise<void> {
  const id = shownLog();
  if (id !== null) await showRow(id, seq);
}

export async function showRow(id: EntryId, seq: Seq): Promise<void> {
  const row = viewOf(id).window?.rows.find((known) => known.seq === seq);
  const notice = row?.kind === "notice" ? row : null;
  changeView(id, {
    selected: seq,
    notice,
    compared: null,
    isDetailGone: false,
    ...(notice === null ? {} : { detail: null }),
  });
  if (notice !== null) return;
  const detail = await readMessage(id, seq);
  if (viewOf(id).selected !== seq) return;
  changeView(id, { detail, isDetailGone: detail === null });
}

/** Null when the message was dropped. */
export async function readMessage(id: EntryId, seq: Seq): Promise<MessageDetail | null> {
  const reply = await ask("readMessage", { id, seq });
  return reply.ok ? reply.value : null;
}

const NO_DETAIL = {
  selected: null,
  detail: null,
  compared: null,
  notice: null,
  isDetailGone: false,
} as const;

/** Closes the open message or notice. */
export function closeDetail(): void {
  const id = shownLog();
  if (id === null) return;
  changeView(id, NO_DETAIL);
}

/**
 * Shows a message beside another: the one that is marked, else the open one, else the one before it on its subject.
 * False when there is none of them.
 */
export async function compareMessage(id: EntryId, seq: Seq): Promise<boolean> {
  const message = await readMessage(id, seq);
  const other = message === null ? null : await otherThan(id, message);
  if (message === null || other === null) return false;
  const [a, b] = other.seq < seq ? [other, message] : [message, other];
  changeView(id, { selected: seq, detail: message, notice: null, compared: { a, b } });
  return true;
}

async function otherThan(id: EntryId, { seq, subject }: MessageDetail) {
  const { marked, selected, detail } = viewOf(id);
  const [first, ...more] = [...marked].filter((one) => one !== seq);
  if (first !== undefined && more.length === 0) return readMessage(id, first);
  if (detail !== null && selected !== null && selected !== seq) return detail;
  const find = { text: printQuery({ ...EMPTY_QUERY, subjects: [subject] }) };
  const before = await ask("findRow", { id, filter: find, find, from: seq, direction: -1 });
  return before.ok && before.value !== null ? readMessage(id, before.value.seq) : null;
}

/** Goes back from two messages to the open one. */
export function endCompare(): void {
  const id = shownLog();
  if (id !== null) changeView(id, { compared: null });
}

/** The older message goes to the right, or back to the left. */
export function swapCompared(): void {
  const id = shownLog();
  const compared = id === null ? null : viewOf(id).compared;
  if (id !== null && compared !== null) {
    changeView(id, { compared: { a: compared.b, b: compared.a } });
  }
}

/** Keeps the listed rows as they are. Messages that arrive are still received and stored. */
export function pause(): void {
  const id = shownLog();
  if (id === null) return;
  changeView(id, { pausedAt: viewOf(id).window?.lastSeq ?? 0 });
}

export function resume(): void {
  const id = shownLog();
  if (id === null) return;
  changeView(id, { pausedAt: null });
  refreshRows();
}

export async function clearMessages(): Promise<Result<unknown, ActionFault>> {
  const id = shownLog();
  if (id === null) return fail("not-loaded");
  const reply = await ask("clearMessages", { id });
  changeView(id, {
    ...NO_DETAIL,
    marked: new Set(),
    pausedAt: null,
    isFollowing: true,
    wanted: { ...viewOf(id).wanted, from: "tail" },
  });
  refreshRows();
  return reply;
}
