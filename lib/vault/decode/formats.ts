// Which binary format a payload has: by the type of its subject, by its headers, by its first bytes.

import { type Decoder, isFormat } from "@/lib/shared/console/decoders";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { HeaderList } from "@/lib/shared/facts/console";
import type { DecodedPayload } from "@/lib/shared/facts/payload";
import type { SchemaBook } from "./schema/schema-book";

/** A binary format is decoded in one go, so that a longer payload would hold up what arrives. */
export const MAX_BYTES = 1_048_576;

export type Format = Exclude<DecodedPayload["format"], "avro">;

export interface PayloadSource {
  readonly subject: string;
  readonly headers: HeaderList;
  readonly payload: Uint8Array;
}

/** The type that the subject is mapped to, that a header names, or whose fingerprint the payload has. */
export function decodeByType(
  subject: string,
  headers: HeaderList,
  payload: Uint8Array,
  schemas: SchemaBook,
): DecodedPayload | null {
  const type = schemas.typeOf(subject) ?? namedType(headers);
  if (payload.length > MAX_BYTES) return null;
  const byName = type === null ? null : schemas.decodeAs(payload, type);
  return byName ?? schemas.decodeSingleObject(payload);
}

/** "application/x-protobuf; messageType=orders.v1.Order", and the names that other tools give the parameter. */
function namedType(headers: HeaderList): string | null {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return /;\s*(?:messagetype|proto|type)="?\.?([\w.]+)"?/iu.exec(type)?.[1] ?? null;
}

/** The headers with what was chosen by hand in front, where the first of a name counts. */
export function chosenHeaders(decoder: Decoder | null, headers: HeaderList): HeaderList {
  if (decoder === null) return headers;
  return isFormat(decoder)
    ? [["content-type", `application/${decoder}`], ...headers]
    : [["content-encoding", decoder], ...headers];
}

/** What `Content-Type` names. */
export function namedFormat(headers: HeaderList): Format | null {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1].toLowerCase();
  if (type === undefined) return null;
  if (/\b(?:x-|vnd\.)?msgpack\b/u.test(type)) return "msgpack";
  if (/\b(?:x-|vnd\.google\.)?protobuf\b/u.test(type)) return "protobuf";
  return /\bcbor\b/u.test(type) ? "cbor" : null;
}

/**
 * MessagePack and CBOR: maps and lists only, since nearly any byte is a number in both. Protobuf: what begins with a
 * likely field.
 */
export function guessedFormats(payload: Uint8Array): readonly Format[] {
  const [first = 0] = payload;
  if (payload.length < 2 || decodeText(payload) !== null) return [];
  const isMsgpack = (first >= 0x80 && first < 0xa0) || (first >= 0xdc && first <= 0xdf);
  // 0xd9d9f7 is the tag that says "this is CBOR".
  const isCbor = (first >= 0x80 && first < 0xc0) || first === 0xd9;
  const isProtobuf = first >= 8 && [0, 1, 2, 3, 5].includes(first & 7);
  return [
    ...(isMsgpack ? (["msgpack"] as const) : []),
    ...(isCbor ? (["cbor"] as const) : []),
    ...(isProtobuf ? (["protobuf"] as const) : []),
  ];
}
