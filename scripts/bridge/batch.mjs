// Gathers what goes to a browser into few large frames: each frame costs Chromium about 50 us whatever
// is in it, and nats-server itself cuts them at 4 KiB (scripts/bench/bridge.mjs measures both). While
// little flows, everything leaves at once; only a stream that keeps the receiver busy waits, for
// FRAME_BYTES or GATHER_MS, whichever comes first. Used by relay.mjs, one for each relay.

const FRAME_BYTES = 65_536;
const GATHER_MS = 2;
/** What was sent is forgotten at this pace, and a flow that stays below it never waits. */
const IDLE_BYTES_PER_MS = 4_096;
const BUSY_BYTES = 32_768;

/**
 * @param {(frame: Buffer) => void} send frames of at most FRAME_BYTES
 */
export function createBatch(send) {
  /** @type {Buffer[]} */
  let parts = [];
  let bytes = 0;
  let sentLately = 0;
  let sentAt = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  const level = () => Math.max(0, sentLately - (performance.now() - sentAt) * IDLE_BYTES_PER_MS);

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (bytes === 0) return;
    const frame = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, bytes);
    sentLately = level() + bytes;
    sentAt = performance.now();
    parts = [];
    bytes = 0;
    send(frame);
  };

  return {
    /** @param {readonly Buffer[]} pieces */
    add(pieces) {
      for (const piece of pieces) {
        let rest = piece;
        while (bytes + rest.length >= FRAME_BYTES) {
          const room = FRAME_BYTES - bytes;
          parts.push(rest.subarray(0, room));
          bytes += room;
          rest = rest.subarray(room);
          flush();
        }
        if (rest.length > 0) parts.push(rest);
        bytes += rest.length;
      }
      if (bytes === 0) return;
      if (level() < BUSY_BYTES) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
    flush,
    /** Forgets what was not sent. */
    drop() {
      clearTimeout(timer);
      parts = [];
      bytes = 0;
    },
  };
}
