// Follows what a nats-server sends, cut anywhere, to find its INFO lines and hand them to `rewrite`. All
// else passes as it came: slices of the same memory, payloads stepped over by their length. Runs for
// every message on its way to a browser, so it costs one search for a line end each. Used by relay.mjs.
import { MAX_INFO_BYTES } from "./info.mjs";

const LF = 10;
const CR = 13;
const SPACE = 32;
const LOWER_CASE = 0x20;
const [H, I, M] = [0x68, 0x69, 0x6d];

/**
 * @param {(line: string) => Buffer | undefined} rewrite an INFO without its line end → the whole line
 *   to send in its place; nothing when it is none
 * @returns {(chunk: Buffer) => Buffer[] | undefined} what to pass on now; nothing once the bytes cannot
 *   be the NATS protocol. A line that is not whole yet waits for the next chunk.
 */
export function createServerStream(rewrite) {
  let toSkip = 0;
  /** @type {Buffer | undefined} */
  let held;

  return (chunk) => {
    const bytes = held === undefined ? chunk : Buffer.concat([held, chunk]);
    held = undefined;
    /** @type {Buffer[]} */
    const out = [];
    let from = 0;
    let at = 0;
    for (;;) {
      const step = Math.min(toSkip, bytes.length - at);
      toSkip -= step;
      at += step;
      if (at >= bytes.length) break;
      const end = bytes.indexOf(LF, at);
      if (end < 0) {
        if (bytes.length - at > MAX_INFO_BYTES) return undefined;
        held = bytes.subarray(at);
        break;
      }
      const verb = (bytes[at] ?? 0) | LOWER_CASE;
      if (verb === M || verb === H) {
        const size = trailingNumber(bytes, at, end);
        if (size < 0) return undefined;
        toSkip = size + 2;
      } else if (verb === I) {
        const line = rewrite(bytes.toString("utf8", at, lineStop(bytes, at, end)));
        if (line === undefined) return undefined;
        if (at > from) out.push(bytes.subarray(from, at));
        out.push(line);
        from = end + 1;
      }
      at = end + 1;
    }
    if (at > from) out.push(bytes.subarray(from, at));
    return out;
  };
}

/**
 * The length that ends a MSG or HMSG line.
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end place of the LF
 * @returns {number} -1 when there is none
 */
function trailingNumber(bytes, start, end) {
  const stop = lineStop(bytes, start, end);
  let size = 0;
  let scale = 1;
  let at = stop - 1;
  for (; at > start; at--) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    size += digit * scale;
    scale *= 10;
  }
  return bytes[at] === SPACE && at < stop - 1 && Number.isSafeInteger(size) ? size : -1;
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end place of the LF
 */
function lineStop(bytes, start, end) {
  return end > start && bytes[end - 1] === CR ? end - 1 : end;
}
