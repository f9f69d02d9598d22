// The first address of the server form, and what the user typed there for each entry. Nothing connects by
// itself.

import { createStore } from "zustand/vanilla";
import type { RecentServer } from "@/lib/page/storage/preferences";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export interface KnownAddresses {
  /** The address of the local sandbox; null when it does not run. */
  readonly sandbox: string | null;
  /** The address of the last attempt with these creds. */
  readonly lastTried: string | null;
  /** Those that answered, the last one first. */
  readonly recent: readonly RecentServer[];
  /** The server named in the link that opened the page, or the only listed server. */
  readonly linked: string | null;
  /** The first address of the context of the nats CLI that the creds belong to. */
  readonly context: string | null;
}

/** For sample creds the sandbox, else the last address tried with these creds. "" when none is known. */
export function defaultAddress(
  facts: Pick<CredsFacts, "sources"> | null,
  { sandbox, lastTried, recent, linked, context }: KnownAddresses,
): string {
  const isSample = facts?.sources.some((source) => source.kind === "sandbox") ?? false;
  if (isSample && sandbox !== null) return sandbox;
  return lastTried ?? context ?? linked ?? recent[0]?.address ?? sandbox ?? "";
}

/** Text typed and not yet dialled. It is kept while the user looks at another entry. */
export const draftStore = createStore<ReadonlyMap<EntryId, string>>(() => new Map());

export function keepDraft(id: EntryId, text: string): void {
  draftStore.setState(new Map(draftStore.getState()).set(id, text), true);
}
