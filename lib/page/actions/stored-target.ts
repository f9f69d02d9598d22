// The messages of a stream as the vault is asked for them. Used by the actions that read buckets and stores.

import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredTarget } from "@/lib/shared/protocol/requests";

export function targetOf(
  id: EntryId,
  { name, allowsDirect, firstSeq, lastSeq }: StreamSummary,
  subject: string,
): StoredTarget {
  const { domain } = jetStreamStore.of(id);
  return { id, domain, stream: name, subject, allowsDirect, firstSeq, lastSeq };
}

/** False once the creds were forgotten, so that an answer is dropped. */
export const isLoaded = (id: EntryId) => vaultStore.getState().entries.has(id);
