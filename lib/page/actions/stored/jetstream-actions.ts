// Reading what JetStream has, with plain requests. Nothing is created or changed on the server.

import { isLoaded } from "@/lib/page/actions/stored-target";
import {
  jetStreamStore,
  NEWEST,
  type StreamAnswer,
  type StreamDetail,
} from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { ok } from "@/lib/shared/base/result";
import type { EntryId } from "@/lib/shared/facts/creds";
import { readNew } from "./stored-actions";

/** Refreshes every few seconds, or no more. */
export function refreshRegularly(id: EntryId, isFollowing: boolean): void {
  jetStreamStore.change(id, { isFollowing });
  if (isFollowing) noteRefresh(id);
}

/** The user asks for what is new, also after a Stop. */
function noteRefresh(id: EntryId): void {
  const { stop } = jetStreamStore.of(id);
  if (stop !== null) jetStreamStore.change(id, { stop: { ...stop, isRefreshed: true } });
}

/**
 * Reads the account's limits and use, and the streams that this user may list. `isOwn`: the page asks by itself, and a
 * Stop holds unless the user has asked since.
 */
export async function readJetStream(id: EntryId, domain: string, isOwn = false): Promise<void> {
  if (!isOwn) noteRefresh(id);
  const before = jetStreamStore.of(id);
  const isSame = before.domain === domain;
  jetStreamStore.change(id, {
    ...{ domain, isAsking: true },
    ...(isSame ? {} : { chosen: null, place: NEWEST, stop: null, streams: new Map() }),
  });
  const report = await ask("readJetStream", { id, domain });
  refreshRows();
  if (!isLoaded(id)) return;
  jetStreamStore.change(id, { report, at: Date.now(), isAsking: false });
  const { chosen } = jetStreamStore.of(id);
  if (!isSame || chosen === null) return;
  await readStream(id, chosen);
  if (jetStreamStore.of(id).stop?.isRefreshed !== false) await refreshContents(id, chosen);
}

/** Reads again what is shown of the stream. Messages that were read to the end go on with the new ones. */
async function refreshContents(id: EntryId, name: string): Promise<void> {
  const { streams, chosen } = jetStreamStore.of(id);
  const answer = streams.get(name);
  if (chosen !== name || !answer?.ok || answer.value.stream.kind !== "told") return;
  const stream = answer.value.stream.value;
  const { storedLog } = vaultStore.getState();
  if (storedLog?.stored?.next === null) await readNew(stream.lastSeq);
}

/** Shows a stream and the first page of its messages. What was known of it says no more which are the newest. */
export async function chooseStream(id: EntryId, stream: string | null): Promise<void> {
  const shown = { chosen: stream, tab: "contents", place: NEWEST, stop: null } as const;
  const { streams } = jetStreamStore.of(id);
  if (stream === null) return jetStreamStore.change(id, shown);
  jetStreamStore.change(id, { ...shown, streams: new Map(streams).set(stream, null) });
  await readStream(id, stream);
}

/** Counts the reads of each stream, so that an older answer never replaces a newer one. */
const reads = new Map<string, number>();

/** Reads one stream and its consumers by name, even if no list shows it. Its state is shown as soon as it is there. */
export async function readStream(id: EntryId, stream: string): Promise<void> {
  const { streams, domain } = jetStreamStore.of(id);
  const former = streams.get(stream) ?? null;
  const key = `${id} ${stream}`;
  const current = (reads.get(key) ?? 0) + 1;
  reads.set(key, current);
  const reading = ask("readStream", { id, domain, stream });
  const listing = ask("readConsumers", { id, domain, stream });
  const info = await reading;
  const show = (consumers: StreamDetail["consumers"]) => {
    const isOld = reads.get(key) !== current || jetStreamStore.of(id).domain !== domain;
    if (isOld || !isLoaded(id)) return;
    put(id, stream, info.ok ? ok({ stream: info.value, consumers }) : info);
  };
  show(former?.ok ? former.value.consumers : null);
  const listed = await listing;
  show(listed.ok ? listed.value : { kind: "timed-out" });
  refreshRows();
}

function put(id: EntryId, stream: string, answer: StreamAnswer): void {
  const { streams } = jetStreamStore.of(id);
  jetStreamStore.change(id, { streams: new Map(streams).set(stream, answer) });
}
