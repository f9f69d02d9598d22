// MessagePack, CBOR or protobuf without a schema → JSON text for the page. What JSON does not have is a text or an object that says what it
// is: bytes are "base64:…", integers keep all digits, a time is ISO 8601, an extension or a tag is an object.
// Fetched with the first binary payload (read-payload.ts), because it brings two libraries.

import { Decoder, ExtData } from "@msgpack/msgpack";
import { decode as decodeCbor } from "cborg";
import { toBase64 } from "@/lib/shared/base/base64";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { DecodeFault } from "@/lib/shared/facts/payload";
import { checkBounds } from "./binary-bounds";
import { guessProtobuf } from "./protobuf/guess";

/** The page shows no longer JSON as a tree. */
const MAX_JSON_CHARS = 4_000_000;

/**
 * Characters of the keys that were written since a payload was begun. A key inside a key is escaped again, which
 * doubles it at each level, so a payload of a hundred bytes could fill the memory.
 */
let keyChars = 0;

class KeysTooLarge extends Error {}

/** Marks of keys, so that a number and a text stay two keys, and numbers keep their place. */
const TEXT_KEY = "\u0001";
const OTHER_KEY = "\u0002";

/** Fails for what is malformed, too deep, or too large to be shown. */
export function decodePayload(
  payload: Uint8Array,
  format: "msgpack" | "cbor" | "protobuf",
): Result<string, DecodeFault> {
  if (format === "protobuf") return guessProtobuf(payload);
  const bounded = checkBounds(payload, format);
  if (!bounded.ok) return bounded;
  keyChars = 0;
  try {
    const value = format === "msgpack" ? fromMsgpack(payload) : fromCbor(payload);
    const json = toJson(value);
    return json.length > MAX_JSON_CHARS ? fail("decode/too-large") : ok(json);
  } catch (thrown) {
    return fail(thrown instanceof KeysTooLarge ? "decode/too-large" : "decode/malformed");
  }
}

function fromMsgpack(payload: Uint8Array): unknown {
  const decoder = new Decoder({
    useBigInt64: true,
    mapKeyConverter: (key: unknown) =>
      (typeof key === "string" ? TEXT_KEY : OTHER_KEY) + keyText(key),
  });
  return decoder.decode(payload);
}

class Tagged {
  constructor(
    readonly tag: number,
    readonly value: unknown,
  ) {}
}

type TagReader = (control: () => unknown) => Tagged;

/** Any tag: its number and what it holds. */
const ANY_TAG = new Proxy<Record<string, TagReader>>(
  {},
  {
    get:
      (_, tag): TagReader =>
      (control) =>
        new Tagged(Number(tag), control()),
  },
);

function fromCbor(payload: Uint8Array): unknown {
  return decodeCbor(payload, { useMaps: true, tags: ANY_TAG });
}

/** Depth and number of values were bounded before. */
function toJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return value.toString();
    case "number":
      return Number.isFinite(value) ? numberText(value) : JSON.stringify(String(value));
    case "boolean":
      return String(value);
    case "undefined":
      return '"undefined"';
  }
  if (value === null) return "null";
  if (value instanceof Uint8Array) return JSON.stringify(`base64:${toBase64(value)}`);
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (value instanceof Map) {
    const members = [...value].map(([key, held]) => `${keyText(key)}:${toJson(held)}`);
    return `{${members.join(",")}}`;
  }
  if (value instanceof Tagged) return `{"tag":${value.tag},"value":${toJson(value.value)}}`;
  if (value instanceof Date) return JSON.stringify(timeText(value));
  if (value instanceof ExtData) {
    const { type, data } = value;
    const held = typeof data === "function" ? data(0) : data;
    return `{"extension":${type},"data":${toJson(held)}}`;
  }
  const members = Object.entries(value as object).map(
    ([key, held]) => `${key.slice(1)}:${toJson(held)}`,
  );
  return `{${members.join(",")}}`;
}

function keyText(key: unknown): string {
  const text = typeof key === "string" ? key : toJson(key);
  keyChars += text.length;
  if (keyChars > MAX_JSON_CHARS) throw new KeysTooLarge();
  return JSON.stringify(text);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function timeText(time: Date): string {
  return Number.isNaN(time.getTime()) ? "time out of range" : time.toISOString();
}
