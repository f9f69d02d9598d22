// The messages of a stream as the vault is asked for them. Used by the actions that read streams, buckets and stores.

import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredTarget } from "@/lib/shared/protocol/requests";

export function targetOf(
  id: EntryId,
  { name, allowsDirect, firstSeq, lastSeq, messages }: StreamSummary,
  subject: string,
): StoredTarget {
  const { domain } = jetStreamStore.of(id);
  const isDense = messages === lastSeq - firstSeq + 1;
  return { id, domain, stream: name, subject, allowsDirect, firstSeq, lastSeq, isDense };
}

/** False once the creds were forgotten, so that an answer is dropped. */
export const isLoaded = (id: EntryId) => vaultStore.getState().entries.has(id);
