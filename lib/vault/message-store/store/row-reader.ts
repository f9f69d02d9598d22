// A row of the log → what the page shows of it. The message store and the exports use it for the few rows
// that are looked at. Nothing here runs for each message received.

import { toText } from "@/lib/shared/base/bytes";
import { previewOf } from "@/lib/shared/console/payload-kind";
import { removalOf } from "@/lib/shared/console/removal";
import { SERVICE_ERROR_HEADER, serviceErrorOf } from "@/lib/shared/console/service-error";
import type { MessageDetail, MessageRow, NoticeRow, Seq } from "@/lib/shared/facts/console";
import { parseHeaderBlock } from "./header-block";
import type { MessageLog } from "./message-log";
import type { Notice } from "./record";
import { META_REPLY, type Segment } from "./segment";
import { ownHead } from "./stored-head";

/** "NATS/1.0" is followed by a blank when there is a status. */
const STATUS_OFFSET = 8;
const SPACE = 32;

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
  const { head, sequence } = ownHead(log, segment, row);
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
    sequence,
    status: head[STATUS_OFFSET] === SPACE ? parseHeaderBlock(head).status : null,
    removal:
      payload.length === 0 && head.length > 0 ? removalOf(parseHeaderBlock(head).headers) : null,
    ...serviceErrorIn(head),
  };
}

/** Few messages are errors, so headers are read for those only. */
function serviceErrorIn(head: Uint8Array): Pick<MessageRow, "serviceError"> {
  if (head.length === 0 || !toText(head).includes(SERVICE_ERROR_HEADER)) return {};
  const error = serviceErrorOf(parseHeaderBlock(head).headers);
  return error === null ? {} : { serviceError: `${error.code} ${error.text}`.trim() };
}

export function readNoticeRow(log: MessageLog, segment: Segment, row: number): NoticeRow {
  return { kind: "notice", seq: segment.firstSeq + row, ...noticeOf(log, segment, row) };
}

/** The payload is a copy, so that it can be transferred. */
export function readDetail(
  log: MessageLog,
  segment: Segment,
  row: number,
  stream: string | null,
): Omit<MessageDetail, "answerTo" | "decoded" | "unpacked"> {
  const { head, sequence } = ownHead(log, segment, row);
  const { headers, status, statusText } = parseHeaderBlock(head);
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
    stored: stream === null || sequence === null ? null : { stream, sequence },
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
