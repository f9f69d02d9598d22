// Finds addresses with a password or a token in them, such as nats://user:password@host. Called by read-creds.ts. The
// bytes stay where they are: only whether there is one is told.

import { isAlnum } from "@/lib/shared/base/bytes";
import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";

const SCHEMES = ["nats", "tls", "ws", "wss"].map((scheme) =>
  Uint8Array.from(scheme, (c) => c.charCodeAt(0)),
);
/** No user and password are longer. */
const MAX_CHARS = 512;

export function* hasPasswordInAddress(bytes: Uint8Array): Steps<boolean> {
  let reported = 0;
  for (let at = bytes.indexOf(58); at >= 0; at = bytes.indexOf(58, at + 1)) {
    if (at - reported > STEP_BYTES) {
      yield STEP_BYTES;
      reported = at;
    }
    if (bytes[at + 1] !== 47 || bytes[at + 2] !== 47 || !followsScheme(bytes, at)) continue;
    if (hasLogin(bytes, at + 3)) return true;
  }
  return false;
}

function followsScheme(bytes: Uint8Array, end: number): boolean {
  return SCHEMES.some((scheme) => {
    const start = end - scheme.length;
    const before = start > 0 ? (bytes[start - 1] ?? 0) : 0;
    return (
      start >= 0 && !isAlnum(before) && scheme.every((c, i) => ((bytes[start + i] ?? 0) | 32) === c)
    );
  });
}

/** Whether there is "something@" before the host ends. */
function hasLogin(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < Math.min(bytes.length, from + MAX_CHARS); at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 64) return at > from;
    // White space, quotes, a comma, a slash or a placeholder end it.
    if (byte <= 32 || byte === 34 || byte === 39 || byte === 44 || byte === 47 || byte === 60)
      return false;
  }
  return false;
}
