// Whether a stream has messages before the first one that was read. Its log only grows at its end, so an earlier
// page is another log.

import type { RecordingFacts } from "@/lib/shared/facts/console";

/** Not while new ones are followed, which an earlier page would end. */
export function hasEarlier(log: RecordingFacts | null): boolean {
  const stored = log?.stored;
  if (log === null || stored == null || log.state !== "read" || stored.isFollowing) return false;
  return stored.from > stored.firstSeq;
}
