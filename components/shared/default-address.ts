// Which server address the form begins with, and what was typed there for each key. Nothing connects by it.

import { createStore } from "zustand/vanilla";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export interface KnownAddresses {
  /** Of the local sandbox; null when it does not run. */
  readonly sandbox: string | null;
  /** Of the last attempt with these creds. */
  readonly last: string | null;
  readonly recent: readonly string[];
  /** What the link that the page was opened by names, or the one server that there is. */
  readonly linked: string | null;
}

/** Creds of the sandbox begin with the sandbox; others with where they were last tried. "" = unknown. */
export function defaultAddress(
  facts: Pick<CredsFacts, "sources"> | null,
  { sandbox, last, recent, linked }: KnownAddresses,
): string {
  const isSample = facts?.sources.some((source) => source.kind === "sandbox") ?? false;
  if (isSample && sandbox !== null) return sandbox;
  return last ?? linked ?? recent[0] ?? sandbox ?? "";
}

/** Typed and not yet tried, so that looking at another key loses nothing. */
export const draftStore = createStore<ReadonlyMap<EntryId, string>>(() => new Map());

export function keepDraft(id: EntryId, text: string): void {
  draftStore.setState(new Map(draftStore.getState()).set(id, text), true);
}
