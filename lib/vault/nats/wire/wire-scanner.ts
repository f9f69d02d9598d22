// Finds the control lines in the bytes of one direction of a NATS connection, which arrive in pieces cut
// anywhere. Called by recording-socket.ts with every frame, so it must be fast: it skips a payload by its
// length and never reads it, so "-ERR" inside a message is not an error. It never keeps payload bytes.
// What a server sends is held to the grammar of nats-server: nats.ws would print to the console what it cannot
// parse. The control lines themselves are checked by recording-socket.ts.

import { ParsedLine, parseLine } from "@/lib/vault/message-store/store/message-line";

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
/** An INFO can be long (connect_urls). No other line comes near this. */
export const MAX_LINE_BYTES = 65_536;
const MAX_PAYLOAD_BYTES = 1 << 30;
/** What a line of a server begins with. A blank stands for a blank or a tab. */
const SERVER_VERBS = ["MSG ", "HMSG ", "INFO ", "-ERR ", "+OK", "PING", "PONG"];

export type Direction = "from-server" | "to-server";

export interface WireScanner {
  /** False once the bytes cannot be the NATS protocol. It must not be called again then. */
  scan(bytes: Uint8Array): boolean;
}

/** `onLine` gets each control line without its line end, except MSG, HMSG, PUB and HPUB. */
export function createWireScanner(
  direction: Direction,
  onLine: (line: string) => void,
): WireScanner {
  // A byte order mark is kept, because it is not part of any line.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const parsed = new ParsedLine();
  let toSkip = 0;
  /** Bytes still to come of the CR and LF after a payload. */
  let trailer = 0;
  let held = new Uint8Array(0);
  let heldBytes = 0;

  const hold = (piece: Uint8Array): boolean => {
    const total = heldBytes + piece.length;
    if (total > MAX_LINE_BYTES) return false;
    if (total > held.length) {
      const larger = new Uint8Array(Math.max(total, 256, held.length * 2));
      larger.set(held.subarray(0, heldBytes));
      held = larger;
    }
    held.set(piece, heldBytes);
    heldBytes = total;
    return direction === "to-server" || canBegin(held, total);
  };

  /** The bytes of header block and payload; null when the line is broken. `stop` is where the line end begins. */
  const sizeOf = (bytes: Uint8Array, start: number, stop: number, end: number): number | null => {
    if (direction === "to-server") return sentSize(bytes, start, stop);
    return parseLine(bytes, start, end + 1, parsed) === "message" ? parsed.size : null;
  };

  /** Handles one line. `end` is the index of its LF. */
  const take = (bytes: Uint8Array, start: number, end: number): boolean => {
    const stop = bytes[end - 1] === CR && end > start ? end - 1 : end;
    if (!carriesPayload(direction, bytes[start], bytes[start + 1])) {
      onLine(decoder.decode(bytes.subarray(start, stop)));
      return true;
    }
    const size = sizeOf(bytes, start, stop, end);
    if (size === null) return false;
    toSkip = size;
    trailer = 2;
    return true;
  };

  return {
    scan(bytes) {
      let at = 0;
      if (heldBytes > 0) {
        const end = bytes.indexOf(LF);
        if (!hold(end < 0 ? bytes : bytes.subarray(0, end + 1))) return false;
        if (end < 0) return true;
        const last = heldBytes - 1;
        heldBytes = 0;
        if (!take(held, 0, last)) return false;
        at = end + 1;
      }
      for (;;) {
        if (toSkip > 0) {
          const step = Math.min(toSkip, bytes.length - at);
          toSkip -= step;
          at += step;
        }
        if (at >= bytes.length) return true;
        if (trailer > 0) {
          if (bytes[at] !== (trailer === 2 ? CR : LF)) return false;
          trailer -= 1;
          at += 1;
          continue;
        }
        const end = bytes.indexOf(LF, at);
        if (end < 0) return hold(bytes.subarray(at));
        if (end - at > MAX_LINE_BYTES || !take(bytes, at, end)) return false;
        at = end + 1;
      }
    },
  };
}

/** True for MSG and HMSG of a server and for PUB and HPUB of a client, in upper or lower case. */
function carriesPayload(
  direction: Direction,
  first: number | undefined,
  second: number | undefined,
): boolean {
  const letter = (first ?? 0) | 0x20;
  if (letter === 0x68) return true;
  if (direction === "from-server") return letter === 0x6d;
  return letter === 0x70 && ((second ?? 0) | 0x20) === 0x75;
}

/** The last word of a line of our own. */
function sentSize(bytes: Uint8Array, start: number, stop: number): number | null {
  let size = 0;
  let scale = 1;
  let at = stop - 1;
  for (; at > start; at -= 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    size += digit * scale;
    scale *= 10;
  }
  return bytes[at] !== SPACE || at === stop - 1 || size > MAX_PAYLOAD_BYTES ? null : size;
}

/** Whether a line of a server can begin with these bytes. */
function canBegin(bytes: Uint8Array, length: number): boolean {
  return SERVER_VERBS.some((verb) => {
    for (let index = 0; index < Math.min(length, verb.length); index += 1) {
      const byte = bytes[index] ?? 0;
      const upper = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte === TAB ? SPACE : byte;
      if (upper !== verb.charCodeAt(index)) return false;
    }
    return true;
  });
}
