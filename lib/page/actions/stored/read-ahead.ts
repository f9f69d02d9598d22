// What of a stream is read without a press: the next page when the list comes to its end, and all that a filter needs.
// A Stop holds until the filter changes, or the list has left its end and comes to it again. Used by stored-bar.tsx.

import { viewOf } from "@/lib/page/state/console-store";
import { jetStreamStore, type ShownPlace, type StoredStop } from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { isPartial } from "./stored-actions";

export interface StoredLook {
  readonly place: ShownPlace;
  readonly stop: StoredStop | null;
  readonly log: RecordingFacts | null;
  readonly filter: string;
  /** The last row is in view, or nearly; null while the rows are not counted. */
  readonly isAtEnd: boolean | null;
}

/** What this look needs of the stream; null = no more than was read, or the user has stopped it. */
export function wantedFor({ place, stop, log, filter, isAtEnd }: StoredLook) {
  const stored = log?.state === "read" ? log.stored : null;
  if (stored === null || stop !== null) return null;
  if (filter !== "") return isPartial(place, stored) ? "all" : null;
  return stored.next !== null && isAtEnd === true ? "page" : null;
}

/** Takes a Stop back once the user looks for something else. */
export function noteLook(id: EntryId, isAtEnd: boolean | null): void {
  const { stop } = jetStreamStore.of(id);
  const { storedLog } = vaultStore.getState();
  if (stop === null || storedLog === null) return;
  const { filter, isFollowing } = viewOf(storedLog.id);
  if (filter !== stop.filter || (stop.hasLeftEnd && isAtEnd === true)) {
    jetStreamStore.change(id, { stop: null });
  } else if (isAtEnd === false && !isFollowing && !stop.hasLeftEnd) {
    // While the newest rows stay in view, the end moves away and back by itself.
    jetStreamStore.change(id, { stop: { ...stop, hasLeftEnd: true } });
  }
}
