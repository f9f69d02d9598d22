// Puts a token, or a user and password, into the CONNECT that nats.ws has written. nats.ws would build it from
// strings, which cannot be wiped, so it never has the login: the bytes are inserted here. Called by
// recording-socket.ts; the bytes belong to lib/vault/keyring/login-box.ts. Pure.

import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import type { LoginKind } from "@/lib/shared/facts/creds";

/** The login of one entry, as a connection needs it. */
export interface ConnectLogin {
  readonly kind: LoginKind;
  /** The fields of CONNECT, as `loginFields` makes them; null once the login is wiped. */
  fields(): Uint8Array<ArrayBuffer> | null;
}

/** What the list of frames shows in place of the fields. Not even their lengths are shown. */
const SHOWN: Record<LoginKind, Uint8Array<ArrayBuffer>> = {
  token: toBytes('"auth_token":"[hidden]",'),
  password: toBytes('"user":"[hidden]","pass":"[hidden]",'),
};

/** As it goes to the server, and as it may be shown. */
export interface ConnectFrames {
  readonly sent: Uint8Array<ArrayBuffer>;
  readonly shown: Uint8Array<ArrayBuffer>;
}

const HEAD = toBytes("CONNECT {");

/**
 * `frame` begins with the CONNECT of nats.ws. Returns new frames; the caller zeroes `sent`.
 * @throws if it does not begin so.
 */
export function withLogin(
  frame: Uint8Array<ArrayBuffer>,
  kind: LoginKind,
  fields: Uint8Array<ArrayBuffer>,
): ConnectFrames {
  if (!HEAD.every((byte, index) => frame[index] === byte)) throw new Error("no CONNECT");
  const rest = frame.subarray(HEAD.length);
  return {
    sent: concatBytes([HEAD, fields, rest]),
    shown: concatBytes([HEAD, SHOWN[kind], rest]),
  };
}

/** `"name":"value",` for each pair, as bytes of JSON. The values are UTF-8 and are not changed. */
export function loginFields(
  pairs: readonly (readonly [name: string, value: Uint8Array])[],
): Uint8Array<ArrayBuffer> {
  const size = pairs.reduce((sum, [name, value]) => sum + name.length + 6 + escapedSize(value), 0);
  const fields = new Uint8Array(size);
  let at = 0;
  const put = (text: string) => {
    for (let index = 0; index < text.length; index += 1) fields[at++] = text.charCodeAt(index);
  };
  for (const [name, value] of pairs) {
    put(`"${name}":"`);
    for (const byte of value) {
      if (byte < SPACE) {
        put("\\u00");
        fields[at++] = hexDigit(byte >> 4);
        fields[at++] = hexDigit(byte & 15);
        continue;
      }
      if (byte === QUOTE || byte === BACKSLASH) fields[at++] = BACKSLASH;
      fields[at++] = byte;
    }
    put('",');
  }
  return fields;
}

const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;

/** JSON escapes quotes, backslashes and control characters; bytes of longer characters stay (RFC 8259, 7). */
function escapedSize(value: Uint8Array): number {
  let size = 0;
  for (const byte of value) {
    size += byte < SPACE ? 6 : byte === QUOTE || byte === BACKSLASH ? 2 : 1;
  }
  return size;
}

const hexDigit = (digit: number): number => (digit < 10 ? 48 + digit : 87 + digit);
