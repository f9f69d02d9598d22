// The parts of a nats.ws message, taken with as little decoding as possible, and the headers of a message to
// send. Used by connection.ts, inbox-requests.ts and those who read replies.

import { headers, type Msg, type MsgHdrs } from "nats.ws";
import type { HeaderList } from "@/lib/shared/facts/console";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";

export interface MessageParts {
  readonly subject: string;
  readonly reply: string;
  /** A view into the socket frame. */
  readonly payload: Uint8Array;
  /** The raw header block, also a view; null = none. */
  readonly headers: Uint8Array | null;
  readonly status: number | null;
}

/** The status follows "NATS/1.0". */
const STATUS_OFFSET = 8;

export function messageParts(msg: Msg): MessageParts {
  const block = headerBlock(msg);
  return {
    subject: msg.subject,
    reply: msg.reply ?? "",
    payload: msg.data,
    headers: block,
    status: block?.[STATUS_OFFSET] === 32 ? parseHeaderBlock(block).status : null,
  };
}

/**
 * The bytes before the payload. `Msg.headers` would decode them, trim values, and throw at names that ADR-4
 * does not allow but that a sender can use.
 */
function headerBlock(msg: Msg): Uint8Array | null {
  const { data } = msg;
  const { _rdata: whole } = msg as Msg & { readonly _rdata?: unknown };
  if (!(whole instanceof Uint8Array) || whole.length === data.length) return null;
  return whole.subarray(0, whole.length - data.length);
}

/** `list` has been checked by `checkHeaders`. */
export function toHeaders(list: HeaderList): MsgHdrs | undefined {
  if (list.length === 0) return undefined;
  const block = headers();
  for (const [name, value] of list) block.append(name, value);
  return block;
}

/** The size of the headers on the wire, which counts towards the payload limit. */
export function headerBytes(block: MsgHdrs | undefined): number {
  return block === undefined ? 0 : new TextEncoder().encode(String(block)).length;
}
