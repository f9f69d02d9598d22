// Gathers bytes for a browser into few large frames. Each frame costs Chromium about 50 us whatever it holds,
// and nats-server itself cuts frames at 4 KiB (scripts/bench/bridge.mjs measures both). A light flow is sent
// at once. Only a flow that keeps the receiver busy waits, for FRAME_BYTES or GATHER_MS, whichever comes
// first. relay.mjs makes one for each relay.

const FRAME_BYTES = 65_536;
const GATHER_MS = 2;
/** The count of sent bytes falls at this rate, so a flow that stays below it never waits. */
const IDLE_BYTES_PER_MS = 4_096;
const BUSY_BYTES = 32_768;

/**
 * @param {(frame: Buffer) => void} send gets frames of at most FRAME_BYTES
 */
export function createBatch(send) {
  /** @type {Buffer[]} */
  let parts = [];
  let bytes = 0;
  let recentBytes = 0;
  let sentMs = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  const remainingBytes = () =>
    Math.max(0, recentBytes - (performance.now() - sentMs) * IDLE_BYTES_PER_MS);

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (bytes === 0) return;
    const frame = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, bytes);
    recentBytes = remainingBytes() + bytes;
    sentMs = performance.now();
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
      if (remainingBytes() < BUSY_BYTES) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
    flush,
    /** Discards the bytes that were not sent yet. */
    drop() {
      clearTimeout(timer);
      parts = [];
      bytes = 0;
    },
  };
}
