// A row of the log → what the page shows of it. The message store and the exports use it for the few rows
// that are looked at. Nothing here runs for each message received.

import { concatBytes, toBytes, toText } from "@/lib/shared/base/bytes";
import { previewOf } from "@/lib/shared/console/payload-kind";
import { removalOf } from "@/lib/shared/console/removal";
import { SERVICE_ERROR_HEADER, serviceErrorOf } from "@/lib/shared/console/service-error";
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
const VERSION = toBytes("NATS/1.0\r\n");
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
  isStored: boolean,
): MessageRow {
  const { head, sequence } = ownHead(headOf(log, segment, row), isStored);
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

/**
 * The header block as it was published, empty when there was none, and the sequence that a log of stored messages
 * keeps behind it (MessageStore.stream). In other logs the block is as it came, and there is no sequence.
 */
export function ownHead(
  head: Uint8Array,
  isStored: boolean,
): { readonly head: Uint8Array; readonly sequence: number | null } {
  const added = isStored ? addedHeader(head) : null;
  if (added === null) return { head, sequence: null };
  // The version line stands before the first header.
  const own = head.subarray(0, added.start + 1);
  const isPlain = own.indexOf(LF) === added.start;
  return { head: isPlain ? EMPTY : concatBytes([own, LINE_END]), sequence: added.sequence };
}

/** The block of a row in a log of stored messages. `head`: as it was published; empty = none. */
export function headWithSequence(head: Uint8Array, sequence: number): Uint8Array<ArrayBuffer> {
  const own = head.length === 0 ? VERSION : head.subarray(0, -LINE_END.length);
  return concatBytes([own, toBytes(`Nats-Sequence: ${sequence}\r\n\r\n`)]);
}

/** The last header, by headWithSequence and lib/vault/jetstream/stored-writer.ts. `start`: the LF before it. */
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
  stream: string | null,
): Omit<MessageDetail, "answerTo" | "decoded" | "unpacked"> {
  const { head, sequence } = ownHead(headOf(log, segment, row), stream !== null);
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
