// WebSocket for pages, NATS over TCP or TLS for servers: the one place where a browser's connection
// leaves this machine. A page names a target of the configuration, never an address. Made once by the
// static server (scripts/serve), which passes on every upgrade that it is asked for. The bridge sees
// the user JWT, the signature and the messages in clear; the seed never leaves the browser.
import { WebSocketServer } from "ws";
import { CLOSE_CODES, endOf, reasonOf } from "./close-codes.mjs";
import { createGate, isForBridge } from "./gate.mjs";
import { createMemory } from "./memory.mjs";
import { startSession } from "./session.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("ws").WebSocket} WebSocket */
/** @typedef {import("./close-codes.mjs").End} End */

/** So long a browser may take to answer a close frame. */
const FAREWELL_MS = 1_000;
/** So many may be told at a time why they are turned away; the rest get HTTP 503. */
const MAX_TURNED_AWAY = 1_024;
const STOP_MS = 1_500;

/**
 * @typedef {object} BridgeLogEntry one connection that is over, or was turned away
 * @property {string} target "" when it was turned away
 * @property {string} address
 * @property {string} end "bridge/idle" and the like, or "closed" when the browser ended it
 * @property {number} elapsedMs
 */

/**
 * @typedef {object} Bridge
 * @property {(request: IncomingMessage, socket: import("node:stream").Duplex, head: Buffer) => void}
 *   upgrade of any path, without the base path of the site
 * @property {() => Promise<void>} stop
 */

/**
 * @param {import("../config/bridge-options.mjs").BridgeOptions} options
 * @param {(entry: BridgeLogEntry) => void} [log]
 * @returns {Bridge}
 */
export function createBridge(options, log = () => {}) {
  const { limits } = options;
  const gate = createGate(options);
  const memory = createMemory();
  /** @type {import("ws").ServerOptions & {closeTimeout: number}} its types do not know the last yet */
  const settings = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    skipUTF8Validation: true,
    maxPayload: limits.messageBytes,
    closeTimeout: FAREWELL_MS,
  };
  const sockets = new WebSocketServer(settings);
  /** @type {Set<import("./session.mjs").Session>} */
  const sessions = new Set();
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
    log({ target: "", address, end: reasonOf(end), elapsedMs: 0 });
  };

  const sweep = setInterval(
    () => {
      const now = performance.now();
      for (const session of sessions) session.look(now);
    },
    Math.min(Math.max(limits.idleMs / 4, 50), 15_000),
  );
  sweep.unref();

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      if (socket.destroyed) return;
      if (!isForBridge(request)) return deny(socket, "404 Not Found");
      const entry = gate.enter(request);
      if (!entry.ok && turnedAway >= MAX_TURNED_AWAY)
        return deny(socket, "503 Service Unavailable");
      if (entry.ok) socket.once("close", entry.leave);
      sockets.handleUpgrade(request, socket, head, (page) => {
        if (!entry.ok) return turnAway(page, entry.end, entry.address);
        const { name, target, address } = entry;
        const startedAt = performance.now();
        const session = startSession({
          page,
          pageSocket: request.socket,
          target,
          limits,
          memory: memory.share(),
          onOver(end) {
            sessions.delete(session);
            log({ target: name, address, end, elapsedMs: performance.now() - startedAt });
          },
        });
        sessions.add(session);
      });
    },
    async stop() {
      clearInterval(sweep);
      sockets.close();
      const all = [...sessions];
      for (const session of all) session.finish(endOf("stopped"));
      const patience = new Promise((resolve) => setTimeout(resolve, STOP_MS).unref());
      await Promise.race([Promise.all(all.map(({ gone }) => gone)), patience]);
    },
  };
}

/**
 * @param {import("node:stream").Duplex} socket
 * @param {string} status
 */
function deny(socket, status) {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
}
