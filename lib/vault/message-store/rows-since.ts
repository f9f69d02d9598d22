// The newest rows of a log, back to a time, in turns. For figures over the last second or minute.

import type { Steps } from "@/lib/vault/base/turns";
import type { MessageLog } from "./store/message-log";

/** Looks at no more rows than this. */
const MAX_ROWS = 4_000_000;
/** Rows times `weight` that one turn looks at; 1 to 4 ms on a usual machine of 2026. */
export const ROWS_PER_TURN = 65_536;

/** Whether the messages of a subscription count. */
export type IsListed = (subscription: number) => boolean;

/**
 * Calls `each` for the messages since then, from the newest back. `weight`: what `each` costs, 1 or more. `isListed`:
 * null = those of every subscription.
 */
export function* rowsSince(
  log: MessageLog,
  since: number,
  weight: number,
  isListed: IsListed | null,
  each: (subject: number, at: number) => void,
): Steps<void> {
  let left = MAX_ROWS;
  let units = 0;
  for (const segment of log.segments.toReversed()) {
    // The log drops its oldest rows meanwhile.
    const isGone = (row: number) => segment.firstSeq + row < log.firstSeq;
    if (isGone(segment.rows - 1)) return;
    for (let row = segment.rows - 1; row >= segment.gone; row--) {
      const at = segment.arrivedAt(row);
      left -= 1;
      if (at < since || left < 0) return;
      const isShown = isListed === null || isListed(segment.subscription(row));
      if (isShown && !segment.isNotice(row)) each(segment.subject(row), at);
      units += weight;
      if (units < ROWS_PER_TURN) continue;
      yield units;
      units = 0;
      if (isGone(row - 1)) return;
    }
  }
}
