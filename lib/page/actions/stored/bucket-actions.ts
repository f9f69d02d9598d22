// Reading a KV bucket: a page of its keys, the history of a key, one revision, and two of them compared. Nothing is
// created or changed on the server.

import { isLoaded, targetOf } from "@/lib/page/actions/stored-target";
import { bucketStore, type OpenRevision } from "@/lib/page/state/stored/bucket-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";

const KEYS_OF_PAGE = 100;
/** The server keeps at most 64 revisions of a key (ADR-8). */
const MAX_REVISIONS = 64;

/** The name of the bucket and its subjects. */
export const bucketOf = (stream: string) => stream.replace(/^KV_/u, "");

/** Text with wildcards is a pattern, which the server matches; other text is part of a key. */
export function keyQuery(stream: string, filter: string) {
  const isPattern = /[*>]/u.test(filter);
  const pattern = isPattern ? filter : ">";
  return { subject: `$KV.${bucketOf(stream)}.${pattern}`, contains: isPattern ? "" : filter };
}

interface KeyPlace {
  readonly filter: string;
  readonly pages: readonly string[];
}

/** Reads the shown page of keys again, or another one. What is open stays open. */
export async function readKeys(
  id: EntryId,
  stream: StreamSummary,
  place?: KeyPlace,
): Promise<void> {
  const before = bucketStore.of(id);
  const isOther = before.stream !== stream.name;
  const { filter, pages } = place ?? (isOther ? { filter: "", pages: [""] } : before);
  const asked = { stream: stream.name, filter, pages, isReading: true };
  bucketStore.change(id, { ...asked, ...(isOther ? { answer: null, key: null } : {}) });
  const { subject, contains } = keyQuery(stream.name, filter);
  const after = pages.at(-1) ?? "";
  const target = targetOf(id, stream, subject);
  const answer = await ask("readKeys", { target, contains, after, count: KEYS_OF_PAGE });
  const now = bucketStore.of(id);
  // Another page or bucket may have been chosen meanwhile.
  if (!isLoaded(id) || now.stream !== stream.name || now.pages !== pages) return;
  bucketStore.change(id, { isReading: false, answer });
  if (now.key === null) return;
  const rows = answer.ok && answer.value.kind === "told" ? answer.value.value.rows : [];
  const newest = Math.max(...rows.map(({ sequence }) => sequence), 0);
  await readHistory(id, upTo(stream, newest), now.key.subject);
}

/** Opens a key at one of its revisions, with its history. */
export async function openKey(
  id: EntryId,
  stream: StreamSummary,
  subject: string,
  sequence: number,
): Promise<void> {
  const shown = { sequence, answer: null };
  bucketStore.change(id, { key: { subject, history: null, shown, other: null } });
  await Promise.all([
    readHistory(id, upTo(stream, sequence), subject),
    readRevision(id, stream, subject, "shown", sequence),
  ]);
}

export function closeKey(id: EntryId): void {
  bucketStore.change(id, { key: null });
}

/** Shows a revision, or compares the shown one with it. */
export async function readRevision(
  id: EntryId,
  stream: StreamSummary,
  subject: string,
  place: "shown" | "other",
  sequence: number,
): Promise<void> {
  const asked: OpenRevision = { sequence, answer: null };
  if (!changeKey(id, subject, { [place]: asked })) return;
  const target = targetOf(id, stream, ">");
  const answer = await ask("readStoredMessage", { target, sequence });
  if (bucketStore.of(id).key?.[place] === asked) {
    changeKey(id, subject, { [place]: { sequence, answer } });
  }
}

export function endComparison(id: EntryId): void {
  const { key } = bucketStore.of(id);
  if (key !== null) changeKey(id, key.subject, { other: null });
}

/** What was stored since the stream was read. */
const upTo = (stream: StreamSummary, sequence: number): StreamSummary => ({
  ...stream,
  lastSeq: Math.max(stream.lastSeq, sequence),
});

async function readHistory(id: EntryId, stream: StreamSummary, subject: string): Promise<void> {
  const target = targetOf(id, stream, subject);
  const from = { kind: "sequence", sequence: stream.firstSeq } as const;
  const history = await ask("readStored", { target, from, count: MAX_REVISIONS });
  changeKey(id, subject, { history });
}

/** False when another key is open by now. */
function changeKey(
  id: EntryId,
  subject: string,
  change: Partial<NonNullable<ReturnType<typeof bucketStore.of>["key"]>>,
): boolean {
  const { key } = bucketStore.of(id);
  if (!isLoaded(id) || key?.subject !== subject) return false;
  bucketStore.change(id, { key: { ...key, ...change } });
  return true;
}
