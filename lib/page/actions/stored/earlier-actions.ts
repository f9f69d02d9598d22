// Going back past the first stored message that was read: the page before it is read, and its last message opened.

import { targetOf } from "@/lib/page/actions/stored-target";
import { showRow } from "@/lib/page/actions/view-actions";
import { changeView, listedFilter, viewOf } from "@/lib/page/state/console-store";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { hasEarlier } from "@/lib/page/state/stored/earlier";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { RecordingFacts, Seq } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { choosePlace, PAGE_ROWS, readOn } from "./stored-actions";

const WINDOW_ROWS = 400;

/** Does nothing where there is none, or where a filter lists only some messages. */
export async function openEarlier(): Promise<void> {
  const { storedLog, selected: id } = vaultStore.getState();
  const stored = storedLog?.stored;
  if (id === null || stored == null || !hasEarlier(storedLog)) return;
  if (listedFilter(viewOf(storedLog?.id ?? null)) !== "") return;
  const { from: sequence, subject } = stored;
  if (!(await isAnyBefore(id, storedLog?.name ?? "", subject, sequence))) return;
  if (vaultStore.getState().storedLog?.id !== storedLog?.id) return;
  choosePlace(id, { from: { kind: "before", sequence, count: PAGE_ROWS }, subject });
  const { place } = jetStreamStore.of(id);
  const isWanted = () => {
    const now = jetStreamStore.of(id);
    return now.place === place && now.stop === null;
  };
  let log = await nextRead(isWanted, (one) => one.id !== storedLog?.id);
  // Where subjects are rare, the page may end before that message.
  while (log?.stored?.next != null && log.stored.next < sequence) {
    const { id: current } = log;
    const before = log.messages;
    await readOn(PAGE_ROWS);
    log = await nextRead(isWanted, (one) => one.id === current);
    if (log?.messages === before) break;
  }
  if (log === null) return;
  const seq = await lastBefore(log.id, sequence);
  if (seq === null || !isWanted()) return;
  // Without a filter the place of a row follows from its number.
  changeView(log.id, { goal: { seq, place: seq - 1 } });
  await showRow(log.id, seq);
}

/** Whether a stream has a message of the subject before this one. */
async function isAnyBefore(
  id: EntryId,
  name: string,
  subject: string,
  sequence: number,
): Promise<boolean> {
  const answer = jetStreamStore.of(id).streams.get(name);
  if (!answer?.ok || answer.value.stream.kind !== "told") return false;
  const { value: stream } = answer.value.stream;
  const from = { kind: "sequence", sequence: stream.firstSeq } as const;
  const target = targetOf(id, stream, subject);
  const first = await ask("readStored", { target, from, count: 1 });
  if (!first.ok || first.value.kind !== "told") return false;
  const [row] = first.value.value.rows;
  return row !== undefined && row.sequence < sequence;
}

/** Waits until a log that passes `check` is read; null when another place was chosen, or reading was stopped. */
function nextRead(
  isWanted: () => boolean,
  check: (log: RecordingFacts) => boolean,
): Promise<RecordingFacts | null> {
  return new Promise((resolve) => {
    const look = () => {
      const { storedLog } = vaultStore.getState();
      const isRead = storedLog !== null && storedLog.state !== "reading" && check(storedLog);
      if (isWanted() && !isRead) return;
      for (const stop of stops) stop();
      resolve(isWanted() ? storedLog : null);
    };
    const stops = [vaultStore.subscribe(look), jetStreamStore.store.subscribe(look)];
    look();
  });
}

/** The row of the last message before a sequence. */
async function lastBefore(log: string, sequence: number): Promise<Seq | null> {
  let found: Seq | null = null;
  for (let from = 0; ; from += WINDOW_ROWS) {
    const window = { filter: { text: "" }, from, count: WINDOW_ROWS, until: null };
    const reply = await ask("readWindow", { id: log, window });
    if (!reply.ok) return found;
    for (const row of reply.value.rows) {
      if (row.kind !== "message" || row.sequence === null) continue;
      if (row.sequence >= sequence) return found;
      found = row.seq;
    }
    if (reply.value.rows.length < WINDOW_ROWS) return found;
  }
}
