// A line of a recording (NDJSON, as export-lines.ts writes it) → its message. The file may come from
// anywhere, so a line that is not a message is no error; it is counted.

import { fromBase64 } from "@/lib/shared/base/base64";
import type { HeaderList, MessageDetail } from "@/lib/shared/facts/console";
import { encodeHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { MessageRecord } from "@/lib/vault/message-store/store/record";
import { readTime } from "./recorded-time";

/** Blanks and control characters would break the protocol line of the kept message. */
const SUBJECT = /^[^\s\p{Cc}]+$/u;

export interface RecordedMessage extends MessageRecord {
  /** Null when it was not read from a stream. */
  readonly stored: MessageDetail["stored"];
}

/** Null when the line is not a message. */
export function readRecordedLine(line: string): RecordedMessage | null {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof fields !== "object" || fields === null) return null;
  const text = (name: string): string | null => {
    const value: unknown = Reflect.get(fields, name);
    return typeof value === "string" ? value : null;
  };
  const [subject, reply, time] = [text("subject"), text("reply") ?? "", text("time") ?? ""];
  const at = readTime(time);
  const payload = fromBase64(text("data") ?? "");
  const rawHead = text("head");
  const head = rawHead === null ? headOf(Reflect.get(fields, "headers")) : fromBase64(rawHead);
  if (subject === null || at === null || payload === null || head === null) return null;
  if (!SUBJECT.test(subject) || !(reply === "" || SUBJECT.test(reply))) return null;
  const [stream, sequence] = [text("stream"), Number(Reflect.get(fields, "sequence"))];
  const isStored = stream !== null && Number.isSafeInteger(sequence) && sequence > 0;
  return {
    ...{ at, subject, reply, headers: head.length === 0 ? null : head, payload, subscription: 0 },
    stored: isStored ? { stream, sequence } : null,
  };
}

/** Empty = no headers; null = these headers are not possible. */
function headOf(headers: unknown): Uint8Array | null {
  if (headers === undefined || headers === null) return new Uint8Array(0);
  if (typeof headers !== "object") return null;
  const list: [string, string][] = [];
  for (const [name, values] of Object.entries(headers)) {
    const all: unknown[] = Array.isArray(values) ? values : [values];
    for (const value of all) {
      if (typeof value !== "string" || /[\r\n]/u.test(name + value)) return null;
      list.push([name, value]);
    }
  }
  const block: HeaderList = list;
  return block.length === 0 ? new Uint8Array(0) : encodeHeaderBlock(block);
}
