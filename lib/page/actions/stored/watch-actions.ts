// Watching a KV bucket: the shown page of keys and the open key are read again at each change. It runs while the keys
// are shown, and leaves nothing on the server.

import { isLoaded, targetOf } from "@/lib/page/actions/stored-target";
import { bucketStore } from "@/lib/page/state/stored/bucket-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { keyQuery, readKeys } from "./bucket-actions";

/** The watch of each entry that runs now. */
const running = new Map<EntryId, { run: number | null }>();

/** Settles when the watch has ended. */
export async function watchBucket(id: EntryId, stream: StreamSummary): Promise<void> {
  if (running.has(id)) return;
  const watch: { run: number | null } = { run: null };
  running.set(id, watch);
  const isWanted = () => running.get(id) === watch && isLoaded(id);
  bucketStore.change(id, { watch: { way: null, end: null } });
  const target = targetOf(id, stream, keyQuery(stream.name, "").subject);
  const started = await ask("watchStart", { target });
  if (!started.ok) {
    if (isWanted()) bucketStore.change(id, { watch: { way: null, end: started.fault } });
    if (running.get(id) === watch) running.delete(id);
    return;
  }
  const { run } = started.value;
  watch.run = run;
  let known = stream.lastSeq;
  while (isWanted()) {
    const step = await ask("watchNext", { run });
    if (!isWanted()) break;
    const end = step.ok ? step.value.silence : step.fault;
    const way = step.ok ? step.value.way : null;
    bucketStore.change(id, { watch: { way, end } });
    if (!step.ok || step.value.hasEnded) {
      running.delete(id);
      return;
    }
    if (step.value.sequence > known) {
      known = step.value.sequence;
      await readKeys(id, { ...stream, lastSeq: known });
    }
  }
  await ask("watchEnd", { run });
}

export function stopWatching(id: EntryId): void {
  const watch = running.get(id);
  running.delete(id);
  if (isLoaded(id)) bucketStore.change(id, { watch: null });
  // The call that waits for the next change ends at once.
  if (watch?.run != null) void ask("watchEnd", { run: watch.run });
}
