// What the store needs of a nats.ws message, taken without decoding more than that; and headers the
// other way round. Called for every message received, so it must cost little.

import { headers, type Msg, type MsgHdrs } from "nats.ws";
import type { HeaderList } from "@/lib/shared/facts/console";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";

export interface MessageParts {
  readonly subject: string;
  readonly reply: string;
  /** A view into the socket frame. */
  readonly payload: Uint8Array;
  /** The raw header block, a view too; null = none. */
  readonly headers: Uint8Array | null;
  readonly status: number | null;
}

/** "NATS/1.0" */
const STATUS_AT = 8;

export function messageParts(msg: Msg): MessageParts {
  const block = headerBlock(msg);
  return {
    subject: msg.subject,
    reply: msg.reply ?? "",
    payload: msg.data,
    headers: block,
    status: block?.[STATUS_AT] === 32 ? parseHeaderBlock(block).status : null,
  };
}

/**
 * The bytes before the payload. `Msg.headers` would decode them, trim values and throw at names
 * that ADR-4 does not allow, which a sender may use all the same.
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

/** Bytes that the headers take on the wire, which count against the payload limit. */
export function headerBytes(block: MsgHdrs | undefined): number {
  return block === undefined ? 0 : new TextEncoder().encode(String(block)).length;
}
