// Finds the control lines in the bytes of one direction of a NATS connection, which arrive in pieces cut
// anywhere. Called by recording-socket.ts with every frame, so it must be fast: it skips a payload by its
// length and never reads it, so "-ERR" inside a message is not an error. It never keeps payload bytes.

const LF = 10;
const CR = 13;
const SPACE = 32;
/** An INFO can be long (connect_urls). No other line comes near this. */
export const MAX_LINE_BYTES = 65_536;
const MAX_PAYLOAD_BYTES = 1 << 30;

export interface WireScanner {
  /** False once the bytes cannot be the NATS protocol. It must not be called again then. */
  scan(bytes: Uint8Array): boolean;
}

/** `onLine` gets each control line without its line end, except MSG, HMSG, PUB and HPUB. */
export function createWireScanner(onLine: (line: string) => void): WireScanner {
  const decoder = new TextDecoder();
  let toSkip = 0;
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
    return true;
  };

  /** Handles one line. `end` is the index of its LF. */
  const take = (bytes: Uint8Array, start: number, end: number): boolean => {
    const stop = bytes[end - 1] === CR && end > start ? end - 1 : end;
    if (!carriesPayload(bytes[start], bytes[start + 1])) {
      onLine(decoder.decode(bytes.subarray(start, stop)));
      return true;
    }
    let size = 0;
    let scale = 1;
    let at = stop - 1;
    for (; at > start; at -= 1) {
      const digit = (bytes[at] ?? 0) - 48;
      if (digit < 0 || digit > 9) break;
      size += digit * scale;
      scale *= 10;
    }
    if (bytes[at] !== SPACE || at === stop - 1 || size > MAX_PAYLOAD_BYTES) return false;
    toSkip = size + 2;
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
        const end = bytes.indexOf(LF, at);
        if (end < 0) return hold(bytes.subarray(at));
        if (end - at > MAX_LINE_BYTES || !take(bytes, at, end)) return false;
        at = end + 1;
      }
    },
  };
}

/** True for MSG, HMSG, HPUB and PUB, in upper or lower case. */
function carriesPayload(first: number | undefined, second: number | undefined): boolean {
  const letter = (first ?? 0) | 0x20;
  return letter === 0x6d || letter === 0x68 || (letter === 0x70 && ((second ?? 0) | 0x20) === 0x75);
}
