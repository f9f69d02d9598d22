// What is in a payload that is not plain text: what it is packed with, and in which binary formats it can be read.
// Called when a message is opened. What unpacks and what decodes is fetched with the first payload that may need
// it.

import { fail } from "@/lib/shared/base/result";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { HeaderList } from "@/lib/shared/facts/console";
import type { DecodedPayload, UnpackedPayload } from "@/lib/shared/facts/payload";
import { runInTurns } from "@/lib/vault/base/turns";
import {
  chosenHeaders,
  decodeByType,
  type Format,
  guessedFormats,
  MAX_BYTES,
  namedFormat,
  type PayloadSource,
} from "./formats";
import { contentPacking, namedPackings } from "./packing/packing-signs";
import type { SchemaBook } from "./schema/schema-book";

export interface ReadPayload {
  readonly unpacked: UnpackedPayload | null;
  readonly decoded: readonly DecodedPayload[];
}

const NOTHING: ReadPayload = { unpacked: null, decoded: [] };

/** `schemas`: null while none was loaded. */
export async function readPayload(
  { subject, headers, payload }: PayloadSource,
  schemas: SchemaBook | null,
): Promise<ReadPayload> {
  if (payload.length === 0) return NOTHING;
  const chosen = chosenHeaders(schemas?.decoderOf(subject) ?? null, headers);
  const unpacked = await unpack(chosen, payload);
  if (unpacked !== null && !unpacked.content.ok) return { unpacked, decoded: [] };
  const content = unpacked?.content.ok ? unpacked.content.value.payload : payload;
  const typed = schemas === null ? null : decodeByType(subject, headers, content, schemas);
  const others = await decode(chosen, content);
  const isKnown = typed?.json.ok === true;
  const decoded = others.filter(({ format }) => !(isKnown && format === typed.format));
  return { unpacked, decoded: typed === null ? decoded : [typed, ...decoded] };
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
    return named === null ? [] : [{ format: named, type: null, json: fail("decode/too-large") }];
  }
  const decoder = await import("./binary-values").catch(() => null);
  if (decoder === null) return [];
  return formats
    .map((format): DecodedPayload => {
      const json = decoder.decodePayload(payload, format);
      return { format, type: null, json };
    })
    .filter(({ json }) => named !== null || json.ok);
}
