// Reading what JetStream has, with plain requests. Nothing is created or changed.

import { jetStreamStore, type StreamAnswer } from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";

/** Reads the account's limits and use, and the streams that this user may list. */
export async function readJetStream(id: EntryId, domain: string): Promise<void> {
  jetStreamStore.change(id, { domain, isAsking: true });
  const report = await ask("readJetStream", { id, domain });
  refreshRows();
  if (!vaultStore.getState().entries.has(id)) return;
  jetStreamStore.change(id, { report, at: Date.now(), isAsking: false, streams: new Map() });
}

/** Reads one stream and its consumers by name, even if no list shows it. */
export async function readStream(id: EntryId, stream: string): Promise<void> {
  put(id, stream, null);
  const answer = await ask("readStream", { id, domain: jetStreamStore.of(id).domain, stream });
  refreshRows();
  if (vaultStore.getState().entries.has(id)) put(id, stream, answer);
}

function put(id: EntryId, stream: string, answer: StreamAnswer): void {
  const { streams } = jetStreamStore.of(id);
  jetStreamStore.change(id, { streams: new Map(streams).set(stream, answer) });
}
