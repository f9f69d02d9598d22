// Rows that no connection wrote. A message gets the bytes that the server would have sent, so that every
// row of the ring is read the same way. Used by message-log.ts.

import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import type { NoticeRow, SubscriptionId } from "@/lib/shared/facts/console";
import { ParsedLine } from "./message-line";
import { META_REPLY } from "./segment";
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
  readonly payload: Uint8Array;
  readonly subscription: SubscriptionId;
}

export type Notice = Omit<NoticeRow, "kind" | "seq">;

export interface WrittenRecord {
  /** The line, header block and payload, and a line end. */
  readonly bytes: Uint8Array;
  readonly line: ParsedLine;
}

const CRLF = toBytes("\r\n");

export function writeRecord({ subject, reply, headers, payload }: MessageRecord): WrittenRecord {
  const head = headers?.length ?? 0;
  const size = head + payload.length;
  const verb = head > 0 ? "HMSG " : "MSG ";
  const sizes = head > 0 ? `${head} ${size}` : String(size);
  const name = toBytes(subject);
  const rest = toBytes(` 0 ${reply === "" ? "" : `${reply} `}${sizes}\r\n`);
  const text = concatBytes([toBytes(verb), name, rest]);
  const line = new ParsedLine();
  line.lineBytes = text.length;
  line.subjectOffset = verb.length;
  line.subjectBytes = name.length;
  line.hash = hashOf(name, 0, name.length);
  line.head = head;
  line.size = size;
  line.flags = reply === "" ? 0 : META_REPLY;
  return { bytes: concatBytes([text, headers ?? new Uint8Array(0), payload, CRLF]), line };
}
