// Relays between one browser and one server. Bytes pass both ways, in large frames towards the browser, and
// neither side is read faster than the other takes the bytes. session.mjs starts it when both are connected.
// It sees the login and the messages in clear and keeps none of them.
import { TLSSocket } from "node:tls";
import { createBatch } from "./batch.mjs";
import { makeEnd } from "./close-codes.mjs";
import { isTlsFault } from "./dial.mjs";
import { infoForPage, readInfo } from "./info.mjs";
import { createServerStream } from "./server-stream.mjs";

/** @typedef {import("./close-codes.mjs").End} End */

/** When more than this waits for the browser, the server is not read until half of it has been taken. */
const HIGH_BYTES = 131_072;
/** The time that the server gets to take the last bytes. */
const DRAIN_MS = 5_000;

/**
 * @typedef {object} RelayParts
 * @property {import("ws").WebSocket} page
 * @property {import("node:net").Socket} pageSocket the TCP socket under it
 * @property {import("./dial.mjs").Upstream} upstream
 * @property {number} maxPayloadBytes
 * @property {import("./memory.mjs").Share} memory
 * @property {(end: End) => void} onEnd called once
 */

/**
 * @typedef {object} Relay
 * @property {(nowMs: number) => number} silentMs time since the browser last sent something
 * @property {(nowMs: number) => number} stuckMs time since the browser last took bytes, while some wait
 * @property {() => boolean} hasSpoken
 * @property {() => void} end
 */

/**
 * @param {RelayParts} parts
 * @returns {Relay}
 */
export function startRelay({ page, pageSocket, upstream, maxPayloadBytes, memory, onEnd }) {
  const { socket } = upstream;
  let heardMs = performance.now();
  let takenMs = heardMs;
  let hasSpoken = false;
  let isOver = false;

  const end = () => {
    if (isOver) return;
    isOver = true;
    batch.drop();
    // The browser's last bytes still go to the server; the bytes that come back are dropped.
    socket.resume();
    socket.end();
    setTimeout(() => socket.destroy(), DRAIN_MS).unref();
  };
  /** @param {End} why */
  const finish = (why) => {
    if (isOver) return;
    end();
    onEnd(why);
  };

  // Server → browser.
  const onTaken = () => {
    takenMs = performance.now();
    if (socket.isPaused() && page.bufferedAmount < HIGH_BYTES / 2) socket.resume();
  };
  const batch = createBatch((frame) => {
    if (page.bufferedAmount === 0) takenMs = performance.now();
    page.send(frame, { binary: true }, onTaken);
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
    finish(makeEnd("not-nats"));
  };
  socket.on("data", pass);
  socket.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
    batch.flush();
    finish(makeEnd(isTlsFault(error) ? "upstream-tls" : "upstream-closed", error.code));
  });
  socket.on("end", () => {
    batch.flush();
    finish(makeEnd("upstream-closed"));
  });
  socket.on("close", () => finish(makeEnd("upstream-closed")));

  // Browser → server. Unfinished frames, and bytes that the server has not taken yet, count as memory.
  const checkMemory = () => {
    if (!memory.setHeld(partial + socket.writableLength)) finish(makeEnd("busy", "memory"));
  };
  let partial = 0;
  let lastChunk = 0;
  pageSocket.prependListener("data", (/** @type {Buffer} */ chunk) => {
    if (isOver) return;
    lastChunk = chunk.length;
    partial += lastChunk;
    checkMemory();
  });
  page.on("message", (/** @type {Buffer} */ data) => {
    if (isOver) return;
    hasSpoken = true;
    heardMs = performance.now();
    // Frame heads are not counted, so the rest never counts as more than the last chunk.
    partial = Math.min(Math.max(0, partial - data.length), lastChunk);
    if (!socket.write(data)) page.pause();
    checkMemory();
  });
  socket.on("drain", () => {
    if (isOver) return;
    page.resume();
    checkMemory();
  });

  pass(upstream.first);
  socket.resume();
  return {
    silentMs: (now) => now - heardMs,
    stuckMs: (now) => (page.bufferedAmount > 0 ? now - takenMs : 0),
    hasSpoken: () => hasSpoken,
    end,
  };
}
