// A message as a direct get or a message get answers it → the message as it was stored. Used by
// read-stored.ts. The headers that a direct get adds are taken away again (ADR-31; nats-server server/stream.go,
// getDirectRequest).

import { fromBase64 } from "@/lib/shared/base/base64";
import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import { type Fields, fieldsOf } from "@/lib/shared/base/fields";
import { previewOf } from "@/lib/shared/console/payload-kind";
import { removalOf } from "@/lib/shared/console/removal";
import type { StoredDetail, StoredRow } from "@/lib/shared/facts/stored";
import { readTime } from "@/lib/vault/message-store/recording/recorded-time";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import { numberAt } from "@/lib/vault/nats/reply-fields";
import type { MessageParts } from "@/lib/vault/nats/wire/message-parts";

export interface StoredMessage {
  readonly sequence: number;
  readonly at: number;
  readonly subject: string;
  /** The header block as it was stored; empty = none. */
  readonly head: Uint8Array;
  readonly payload: Uint8Array;
}

/** The first of the headers that a direct get adds. */
const ADDED = toBytes("\r\nNats-Stream: ");
const BLOCK_END = toBytes("\r\n\r\n");
const NONE = new Uint8Array(0);
const decoder = new TextDecoder();
/** The length of "NATS/1.0", which the server's own headers follow when the message has none. */
const VERSION_BYTES = 8;

/** Null when the reply is a status without a message. The payload is a copy. */
export function fromDirectGet({ headers: block, payload, status }: MessageParts) {
  if (block === null || status !== null) return null;
  // A million of these are read in a row, so the block is not parsed. What the server adds comes last, and a
  // publisher may have sent the same names.
  const ownEnd = lastPlaceOf(ADDED, block);
  const text = decoder.decode(block.subarray(Math.max(0, ownEnd)));
  const added = (name: string) => {
    const start = text.indexOf(`\r\n${name}: `);
    if (start < 0) return "";
    const from = start + name.length + 4;
    return text.slice(from, text.indexOf("\r\n", from));
  };
  const message: StoredMessage = {
    sequence: Number(added("Nats-Sequence")),
    at: storedAt(added("Nats-Time-Stamp")),
    subject: added("Nats-Subject"),
    head: ownEnd > VERSION_BYTES ? concatBytes([block.subarray(0, ownEnd), BLOCK_END]) : NONE,
    payload: payload.slice(),
  };
  return { message, pending: Number(added("Nats-Num-Pending")) };
}

/** -1 when it is not there. */
function lastPlaceOf(wanted: Uint8Array, bytes: Uint8Array): number {
  let at = bytes.length - wanted.length;
  while (at >= 0 && !wanted.every((byte, index) => bytes[at + index] === byte)) at--;
  return at;
}

const SECOND_CHARS = "2026-11-29T05:56:28".length;
let lastSecond = "";
let lastSecondAt = 0;

/** "2026-11-29T05:56:28.853923773Z", where many messages in a row share the second. */
function storedAt(text: string): number {
  const second = text.slice(0, SECOND_CHARS);
  if (!text.endsWith("Z")) return readTime(text) ?? 0;
  if (second !== lastSecond) {
    lastSecond = second;
    lastSecondAt = readTime(`${second}Z`) ?? 0;
  }
  const micros = text
    .slice(SECOND_CHARS + 1, -1)
    .slice(0, 6)
    .padEnd(6, "0");
  return lastSecondAt + Number(micros) / 1000;
}

/** Null when the answer holds no message. */
export function fromMessageGet(reply: Fields): StoredMessage | null {
  const fields = fieldsOf(reply["message"]);
  const sequence = numberAt(fields, "seq");
  const { subject, time } = fields;
  if (sequence === null || typeof subject !== "string" || typeof time !== "string") return null;
  return {
    sequence,
    at: readTime(time) ?? 0,
    subject,
    head: bytesAt(fields["hdrs"]),
    payload: bytesAt(fields["data"]),
  };
}

export function rowOf({ sequence, at, subject, head, payload }: StoredMessage): StoredRow {
  return {
    ...{ sequence, at, subject, ...previewOf(payload), payloadBytes: payload.length },
    removal: removalOf(parseHeaderBlock(head).headers),
  };
}

export function detailOf({ head, ...message }: StoredMessage): StoredDetail {
  return { ...message, headers: parseHeaderBlock(head).headers };
}

const bytesAt = (text: unknown) =>
  (typeof text === "string" ? fromBase64(text) : null) ?? new Uint8Array(0);
