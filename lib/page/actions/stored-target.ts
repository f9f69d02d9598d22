// The messages of a stream as the vault is asked for them, and whether creds are still there when it has answered. Used by the
// actions that read streams, buckets and stores, and by payload-file.ts.

import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredTarget } from "@/lib/shared/protocol/requests";

export function targetOf(
  id: EntryId,
  { name, allowsDirect, firstSeq, lastSeq, messages, retention }: StreamSummary,
  subject: string,
): StoredTarget {
  const { domain, mayConsume: isAllowed } = jetStreamStore.of(id);
  const isDense = messages === lastSeq - firstSeq + 1;
  const mayConsume = isAllowed && keepsNothing(retention);
  const limits = { firstSeq, lastSeq, isDense, mayConsume };
  return { id, domain, stream: name, subject, allowsDirect, ...limits };
}

/** On other streams a consumer is refused, or keeps messages in the stream until it has acknowledged them. */
export const keepsNothing = (retention: string) => retention === "limits";

/** False once the creds were forgotten, so that an answer is dropped. */
export const isLoaded = (id: EntryId | null): id is EntryId =>
  id !== null && vaultStore.getState().entries.has(id);
