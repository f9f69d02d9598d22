// Reading what JetStream has, with plain requests. Nothing is created or changed on the server.

import {
  jetStreamStore,
  type PageFrom,
  type ShownPage,
  type StreamAnswer,
} from "@/lib/page/state/jetstream-store";
import { putRecording, setSelected } from "@/lib/page/state/vault-store";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredFrom } from "@/lib/shared/facts/stored";
import { showFault } from "./fault-toast";
import { isLoaded, targetOf } from "./stored-target";

/** Rows of one page. */
export const PAGE_ROWS = 100;

/** Reads the account's limits and use, and the streams that this user may list. */
export async function readJetStream(id: EntryId, domain: string): Promise<void> {
  const before = jetStreamStore.of(id);
  const isSame = before.domain === domain;
  jetStreamStore.change(id, {
    ...{ domain, isAsking: true },
    ...(isSame ? {} : { chosen: null, page: null, open: null, streams: new Map() }),
  });
  const report = await ask("readJetStream", { id, domain });
  refreshRows();
  if (!isLoaded(id)) return;
  jetStreamStore.change(id, { report, at: Date.now(), isAsking: false });
  const { chosen } = jetStreamStore.of(id);
  if (!isSame || chosen === null) return;
  await readStream(id, chosen);
  await refreshContents(id, chosen);
}

/** Reads again what is shown of the stream. A page of the newest messages moves on to the newest. */
async function refreshContents(id: EntryId, name: string): Promise<void> {
  const { streams, chosen, page } = jetStreamStore.of(id);
  const answer = streams.get(name);
  if (chosen !== name || !answer?.ok || answer.value.stream.kind !== "told") return;
  const stream = answer.value.stream.value;
  if (page !== null) await readPage(id, stream, page);
}

/** Shows a stream and the first page of its messages. */
export async function chooseStream(id: EntryId, stream: string | null): Promise<void> {
  const nothingRead = { page: null, open: null };
  jetStreamStore.change(id, { chosen: stream, tab: "contents", ...nothingRead });
  if (stream !== null) await readStream(id, stream);
}

/** Reads one stream and its consumers by name, even if no list shows it. */
export async function readStream(id: EntryId, stream: string): Promise<void> {
  if (!jetStreamStore.of(id).streams.has(stream)) put(id, stream, null);
  const answer = await ask("readStream", { id, domain: jetStreamStore.of(id).domain, stream });
  refreshRows();
  if (isLoaded(id)) put(id, stream, answer);
}

/** Reads a page of messages. `before` tells where the pages before it began. */
export async function readPage(
  id: EntryId,
  stream: StreamSummary,
  place: Pick<ShownPage, "from" | "subject" | "before">,
): Promise<void> {
  const { from, subject, before } = place;
  const { page } = jetStreamStore.of(id);
  const asked = { from, subject, before, isReading: true, answer: page?.answer ?? null };
  jetStreamStore.change(id, { page: asked });
  const target = targetOf(id, stream, subject);
  const answer = await ask("readStored", {
    target,
    from: startOf(from, stream),
    count: PAGE_ROWS,
  });
  // Another page or stream may have been chosen meanwhile.
  if (!isLoaded(id) || jetStreamStore.of(id).page !== asked) return;
  jetStreamStore.change(id, { page: { ...asked, isReading: false, answer } });
}

function startOf(from: PageFrom, { firstSeq, lastSeq }: StreamSummary): StoredFrom {
  if (from.kind !== "newest") return from;
  return { kind: "sequence", sequence: Math.max(firstSeq, lastSeq - PAGE_ROWS + 1) };
}

export async function openStoredMessage(
  id: EntryId,
  stream: StreamSummary,
  sequence: number,
): Promise<void> {
  const asked = { sequence, answer: null };
  jetStreamStore.change(id, { open: asked });
  const target = targetOf(id, stream, ">");
  const answer = await ask("readStoredMessage", { target, sequence });
  if (isLoaded(id) && jetStreamStore.of(id).open === asked) {
    jetStreamStore.change(id, { open: { sequence, answer } });
  }
}

export function closeStoredMessage(id: EntryId): void {
  jetStreamStore.change(id, { open: null });
}

/** Reads every message into a separate log, with filter, search, tree, chart and export. */
export async function openStoredLog(
  id: EntryId,
  stream: StreamSummary,
  subject: string,
): Promise<void> {
  const target = targetOf(id, stream, subject);
  const reply = await ask("openStored", { target });
  if (!reply.ok) return showFault("The messages could not be read", reply.fault);
  putRecording(reply.value);
  setSelected(reply.value.id);
}

function put(id: EntryId, stream: string, answer: StreamAnswer): void {
  const { streams } = jetStreamStore.of(id);
  jetStreamStore.change(id, { streams: new Map(streams).set(stream, answer) });
}
