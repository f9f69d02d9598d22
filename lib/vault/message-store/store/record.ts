// Rows that no connection wrote. A message gets the bytes that the server would have sent, so that every
// row of the ring is read the same way. Used by message-log.ts.

import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import type { NoticeRow, SubscriptionId } from "@/lib/shared/facts/console";
import { ParsedLine } from "./message-line";
import { META_REPLY, META_STORED } from "./segment";
import { hashOf } from "./subject-table";

export interface MessageRecord {
  /** Milliseconds since 1970, fractional. */
  readonly at: number;
  /** Holds no blanks and no control characters. */
  readonly subject: string;
  /** "" = none. */
  readonly reply: string;
  /** The raw block of an HMSG; null = none. */
  readonly headers: Uint8Array | null;
  /** The block ends with the sequence of a stored message (stored-head.ts). */
  readonly isStored?: boolean;
  readonly payload: Uint8Array;
  readonly subscription: SubscriptionId;
}

export type Notice = Omit<NoticeRow, "kind" | "seq">;

export interface WrittenRecord {
  /** The line, header block and payload, and a line end. */
  readonly bytes: Uint8Array;
  readonly line: ParsedLine;
}

const SPACE = 32;
const NO_BYTES = new Uint8Array(0);
const CRLF = toBytes("\r\n");

export function writeRecord({
  subject,
  reply,
  headers,
  payload,
  isStored,
}: MessageRecord): WrittenRecord {
  const head = headers?.length ?? 0;
  const size = head + payload.length;
  const verb = head > 0 ? "HMSG " : "MSG ";
  const sizes = head > 0 ? `${head} ${size}` : String(size);
  const text = toBytes(`${verb}${subject} 0 ${reply === "" ? "" : `${reply} `}${sizes}\r\n`);
  const nameEnd = text.indexOf(SPACE, verb.length);
  const line = new ParsedLine();
  line.lineBytes = text.length;
  line.subjectOffset = verb.length;
  line.subjectBytes = nameEnd - verb.length;
  line.hash = hashOf(text, verb.length, nameEnd);
  line.head = head;
  line.size = size;
  line.flags = (reply === "" ? 0 : META_REPLY) | (isStored ? META_STORED : 0);
  return { bytes: concatBytes([text, headers ?? NO_BYTES, payload, CRLF]), line };
}
