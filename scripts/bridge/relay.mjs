// One browser and one server, joined: bytes pass both ways, large frames towards the browser, and
// neither side is read faster than the other takes it. Made by bridge.mjs when both are there. It sees
// the login and the messages in clear and keeps none of them.
import { TLSSocket } from "node:tls";
import { createBatch } from "./batch.mjs";
import { endOf } from "./close-codes.mjs";
import { isTlsFault } from "./dial.mjs";
import { infoForPage, readInfo } from "./info.mjs";
import { createServerStream } from "./server-stream.mjs";

/** @typedef {import("./close-codes.mjs").End} End */

/** More than this waiting for the browser, and the server is not read until half of it is gone. */
const HIGH_BYTES = 131_072;
/** So long the server may take to hear the last of it. */
const FAREWELL_MS = 5_000;

/**
 * @typedef {object} RelayParts
 * @property {import("ws").WebSocket} page
 * @property {import("node:net").Socket} pageSocket the one beneath
 * @property {import("./dial.mjs").Upstream} upstream
 * @property {number} maxPayloadBytes
 * @property {import("./memory.mjs").Share} memory
 * @property {(end: End) => void} onEnd told once
 */

/**
 * @typedef {object} Relay
 * @property {(nowMs: number) => number} silentMs since the browser last said something
 * @property {(nowMs: number) => number} stuckMs since the browser took anything, while something waits
 * @property {() => boolean} hasSpoken
 * @property {() => void} end
 */

/**
 * @param {RelayParts} parts
 * @returns {Relay}
 */
export function startRelay({ page, pageSocket, upstream, maxPayloadBytes, memory, onEnd }) {
  const { socket } = upstream;
  let heardAt = performance.now();
  let takenAt = heardAt;
  let hasSpoken = false;
  let isOver = false;

  const end = () => {
    if (isOver) return;
    isOver = true;
    batch.drop();
    // What the browser sent last still goes to the server; what comes back is dropped.
    socket.resume();
    socket.end();
    setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
  };
  /** @param {End} why */
  const finish = (why) => {
    if (isOver) return;
    end();
    onEnd(why);
  };

  // Server → browser.
  const taken = () => {
    takenAt = performance.now();
    if (socket.isPaused() && page.bufferedAmount < HIGH_BYTES / 2) socket.resume();
  };
  const batch = createBatch((frame) => {
    if (page.bufferedAmount === 0) takenAt = performance.now();
    page.send(frame, { binary: true }, taken);
    if (page.bufferedAmount > HIGH_BYTES) socket.pause();
  });
  const way = { maxPayloadBytes, isTls: socket instanceof TLSSocket };
  const stream = createServerStream((line) => {
    const info = readInfo(line);
    return info && infoForPage(info, way);
  });
  /** @param {Buffer} chunk */
  const pass = (chunk) => {
    if (isOver) return;
    const pieces = stream(chunk);
    if (pieces !== undefined) return batch.add(pieces);
    batch.flush();
    finish(endOf("not-nats"));
  };
  socket.on("data", pass);
  socket.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
    batch.flush();
    finish(endOf(isTlsFault(error) ? "upstream-tls" : "upstream-closed", error.code));
  });
  socket.on("end", () => {
    batch.flush();
    finish(endOf("upstream-closed"));
  });
  socket.on("close", () => finish(endOf("upstream-closed")));

  // Browser → server. What is half a frame, or not yet taken by the server, counts as memory.
  const reckon = () => {
    if (!memory.hold(partial + socket.writableLength)) finish(endOf("busy", "memory"));
  };
  let partial = 0;
  let lastChunk = 0;
  pageSocket.prependListener("data", (/** @type {Buffer} */ chunk) => {
    if (isOver) return;
    lastChunk = chunk.length;
    partial += lastChunk;
    reckon();
  });
  page.on("message", (/** @type {Buffer} */ data) => {
    if (isOver) return;
    hasSpoken = true;
    heardAt = performance.now();
    // Frame heads are not counted, so the rest is never taken for more than the last chunk.
    partial = Math.min(Math.max(0, partial - data.length), lastChunk);
    if (!socket.write(data)) page.pause();
    reckon();
  });
  socket.on("drain", () => {
    if (isOver) return;
    page.resume();
    reckon();
  });

  pass(upstream.first);
  socket.resume();
  return {
    silentMs: (now) => now - heardAt,
    stuckMs: (now) => (page.bufferedAmount > 0 ? now - takenAt : 0),
    hasSpoken: () => hasSpoken,
    end,
  };
}
