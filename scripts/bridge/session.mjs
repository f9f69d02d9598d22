// One admitted connection of a browser, from its start to its end: it dials, relays, and ends at the first
// reason to end. bridge.mjs starts one for each. The reason is reported once.

import { CLOSE_CODES, makeEnd, reasonOf } from "./close-codes.mjs";
import { dial } from "./dial.mjs";
import { startRelay } from "./relay.mjs";

/** @typedef {import("./close-codes.mjs").End} End */

/** Room in a frame besides one message: its protocol line, and small messages before it. */
const FRAME_ROOM_BYTES = 65_536;
/**
 * Memory of a closed connection waits for the next collection. It counts as held for this time, or later
 * connections would fill the allowance a second time beside it.
 */
const COLLECTED_MS = 10_000;

/**
 * @typedef {object} SessionParts
 * @property {import("ws").WebSocket} page
 * @property {import("node:net").Socket} pageSocket the TCP socket under it
 * @property {import("../config/bridge-options.mjs").BridgeTarget} target
 * @property {import("../config/bridge-options.mjs").BridgeOptions["limits"]} limits
 * @property {import("./memory.mjs").Share} memory
 * @property {(end: string) => void} onOver called once, as soon as the reason is known; never within the call of startSession
 */

/**
 * @typedef {object} Session
 * @property {(end: End) => void} finish
 * @property {(nowMs: number) => void} endIfIdle ends it when it has been idle for too long
 * @property {Promise<void>} gone
 */

/**
 * @param {SessionParts} parts
 * @returns {Session}
 */
export function startSession({ page, pageSocket, target, limits, memory, onOver }) {
  const gone = new Promise((/** @type {(nothing: void) => void} */ resolve) => {
    page.once("close", () => resolve());
  });
  const dialling = new AbortController();
  /** @type {import("./relay.mjs").Relay | undefined} */
  let relay;
  /** @type {NodeJS.Timeout | undefined} */
  let handshake;
  let isOver = false;

  /** @param {string} why */
  const endSession = (why) => {
    if (isOver) return;
    isOver = true;
    onOver(why);
    clearTimeout(handshake);
    dialling.abort();
    relay?.end();
  };
  /** @param {End} end */
  const finish = (end) => {
    if (isOver) return;
    endSession(reasonOf(end));
    page.close(CLOSE_CODES[end.name], reasonOf(end));
    // The browser's close frame must still be read, but not a large frame that is on its way, because ws
    // would keep it until it is complete.
    page.resume();
    let more = 0;
    pageSocket.on("data", (chunk) => {
      more += chunk.length;
      if (more > FRAME_ROOM_BYTES) page.pause();
    });
  };

  // A frame over the limit, or an invalid one: ws itself answers with close code 1009 or 1002.
  page.on("error", (/** @type {NodeJS.ErrnoException} */ { code }) => endSession(code ?? "error"));
  page.once("close", () => {
    endSession("closed");
    setTimeout(memory.release, COLLECTED_MS).unref();
  });
  const onEarlyMessage = () => finish(makeEnd("handshake"));
  page.on("message", onEarlyMessage);

  dial(target, limits.connectMs, dialling.signal).then((dialled) => {
    if (isOver) {
      if (dialled.ok) dialled.upstream.socket.destroy();
      return;
    }
    if (!dialled.ok) return finish(dialled.end);
    page.off("message", onEarlyMessage);
    handshake = setTimeout(() => {
      if (!relay?.hasSpoken()) finish(makeEnd("handshake"));
    }, limits.handshakeMs);
    relay = startRelay({
      page,
      pageSocket,
      upstream: dialled.upstream,
      maxPayloadBytes: maxPayloadOf(limits.messageBytes),
      memory,
      onEnd: finish,
    });
  });

  return {
    finish,
    gone,
    endIfIdle(nowMs) {
      if (relay === undefined) return;
      const stuckMs = relay.stuckMs(nowMs);
      if (Math.max(stuckMs, relay.silentMs(nowMs)) <= limits.idleMs) return;
      finish(makeEnd(stuckMs > 0 ? "slow-reader" : "idle"));
    },
  };
}

/**
 * Gives the largest message that a page may send; the bridge puts it into INFO.
 * @param {number} messageBytes the largest frame, which holds more than the message
 */
function maxPayloadOf(messageBytes) {
  return Math.max(messageBytes - FRAME_ROOM_BYTES, Math.floor(messageBytes / 2));
}
