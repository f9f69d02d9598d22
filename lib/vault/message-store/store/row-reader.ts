// A row of the log → what the page shows of it. The message store and the exports use it for the few rows
// that are looked at. Nothing here runs for each message received.

import { concatBytes, toBytes, toText } from "@/lib/shared/base/bytes";
import { previewOf } from "@/lib/shared/console/payload-kind";
import { removalOf } from "@/lib/shared/console/removal";
import type { MessageDetail, MessageRow, NoticeRow, Seq } from "@/lib/shared/facts/console";
import { parseHeaderBlock } from "./header-block";
import type { MessageLog } from "./message-log";
import type { Notice } from "./record";
import { META_REPLY, type Segment } from "./segment";

/** "NATS/1.0" is followed by a blank when there is a status. */
const STATUS_OFFSET = 8;
const SPACE = 32;
const SEQUENCE = toBytes("\nNats-Sequence: ");
const LF = 10;
const LINE_END = toBytes("\r\n");
const EMPTY = new Uint8Array(0);

export function headOf(log: MessageLog, segment: Segment, row: number): Uint8Array {
  const bodyOffset = segment.bodyOffset(row);
  return log.memory.u8.subarray(bodyOffset, bodyOffset + segment.head(row));
}

/** A view, valid only until the next message. */
export function payloadOf(log: MessageLog, segment: Segment, row: number): Uint8Array {
  const bodyOffset = segment.bodyOffset(row);
  return log.memory.u8.subarray(bodyOffset + segment.head(row), bodyOffset + segment.size(row));
}

export function subjectOf(log: MessageLog, segment: Segment, row: number): string {
  return log.subjects.name(segment.subject(row), log.memory.u8);
}

/** "" = none. */
export function replyOf(log: MessageLog, segment: Segment, row: number): string {
  if ((segment.meta(row) & META_REPLY) === 0) return "";
  const line = toText(log.memory.u8.subarray(segment.lineOffset(row), segment.bodyOffset(row)));
  return line.split(/[ \t]+/u)[3] ?? "";
}

export function noticeOf(log: MessageLog, segment: Segment, row: number): Notice {
  // message-log.ts wrote it from a Notice.
  return JSON.parse(toText(payloadOf(log, segment, row)));
}

export function readMessageRow(
  log: MessageLog,
  segment: Segment,
  row: number,
  colour: number,
): MessageRow {
  const head = headOf(log, segment, row);
  const payload = payloadOf(log, segment, row);
  return {
    kind: "message",
    seq: segment.firstSeq + row,
    at: segment.arrivedAt(row),
    subject: subjectOf(log, segment, row),
    ...previewOf(payload),
    payloadBytes: payload.length,
    colour,
    hasReply: (segment.meta(row) & META_REPLY) !== 0,
    hasHeaders: head.length > 0,
    sequence: sequenceIn(head),
    status: head[STATUS_OFFSET] === SPACE ? parseHeaderBlock(head).status : null,
    removal:
      payload.length === 0 && head.length > 0 ? removalOf(parseHeaderBlock(head).headers) : null,
  };
}

/** The header block of a stored message as it was published; empty when it had none. */
export function publishedHead(head: Uint8Array): Uint8Array {
  const added = addedHeader(head);
  if (added === null) return head;
  // The version line stands before the first header.
  const own = head.subarray(0, added.start + 1);
  return own.indexOf(LF) === added.start ? EMPTY : concatBytes([own, LINE_END]);
}

const sequenceIn = (head: Uint8Array) => addedHeader(head)?.sequence ?? null;

/** The last header, which those who read a stream add (lib/vault/jetstream). `start`: the LF before it. */
function addedHeader(head: Uint8Array) {
  let at = head.length - 5;
  let value = 0;
  for (let unit = 1; (head[at] ?? 0) >= 48 && (head[at] ?? 0) <= 57; at--, unit *= 10) {
    value += ((head[at] ?? 0) - 48) * unit;
  }
  const start = at + 1 - SEQUENCE.length;
  const isAdded = start > 0 && SEQUENCE.every((byte, index) => head[start + index] === byte);
  return isAdded ? { start, sequence: value } : null;
}

export function readNoticeRow(log: MessageLog, segment: Segment, row: number): NoticeRow {
  return { kind: "notice", seq: segment.firstSeq + row, ...noticeOf(log, segment, row) };
}

/** The payload is a copy, so that it can be transferred. */
export function readDetail(
  log: MessageLog,
  segment: Segment,
  row: number,
): Omit<MessageDetail, "answerTo" | "decoded" | "unpacked"> {
  const { headers, status, statusText } = parseHeaderBlock(headOf(log, segment, row));
  return {
    seq: segment.firstSeq + row,
    at: segment.arrivedAt(row),
    subject: subjectOf(log, segment, row),
    reply: replyOf(log, segment, row),
    headers,
    status,
    statusText,
    payload: payloadOf(log, segment, row).slice(),
    subscription: segment.subscription(row),
  };
}

/** Where a row of the log is; null when it was dropped or never existed. */
export function lookUpRow(
  log: MessageLog,
  seq: Seq,
): { readonly segment: Segment; readonly row: number } | null {
  const segment = log.segmentOf(seq);
  return segment === undefined ? null : { segment, row: seq - segment.firstSeq };
}
