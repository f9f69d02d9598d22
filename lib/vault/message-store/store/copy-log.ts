// Copies the rows and counts of one log into a log of another size. Called by message-store.ts when the
// retention changes. Seq goes on. The oldest rows are dropped when there is no room for all.

import { ParsedLine } from "./message-line";
import type { MessageLog } from "./message-log";
import {
  META_LINE,
  META_NOTICE,
  META_REPLY,
  META_STORED,
  META_SUBJECT_SHIFT,
  type Segment,
} from "./segment";
import { hashOf } from "./subject-table";

/** `to` is new and empty. Nothing is open in `from`. */
export function copyLog(from: MessageLog, to: MessageLog): void {
  const line = new ParsedLine();
  to.lastSeq = from.firstSeq - 1;
  for (const segment of from.segments) {
    for (let row = segment.gone; row < segment.rows; row++) copyRow(from, segment, row, to, line);
  }
  to.notices = from.notices;
  to.dropped += from.dropped;
  to.received = from.received;
}

function copyRow(
  from: MessageLog,
  segment: Segment,
  row: number,
  to: MessageLog,
  line: ParsedLine,
): void {
  const [start, size, meta] = [segment.lineOffset(row), segment.size(row), segment.meta(row)];
  const { u8 } = from.memory;
  if ((meta & META_NOTICE) !== 0) {
    const isKept = to.insert(u8.subarray(start, start + size), () =>
      to.addNoticeRow(segment.arrivedAt(row), size),
    );
    if (!isKept) to.skipSeq();
    return;
  }
  line.lineBytes = meta & META_LINE;
  line.subjectOffset = meta >>> META_SUBJECT_SHIFT;
  line.subjectBytes = from.subjects.lengthOf(segment.subject(row));
  const subjectStart = start + line.subjectOffset;
  line.hash = hashOf(u8, subjectStart, subjectStart + line.subjectBytes);
  line.head = segment.head(row);
  line.size = size;
  line.flags = meta & (META_REPLY | META_STORED);
  const isKept = to.insert(u8.subarray(start, start + line.lineBytes + size + 2), () =>
    to.addMessage(segment.arrivedAt(row), line, segment.subscription(row)),
  );
  if (isKept) return;
  to.skipSeq();
  to.dropped++;
}
