// Which binary formats a message's payload may be in, and what it says in each. Called when a message is opened.
// The decoders are a bundle of their own, fetched with the first payload that may need them.

import { fail } from "@/lib/shared/base/result";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { DecodedPayload, HeaderList } from "@/lib/shared/facts/console";

/** Decoding does not yield, so that a longer payload would hold up what arrives. */
const MAX_BYTES = 1_048_576;

type Format = DecodedPayload["format"];

/**
 * What a header names comes first, even where it cannot be decoded. Without a header, formats that fit the
 * whole payload: a map or a list, and nothing after it.
 */
export async function decodedPayloads(
  headers: HeaderList,
  payload: Uint8Array,
): Promise<readonly DecodedPayload[]> {
  const named = namedFormat(headers);
  const formats: readonly Format[] = named !== null ? [named] : guessedFormats(payload);
  if (formats.length === 0 || payload.length === 0) return [];
  if (payload.length > MAX_BYTES) {
    return named === null ? [] : [{ format: named, json: fail("decode/too-large") }];
  }
  const decoder = await import("./payload-decoder").catch(() => null);
  if (decoder === null) return [];
  const { decodePayload } = decoder;
  return formats
    .map((format) => ({ format, json: decodePayload(payload, format) }))
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
