// The stored messages of a stream, shown with the parts of the console: where they begin, and how far they are
// read. A page is read at first, and more when the list, a search or an export needs them.

import { showFault } from "@/lib/page/actions/fault-toast";
import { keepsNothing, targetOf } from "@/lib/page/actions/stored-target";
import { changeView, dropViews, viewOf } from "@/lib/page/state/console-store";
import { jetStreamStore, type ShownPlace } from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredPlace, StoredProgress } from "@/lib/shared/facts/stored-place";
import type { VaultOps } from "@/lib/shared/protocol/protocol";

/** Rows of one page. */
export const PAGE_ROWS = 200;

/** Begins at another place. The view of the messages (messages tab) reads them. */
export function choosePlace(id: EntryId, place: ShownPlace): void {
  jetStreamStore.change(id, { place: { ...place }, stop: null });
}

/** Counts the requests to show a log, so that an older one never replaces a newer one. */
let asked = 0;

/**
 * Shows the messages at a place. Null count: all that are there. Filter and kind of view stay. After a Stop new ones are
 * not followed.
 */
export async function showStored(
  id: EntryId,
  stream: StreamSummary,
  { from, subject }: ShownPlace,
  count: number | null,
): Promise<boolean> {
  asked += 1;
  const current = asked;
  const target = targetOf(id, stream, subject);
  const isLive = from.kind === "live" && jetStreamStore.of(id).stop === null;
  const follow = isLive ? followWay(from.mayConsume, stream) : null;
  const reply = await ask("placeStored", { target, place: placeOf(from, stream), count, follow });
  if (!reply.ok) {
    if (current !== asked) return true;
    void showFault("The messages could not be read", reply.fault);
    return false;
  }
  const log = reply.value.id;
  if (current !== asked || vaultStore.getState().selected !== id) {
    void ask("closeRecording", { id: log });
    return true;
  }
  const former = vaultStore.getState().storedLog;
  const { filter, pane, isListingAll, format, formats } = viewOf(former?.id ?? null);
  const isAtEnd = from.kind === "newest" || from.kind === "live" || filter !== "";
  const start = isAtEnd ? {} : AT_FIRST;
  const look = { filter, pane, isListingAll, format, formats };
  const kept = former === null ? { filter: "" } : look;
  changeView(log, { ...kept, ...start });
  vaultStore.setState({ storedLog: reply.value });
  if (former !== null) close(former.id);
  return true;
}

const AT_FIRST = { isFollowing: false, scrollRow: 0, wanted: { from: 0, count: 40 } };

/** Drops what was read. */
export function closeStored(): void {
  asked += 1;
  const { storedLog } = vaultStore.getState();
  vaultStore.setState({ storedLog: null });
  if (storedLog !== null) close(storedLog.id);
}

function close(log: string): void {
  dropViews([log]);
  void ask("closeRecording", { id: log });
}

/** Reads that many more messages; null reads to the end. */
export async function readOn(count: number | null): Promise<void> {
  takeStopBack();
  await tell(count, 0);
}

/** Reads what came after the last message. A Stop stays, so that nothing is followed again. `lastSeq`: of the stream now. */
export async function readNew(lastSeq: number): Promise<void> {
  await tell(null, lastSeq);
}

/** Ends reading and following until the user asks for more. What was read stays. */
export async function stopReading(): Promise<void> {
  const { selected, storedLog } = vaultStore.getState();
  if (selected === null) return;
  const { filter } = viewOf(storedLog?.id ?? null);
  jetStreamStore.change(selected, { stop: { filter, hasLeftEnd: false, isRefreshed: false } });
  await tell(0, 0);
}

function takeStopBack(): void {
  const { selected } = vaultStore.getState();
  if (selected !== null) jetStreamStore.change(selected, { stop: null });
}

async function tell(count: number | null, lastSeq: number): Promise<void> {
  const { storedLog } = vaultStore.getState();
  if (storedLog === null) return;
  const reply = await ask("readStoredOn", { log: storedLog.id, count, lastSeq });
  if (reply.ok && vaultStore.getState().storedLog?.id === reply.value.id) {
    vaultStore.setState({ storedLog: reply.value });
  }
}

/** Subjects of one page. */
export const SUBJECT_ROWS = 200;

export type SubjectsAnswer = VaultOps["readSubjects"]["reply"];

/** A page of the subjects that match the filter. */
export function readSubjects(
  id: EntryId,
  stream: string,
  filter: string,
  first: number,
): Promise<SubjectsAnswer> {
  const { domain } = jetStreamStore.of(id);
  return ask("readSubjects", { id, domain, stream, filter, first, count: SUBJECT_ROWS });
}

/** Reads every message, from the first to the last. */
export async function readAll(id: EntryId, stream: StreamSummary): Promise<void> {
  const { subject } = jetStreamStore.of(id).place;
  const from = { kind: "sequence", sequence: stream.firstSeq } as const;
  takeStopBack();
  await showStored(id, stream, { from, subject }, null);
}

/** Reads what a search or an export needs: all from the chosen place on. The newest messages are no such place. */
export async function readForAll(id: EntryId, stream: StreamSummary): Promise<void> {
  const { place } = jetStreamStore.of(id);
  const stored = vaultStore.getState().storedLog?.stored ?? null;
  if (stored === null || lacksFirst(place, stored)) await readAll(id, stream);
  else await readOn(null);
}

const lacksFirst = ({ from: { kind } }: ShownPlace, { from, firstSeq }: StoredProgress) =>
  kind === "newest" && from > firstSeq;

/** Whether a search or an export of what is shown needs messages that were not read. */
export function isPartial(place: ShownPlace, stored: StoredProgress): boolean {
  return stored.next !== null || lacksFirst(place, stored);
}

/** A log for an export. */
export type WholeLog =
  /** `partial`: how far it was read when it could be read no further; null = to its end. */
  | { readonly kind: "read"; readonly id: EntryId; readonly partial: StoredProgress | null }
  /** The user stopped reading. */
  | { readonly kind: "stopped" }
  /** Other messages were shown before all were read. */
  | { readonly kind: "closed" };

/** Reads what an export of this log needs and gives the log that has it: for other logs the same one. */
export async function wholeLog(
  log: EntryId,
  onReading: (facts: RecordingFacts) => void = () => {},
): Promise<WholeLog> {
  const { storedLog, selected } = vaultStore.getState();
  if (storedLog?.id !== log || storedLog.stored === null || selected === null) {
    return { kind: "read", id: log, partial: null };
  }
  const { place, streams } = jetStreamStore.of(selected);
  const answer = streams.get(storedLog.name);
  const stream =
    answer?.ok && answer.value.stream.kind === "told" ? answer.value.stream.value : null;
  let current = log;
  let before: RecordingFacts | null = null;
  // A page of it may be on its way.
  let isReading = storedLog.state === "reading";
  for (;;) {
    const facts = await storedRead(current, onReading);
    const { stop, place: shown } = jetStreamStore.of(selected);
    if (facts?.stored == null || shown !== place) return { kind: "closed" };
    // What is read after it may be a refresh.
    if (isReading && stop?.isRefreshed === false) return { kind: "stopped" };
    const { stored, state } = facts;
    // What was asked for brought nothing: it could not be asked.
    const isStuck = facts === before;
    before = facts;
    if (state === "failed" || isStuck) return { kind: "read", id: current, partial: stored };
    if (stream === null || !isPartial(place, stored)) {
      return { kind: "read", id: current, partial: null };
    }
    isReading = true;
    await readForAll(selected, stream);
    // Cancelled before the log was there that is read now.
    if (jetStreamStore.of(selected).stop !== null) await stopReading();
    current = vaultStore.getState().storedLog?.id ?? current;
  }
}

/** Settles once the log is read as far as it was asked for; null when it is shown no more. */
function storedRead(
  log: EntryId,
  onReading: (facts: RecordingFacts) => void,
): Promise<RecordingFacts | null> {
  return new Promise((resolve) => {
    const look = () => {
      const { storedLog } = vaultStore.getState();
      const shown = storedLog?.id === log ? storedLog : null;
      if (shown?.state === "reading") return onReading(shown);
      stop();
      resolve(shown);
    };
    const stop = vaultStore.subscribe(look);
    look();
  });
}

const followWay = (mayConsume: boolean, { retention }: StreamSummary) =>
  mayConsume && keepsNothing(retention) ? "consumer" : "poll";

function placeOf(from: ShownPlace["from"], { lastSeq }: StreamSummary): StoredPlace {
  if (from.kind !== "newest" && from.kind !== "live") return from;
  return { kind: "before", sequence: lastSeq + 1, count: PAGE_ROWS };
}
