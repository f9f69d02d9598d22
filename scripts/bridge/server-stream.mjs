// Finds the INFO lines in the bytes of a nats-server, which may be cut anywhere, and passes them to `rewrite`.
// Everything else passes unchanged, as slices of the same memory; payloads are skipped by their length. It
// runs for every message on its way to a browser and searches one line end for each. Used by relay.mjs.
import { MAX_INFO_BYTES } from "./info.mjs";

const LF = 10;
const CR = 13;
const SPACE = 32;
const LOWER_CASE = 0x20;
const [H, I, M] = [0x68, 0x69, 0x6d];

/**
 * @param {(line: string) => Buffer | undefined} rewrite an INFO without its line end → the whole line
 *   to send instead; undefined when the line is not an INFO
 * @returns {(chunk: Buffer) => Buffer[] | undefined} what to pass on now; undefined once the bytes cannot
 *   be the NATS protocol. An incomplete line waits for the next chunk.
 */
export function createServerStream(rewrite) {
  let skipBytes = 0;
  /** @type {Buffer | undefined} */
  let held;

  return (chunk) => {
    const bytes = held === undefined ? chunk : Buffer.concat([held, chunk]);
    held = undefined;
    /** @type {Buffer[]} */
    const out = [];
    let from = 0;
    let offset = 0;
    for (;;) {
      const step = Math.min(skipBytes, bytes.length - offset);
      skipBytes -= step;
      offset += step;
      if (offset >= bytes.length) break;
      const end = bytes.indexOf(LF, offset);
      if (end < 0) {
        if (bytes.length - offset > MAX_INFO_BYTES) return undefined;
        held = bytes.subarray(offset);
        break;
      }
      const verb = (bytes[offset] ?? 0) | LOWER_CASE;
      if (verb === M || verb === H) {
        const size = trailingNumber(bytes, offset, end);
        if (size < 0) return undefined;
        skipBytes = size + 2;
      } else if (verb === I) {
        const line = rewrite(bytes.toString("utf8", offset, lineStop(bytes, offset, end)));
        if (line === undefined) return undefined;
        if (offset > from) out.push(bytes.subarray(from, offset));
        out.push(line);
        from = end + 1;
      }
      offset = end + 1;
    }
    if (offset > from) out.push(bytes.subarray(from, offset));
    return out;
  };
}

/**
 * Reads the length at the end of a MSG or HMSG line.
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end offset of the LF
 * @returns {number} -1 when there is none
 */
function trailingNumber(bytes, start, end) {
  const stop = lineStop(bytes, start, end);
  let size = 0;
  let scale = 1;
  let offset = stop - 1;
  for (; offset > start; offset--) {
    const digit = (bytes[offset] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    size += digit * scale;
    scale *= 10;
  }
  return bytes[offset] === SPACE && offset < stop - 1 && Number.isSafeInteger(size) ? size : -1;
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end offset of the LF
 */
function lineStop(bytes, start, end) {
  return end > start && bytes[end - 1] === CR ? end - 1 : end;
}
