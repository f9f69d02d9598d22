// The reply subjects of all kept messages, before a replay of some of them. Those below _INBOX and $JS are known to be
// none for a replay, and are passed over without decoding: a log can hold millions of them.

import type { ReplySubjects } from "@/lib/shared/console/reply-subjects";
import type { Steps } from "@/lib/vault/base/turns";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { replyOf } from "@/lib/vault/message-store/store/row-reader";
import {
  META_REPLY,
  META_SUBJECT_SHIFT,
  type Segment,
} from "@/lib/vault/message-store/store/segment";

const ROWS_PER_TURN = 16_384;
const SPACE = 32;
const KNOWN = ["_INBOX", "$JS."].map((text) => new TextEncoder().encode(text));

export function* collectReplies(log: MessageLog, replies: ReplySubjects): Steps<void> {
  let units = 0;
  for (const segment of [...log.segments]) {
    for (let row = segment.gone; row < segment.rows; row++) {
      if ((segment.meta(row) & META_REPLY) !== 0 && !isKnown(log, segment, row)) {
        replies.add(replyOf(log, segment, row));
      }
      units += 1;
      if (units < ROWS_PER_TURN) continue;
      yield units;
      units = 0;
      // The log drops its oldest rows meanwhile.
      row = Math.max(row, segment.gone - 1);
    }
  }
}

/** The reply is the third word after "MSG" or "HMSG". */
function isKnown(log: MessageLog, segment: Segment, row: number): boolean {
  const { u8 } = log.memory;
  const end = segment.bodyOffset(row);
  let at = segment.lineOffset(row) + (segment.meta(row) >>> META_SUBJECT_SHIFT);
  for (let words = 0; words < 2; words++) {
    while (at < end && (u8[at] ?? 0) > SPACE) at++;
    while (at < end && (u8[at] ?? 0) <= SPACE) at++;
  }
  return KNOWN.some((known) => known.every((byte, index) => u8[at + index] === byte));
}
