// The bridge speaks WebSocket to pages, and NATS over TCP or TLS to servers. It is the only place where a
// browser's connection leaves this machine. A page names a target of the configuration, never an address.
// The static server (scripts/serve) makes one and passes every upgrade request to it. The bridge sees the
// user JWT, the signature and the messages in clear; the seed never leaves the browser.
import { WebSocketServer } from "ws";
import { CLOSE_CODES, makeEnd, reasonOf } from "./close-codes.mjs";
import { createGate, isForBridge } from "./gate.mjs";
import { createMemory } from "./memory.mjs";
import { startSession } from "./session.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("ws").WebSocket} WebSocket */
/** @typedef {import("./close-codes.mjs").End} End */

/** The time that a browser gets to answer a close frame. */
const CLOSE_MS = 1_000;
/** At most this many refused browsers at a time get a close code; the others get HTTP 503. */
const MAX_TURNED_AWAY = 1_024;
const STOP_MS = 1_500;

/**
 * @typedef {object} BridgeLogEntry one connection that has ended or was turned away
 * @property {string} target "" when it was turned away
 * @property {string} address
 * @property {string} end "bridge/idle" and the like, or "closed" when the browser ended it
 * @property {number} elapsedMs
 * @property {number} fromPage bytes, WebSocket frames included
 * @property {number} toPage
 */

/** @typedef {Pick<BridgeLogEntry, "target" | "fromPage" | "toPage">} OpenConnection */

/**
 * @typedef {object} Bridge
 * @property {(request: IncomingMessage, socket: import("node:stream").Duplex, head: Buffer) => void}
 *   upgrade handles every path; the path comes without the base path of the site
 * @property {() => readonly OpenConnection[]} open
 * @property {() => Promise<void>} stop
 */

/**
 * @param {import("../config/bridge-options.mjs").BridgeOptions} options
 * @param {(entry: BridgeLogEntry) => void} [log]
 * @param {() => void} [onOverload] a connection got no close code, because too many were turned away at once
 * @returns {Bridge}
 */
export function createBridge(options, log = () => {}, onOverload = () => {}) {
  const { limits } = options;
  const gate = createGate(options);
  const memory = createMemory();
  /** @type {import("ws").ServerOptions & {closeTimeout: number}} its types do not list the last one yet */
  const settings = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    skipUTF8Validation: true,
    maxPayload: limits.messageBytes,
    closeTimeout: CLOSE_MS,
  };
  const sockets = new WebSocketServer(settings);
  /** @type {Map<import("./session.mjs").Session, () => OpenConnection>} */
  const sessions = new Map();
  let turnedAway = 0;

  /**
   * @param {WebSocket} page
   * @param {End} end
   * @param {string} address
   */
  const turnAway = (page, end, address) => {
    turnedAway += 1;
    page.on("error", () => {});
    page.once("close", () => (turnedAway -= 1));
    page.close(CLOSE_CODES[end.name], reasonOf(end));
    log({ target: "", address, end: reasonOf(end), elapsedMs: 0, fromPage: 0, toPage: 0 });
  };

  const sweep = setInterval(
    () => {
      const now = performance.now();
      for (const session of sessions.keys()) session.endIfIdle(now);
    },
    Math.min(Math.max(limits.idleMs / 4, 50), 15_000),
  );
  sweep.unref();

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      if (socket.destroyed) return;
      if (!isForBridge(request)) return deny(socket, "404 Not Found");
      const admission = gate.admit(request);
      if (!admission.ok && turnedAway >= MAX_TURNED_AWAY) {
        onOverload();
        return deny(socket, "503 Service Unavailable");
      }
      if (admission.ok) socket.once("close", admission.leave);
      sockets.handleUpgrade(request, socket, head, (page) => {
        if (!admission.ok) return turnAway(page, admission.end, admission.address);
        const { name, target, address } = admission;
        const startedAt = performance.now();
        const count = countBytes(name, request.socket);
        const session = startSession({
          page,
          pageSocket: request.socket,
          target,
          limits,
          memory: memory.makeShare(),
          onOver(end) {
            sessions.delete(session);
            log({ ...count(), address, end, elapsedMs: performance.now() - startedAt });
          },
        });
        sessions.set(session, count);
      });
    },
    open: () => [...sessions.values()].map((count) => count()),
    async stop() {
      clearInterval(sweep);
      sockets.close();
      const all = [...sessions.keys()];
      for (const session of all) session.finish(makeEnd("stopped"));
      const patience = new Promise((resolve) => setTimeout(resolve, STOP_MS).unref());
      await Promise.race([Promise.all(all.map(({ gone }) => gone)), patience]);
    },
  };
}

/**
 * Reads the socket's own counters, so that no message costs anything.
 * @param {string} target
 * @param {import("node:net").Socket} socket
 * @returns {() => OpenConnection}
 */
function countBytes(target, socket) {
  const { bytesRead, bytesWritten } = socket;
  return () => ({
    target,
    fromPage: socket.bytesRead - bytesRead,
    toPage: socket.bytesWritten - bytesWritten,
  });
}

/**
 * @param {import("node:stream").Duplex} socket
 * @param {string} status
 */
function deny(socket, status) {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), CLOSE_MS).unref();
}
