// One browser's stay, from its arrival to its leaving: dials, relays, and ends at the first reason to.
// Made by bridge.mjs for everyone who was let in. Whatever ends it is told once.

import { CLOSE_CODES, endOf, reasonOf } from "./close-codes.mjs";
import { dial } from "./dial.mjs";
import { startRelay } from "./relay.mjs";

/** @typedef {import("./close-codes.mjs").End} End */

/** What a client may send beside one message: its protocol line, and small ones that came before it. */
const FRAME_ROOM_BYTES = 65_536;
/**
 * What one held when it left waits in memory for the next collection. So long it counts as held, or those
 * who come after it would fill the allowance a second time beside it.
 */
const COLLECTED_MS = 10_000;

/**
 * @typedef {object} SessionParts
 * @property {import("ws").WebSocket} page
 * @property {import("node:net").Socket} pageSocket the one beneath
 * @property {import("../config/bridge-options.mjs").BridgeTarget} target
 * @property {import("../config/bridge-options.mjs").BridgeOptions["limits"]} limits
 * @property {import("./memory.mjs").Share} memory
 * @property {(end: string) => void} onOver told once, as soon as it is decided why; never at once
 */

/**
 * @typedef {object} Session
 * @property {(end: End) => void} finish
 * @property {(nowMs: number) => void} look ends it when it has been still for too long
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
  const leave = (why) => {
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
    leave(reasonOf(end));
    page.close(CLOSE_CODES[end.name], reasonOf(end));
    // The browser's own close frame is to be heard, but no more of a large one that is on its way:
    // ws would keep it until it is whole.
    page.resume();
    let more = 0;
    pageSocket.on("data", (chunk) => {
      more += chunk.length;
      if (more > FRAME_ROOM_BYTES) page.pause();
    });
  };

  // A frame over the limit, or none: ws answers with close code 1009 or 1002 by itself.
  page.on("error", (/** @type {NodeJS.ErrnoException} */ { code }) => leave(code ?? "error"));
  page.once("close", () => {
    leave("closed");
    setTimeout(memory.give, COLLECTED_MS).unref();
  });
  const tooSoon = () => finish(endOf("handshake"));
  page.on("message", tooSoon);

  dial(target, limits.connectMs, dialling.signal).then((dialled) => {
    if (isOver) {
      if (dialled.ok) dialled.upstream.socket.destroy();
      return;
    }
    if (!dialled.ok) return finish(dialled.end);
    page.off("message", tooSoon);
    handshake = setTimeout(() => {
      if (!relay?.hasSpoken()) finish(endOf("handshake"));
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
    look(nowMs) {
      if (relay === undefined) return;
      const stuckMs = relay.stuckMs(nowMs);
      if (Math.max(stuckMs, relay.silentMs(nowMs)) <= limits.idleMs) return;
      finish(endOf(stuckMs > 0 ? "slow-reader" : "idle"));
    },
  };
}

/**
 * What a page is told that it may send in one message.
 * @param {number} messageBytes of a frame, which holds more than the message
 */
function maxPayloadOf(messageBytes) {
  return Math.max(messageBytes - FRAME_ROOM_BYTES, Math.floor(messageBytes / 2));
}
