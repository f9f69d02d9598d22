// Counts the messages and bytes of a log, or of a search in it, in steps of equal length. The vault uses
// it for the chart over time.

import type { TimelineReply, TimelineRequest } from "@/lib/shared/facts/log-figures";
import { hasBit } from "./search/bits";
import type { SearchIndex } from "./search/search-index";
import type { MessageLog } from "./store/message-log";

const MAX_BUCKETS = 2000;

/** `index` null = every message. */
export function timelineOf(
  log: MessageLog,
  index: SearchIndex | null,
  request: TimelineRequest,
): TimelineReply {
  const from = request.from ?? extreme(log, Math.min);
  // The newest row belongs to the range.
  const to = Math.max(request.to ?? extreme(log, Math.max) + 1, from + 1);
  const wanted = Math.min(Math.max(1, Math.trunc(request.buckets)), MAX_BUCKETS);
  const stepMs = Math.max(1, Math.ceil((to - from) / wanted));
  const buckets = Math.ceil((to - from) / stepMs);
  const messages = new Array<number>(buckets).fill(0);
  const bytes = new Array<number>(buckets).fill(0);
  for (const segment of log.segments) {
    const bits = index === null ? null : index.bitsOf(segment);
    if (index !== null && bits === null) continue;
    for (let row = segment.gone; row < segment.rows; row++) {
      if (bits !== null && !hasBit(bits, row)) continue;
      const at = segment.arrivedAt(row);
      if (at < from || at >= to || segment.isNotice(row)) continue;
      const bucket = Math.floor((at - from) / stepMs);
      messages[bucket] = (messages[bucket] ?? 0) + 1;
      const size = segment.size(row) + log.subjects.lengthOf(segment.subject(row));
      bytes[bucket] = (bytes[bucket] ?? 0) + size;
    }
  }
  return { from, to, stepMs, messages, bytes, isComplete: index === null || index.isDone };
}

/** Looks at every row, because the times of a recording need not be in order. */
function extreme(log: MessageLog, pick: (a: number, b: number) => number): number {
  let found: number | null = null;
  for (const segment of log.segments) {
    for (let row = segment.gone; row < segment.rows; row++) {
      const at = segment.arrivedAt(row);
      found = found === null ? at : pick(found, at);
    }
  }
  return found ?? 0;
}
