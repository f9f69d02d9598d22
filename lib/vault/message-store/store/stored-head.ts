// The header block of a stored message, and the sequence that the log keeps behind its headers. Rows with it have
// META_STORED (segment.ts). It is no header of the message: it is not shown, searched, exported or sent again.
// Written by headWithSequence and by lib/vault/jetstream/stored-writer.ts.

import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import type { MessageLog } from "./message-log";
import { META_STORED, type Segment } from "./segment";

const SEQUENCE = toBytes("\nNats-Sequence: ");
const LF = 10;
const LINE_END = toBytes("\r\n");
const BLOCK_END = toBytes("\r\n\r\n");
const VERSION = toBytes("NATS/1.0\r\n");
const EMPTY = new Uint8Array(0);

/** The block as it is in the log. A view, valid only until the next message. */
export function headOf(log: MessageLog, segment: Segment, row: number): Uint8Array {
  const bodyOffset = segment.bodyOffset(row);
  return log.memory.u8.subarray(bodyOffset, bodyOffset + segment.head(row));
}

/** The block as it was published, empty when there was none, and the sequence; null = the message was received. */
export function ownHead(
  log: MessageLog,
  segment: Segment,
  row: number,
): { readonly head: Uint8Array; readonly sequence: number | null } {
  const head = headOf(log, segment, row);
  const added = addedHeader(log, segment, row);
  if (added === null) return { head, sequence: null };
  const own = head.subarray(0, added.ownBytes);
  return {
    head: own.length === 0 ? EMPTY : concatBytes([own, LINE_END]),
    sequence: added.sequence,
  };
}

/** Bytes of the block that belong to the message, without the empty line where the sequence follows. */
export function ownBytes(log: MessageLog, segment: Segment, row: number): number {
  return addedHeader(log, segment, row)?.ownBytes ?? segment.head(row);
}

/** Bytes that the log has added to the block. */
export function addedBytes(log: MessageLog, segment: Segment, row: number): number {
  const added = addedHeader(log, segment, row);
  if (added === null) return 0;
  const { ownBytes } = added;
  return segment.head(row) - (ownBytes === 0 ? 0 : ownBytes + LINE_END.length);
}

/** The block of a row with META_STORED. `head`: as published; empty = none. One without an end gets one. */
export function headWithSequence(head: Uint8Array, sequence: number): Uint8Array<ArrayBuffer> {
  const hasEnd = BLOCK_END.every((byte, index) => head.at(index - BLOCK_END.length) === byte);
  const lines = hasEnd ? [head.subarray(0, -LINE_END.length)] : [head, LINE_END];
  const own = head.length === 0 ? [VERSION] : lines;
  return concatBytes([...own, toBytes(`Nats-Sequence: ${sequence}\r\n\r\n`)]);
}

/** Reads the last line of the block; null when the row is not of a stored message. */
function addedHeader(log: MessageLog, segment: Segment, row: number) {
  if ((segment.meta(row) & META_STORED) === 0) return null;
  const head = headOf(log, segment, row);
  let at = head.length - BLOCK_END.length - 1;
  let value = 0;
  for (let unit = 1; (head[at] ?? 0) >= 48 && (head[at] ?? 0) <= 57; at--, unit *= 10) {
    value += ((head[at] ?? 0) - 48) * unit;
  }
  const start = at + 1 - SEQUENCE.length;
  // The version line stands before the first header.
  const hasHeaders = head.indexOf(LF) < start;
  return { ownBytes: hasHeaders ? start + 1 : 0, sequence: value };
}
