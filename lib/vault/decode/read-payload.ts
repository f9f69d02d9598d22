// What is in a payload that is not plain text: what it is packed with, and in which binary formats it can be read.
// Called when a message is opened. What unpacks and what decodes is fetched with the first payload that may need
// it.

import { fail } from "@/lib/shared/base/result";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { HeaderList } from "@/lib/shared/facts/console";
import type { DecodedPayload, UnpackedPayload } from "@/lib/shared/facts/payload";
import { runInTurns } from "@/lib/vault/base/turns";
import { contentPacking, namedPackings } from "./packing/packing-signs";

/** A binary format is decoded in one go, so that a longer payload would hold up what arrives. */
const MAX_BYTES = 1_048_576;

type Format = DecodedPayload["format"];

export interface ReadPayload {
  readonly unpacked: UnpackedPayload | null;
  readonly decoded: readonly DecodedPayload[];
}

const NOTHING: ReadPayload = { unpacked: null, decoded: [] };

export async function readPayload(headers: HeaderList, payload: Uint8Array): Promise<ReadPayload> {
  if (payload.length === 0) return NOTHING;
  const unpacked = await unpack(headers, payload);
  if (unpacked !== null && !unpacked.content.ok) return { unpacked, decoded: [] };
  const content = unpacked?.content.ok ? unpacked.content.value.payload : payload;
  return { unpacked, decoded: await decode(headers, content) };
}

async function unpack(headers: HeaderList, payload: Uint8Array): Promise<UnpackedPayload | null> {
  const named = namedPackings(headers, payload);
  const isText = decodeText(payload) !== null;
  // Some services name an encoding and send text.
  if (isText || (named.length === 0 && contentPacking(payload) === null)) return null;
  const unpacker = await import("./packing/unpack").catch(() => null);
  if (unpacker === null) return null;
  return runInTurns(unpacker.unpackPayload(payload, named, unpacker.OPENED));
}

/**
 * What a header names comes first, even where it cannot be decoded. Without a header, formats that fit the
 * whole payload: a map or a list, and nothing after it.
 */
async function decode(
  headers: HeaderList,
  payload: Uint8Array,
): Promise<readonly DecodedPayload[]> {
  const named = namedFormat(headers);
  const formats: readonly Format[] = named !== null ? [named] : guessedFormats(payload);
  if (formats.length === 0) return [];
  if (payload.length > MAX_BYTES) {
    return named === null ? [] : [{ format: named, json: fail("decode/too-large") }];
  }
  const decoder = await import("./binary-values").catch(() => null);
  if (decoder === null) return [];
  return formats
    .map((format) => ({ format, json: decoder.decodePayload(payload, format) }))
    .filter(({ json }) => named !== null || json.ok);
}

function namedFormat(headers: HeaderList): Format | null {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1].toLowerCase();
  if (type === undefined) return null;
  if (/\b(?:x-|vnd\.)?msgpack\b/u.test(type)) return "msgpack";
  return /\bcbor\b/u.test(type) ? "cbor" : null;
}

/** Maps and lists only: nearly any byte is a number in both formats. */
function guessedFormats(payload: Uint8Array): readonly Format[] {
  const [first = 0] = payload;
  if (payload.length < 2 || first < 0x80 || decodeText(payload) !== null) return [];
  const isMsgpack = first < 0xa0 || (first >= 0xdc && first <= 0xdf);
  // 0xd9d9f7 is the tag that says "this is CBOR".
  const isCbor = first < 0xc0 || first === 0xd9;
  return [...(isMsgpack ? (["msgpack"] as const) : []), ...(isCbor ? (["cbor"] as const) : [])];
}
