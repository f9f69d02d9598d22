// Facts of many creds, a batch at a time: the vault copies a batch in one task.

import { ask } from "@/lib/page/vault-link/vault-calls";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

const BATCH = 250;

/** In the order of `ids`. Creds that are forgotten meanwhile are left out. */
export async function* factsInBatches(ids: readonly EntryId[]): AsyncGenerator<CredsFacts> {
  for (let from = 0; from < ids.length; from += BATCH) {
    const reply = await ask("readManyFacts", { ids: ids.slice(from, from + BATCH) });
    if (!reply.ok) return;
    yield* reply.value;
  }
}
