// Reads a context of the nats CLI from the bytes of a file. Called by read-creds.ts. A context may hold a token, a
// password, a JWT and a seed, so only the values that are shown become strings, without user and password.
// Fields: nats-io/jsm.go natscontext/context.go, and ADR-21 of nats-io/nats-architecture-and-design.

import { toText } from "@/lib/shared/base/bytes";
import type { ContextFacts } from "@/lib/shared/facts/creds";
import type { ByteRange } from "./base64";
import { hasSeedRun } from "./nkeys";

/** A context has about a kilobyte; one with creds in it a few. */
const MAX_BYTES = 256 * 1024;
const MAX_KEY_CHARS = 40;
const MAX_VALUE_CHARS = 1024;
const MAX_ADDRESSES = 16;

/** An object with an address and one of these is a context. */
const OWN_KEYS = [
  ...["creds", "nkey", "nsc", "user_jwt", "user_seed", "inbox_prefix", "jetstream_domain"],
  ...["jetstream_api_prefix", "jetstream_event_prefix", "color_scheme", "socks_proxy"],
];

const OTHER_KEYS = [
  ...["name", "description", "url", "token", "user", "username", "password", "cert", "key", "ca"],
  ...["tls_first"],
];
const KNOWN_PREFIX = /^(?:windows_|jetstream_|nats_cli_)/u;
const isKnownKey = (key: string): boolean =>
  OWN_KEYS.includes(key) || OTHER_KEYS.includes(key) || KNOWN_PREFIX.test(key);

/** Null when the bytes are not a JSON object with the fields of a context, and with no others. */
export function readContext(bytes: Uint8Array): ContextFacts | null {
  if (bytes.length > MAX_BYTES) return null;
  const values = readStrings(bytes);
  if (values === null || !OWN_KEYS.some((key) => values.has(key))) return null;
  if (!values.has("url") && !values.has("nsc")) return null;
  const url = values.get("url");
  const addresses = url === undefined ? [] : addressesIn(bytes, url);
  const text = (key: string): string | null => {
    const range = values.get(key);
    return range === undefined ? null : plainText(bytes, range);
  };
  return {
    addresses,
    inboxPrefix: text("inbox_prefix"),
    jetStreamDomain: text("jetstream_domain"),
    credsPath: text("creds"),
    nkeyPath: text("nkey"),
    nscReference: text("nsc"),
  };
}

/** The strings of the outermost object by key. Null when it is not JSON, as far as is looked at. */
function readStrings(bytes: Uint8Array): ReadonlyMap<string, ByteRange> | null {
  const values = new Map<string, ByteRange>();
  let at = skipSpace(bytes, bytes[0] === 0xef ? 3 : 0);
  if (bytes[at] !== 123) return null;
  at = skipSpace(bytes, at + 1);
  while (bytes[at] === 34) {
    const keyEnd = stringEnd(bytes, at);
    const colon = skipSpace(bytes, keyEnd + 1);
    if (bytes[colon] !== 58) return null;
    const start = skipSpace(bytes, colon + 1);
    const end = valueEnd(bytes, start);
    if (keyEnd - at > MAX_KEY_CHARS) return null;
    const key = toText(bytes.subarray(at + 1, keyEnd));
    if (!isKnownKey(key)) return null;
    if (bytes[start] === 34) values.set(key, { start: start + 1, end: end - 1 });
    at = skipSpace(bytes, end);
    if (bytes[at] === 125) return values;
    if (bytes[at] !== 44) return null;
    at = skipSpace(bytes, at + 1);
  }
  return null;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 10 || bytes[at] === 13) at++;
  return at;
}

/** The index of the quote that ends the string which begins at `start`. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== 34) at += bytes[at] === 92 ? 2 : 1;
  return at;
}

/** The index after a value of any kind. Objects and lists are passed over by their brackets. */
function valueEnd(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; ) {
    const byte = bytes[at];
    if (byte === 34) {
      at = stringEnd(bytes, at) + 1;
      if (depth === 0) return at;
      continue;
    }
    if (byte === 123 || byte === 91) depth++;
    else if (byte === 125 || byte === 93) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (byte === 44 && depth === 0) return at;
    at++;
  }
  return bytes.length;
}

/** Null when it is empty, too long for a path or a name, a data URI, or holds what may be a seed. */
function plainText(bytes: Uint8Array, { start, end }: ByteRange): string | null {
  const value = bytes.subarray(start, end);
  if (value.length === 0 || value.length > MAX_VALUE_CHARS || holdsSecret(value)) return null;
  const text = jsonText(value);
  return text === null || /^data:|-----BEGIN|\n/u.test(text) ? null : text;
}

/** Whether the bytes hold base32 as long as a seed, or a JWT. */
const holdsSecret = (value: Uint8Array): boolean =>
  hasSeedRun(value) ||
  value.some((byte, at) => byte === 101 && value[at + 1] === 121 && value[at + 2] === 74);

function jsonText(value: Uint8Array): string | null {
  try {
    const text: unknown = JSON.parse(`"${toText(value)}"`);
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}

/** The addresses of a list with commas, each without its user, password or token. */
function addressesIn(bytes: Uint8Array, { start, end }: ByteRange): readonly string[] {
  const addresses: string[] = [];
  for (let from = start; from < end && addresses.length < MAX_ADDRESSES; ) {
    const comma = bytes.indexOf(44, from);
    const to = comma < 0 || comma > end ? end : comma;
    const address = addressText(bytes.subarray(from, to));
    if (address !== null) addresses.push(address);
    from = to + 1;
  }
  return addresses;
}

function addressText(bytes: Uint8Array): string | null {
  const at = bytes.lastIndexOf(64);
  const scheme = bytes.findIndex((byte, i) => byte === 58 && bytes[i + 1] === 47);
  const head = scheme < 0 ? 0 : scheme + 3;
  const shown = Uint8Array.from([
    ...bytes.subarray(0, head),
    ...bytes.subarray(Math.max(at + 1, head)),
  ]);
  if (shown.length > MAX_VALUE_CHARS || holdsSecret(shown)) return null;
  return jsonText(shown)?.trim() || null;
}
