// Starts a bridge on a free port, as the static server runs it, and clients that connect to it. For the tests
// of this folder and the browser tests.
import http from "node:http";
import WebSocket from "ws";
import { createBridge } from "../bridge.mjs";

/** @typedef {import("../../config/bridge-options.mjs").BridgeOptions} BridgeOptions */
/** @typedef {import("../../config/bridge-options.mjs").BridgeTarget} BridgeTarget */

export const ORIGIN = "http://dashboard.test";

/** As in the product, except for times: a limit that is not under test must not be reached on a slow machine. */
export const LIMITS = {
  connections: 256,
  connectionsPerAddress: 16,
  connectMs: 120_000,
  handshakeMs: 120_000,
  idleMs: 300_000,
  messageBytes: 9_437_184,
};

/**
 * @param {Partial<BridgeTarget> & {url?: string}} target `url` such as nats://127.0.0.1:4222
 * @returns {BridgeTarget}
 */
export function targetOf({ url, ...rest }) {
  const { hostname, port } = new URL(url ?? "nats://127.0.0.1:4222");
  return {
    host: hostname,
    port: Number(port),
    tls: "auto",
    serverName: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
    ...rest,
  };
}

/**
 * @param {Record<string, BridgeTarget>} targets
 * @param {Partial<Omit<BridgeOptions, "limits" | "targets">>
 *   & {limits?: Partial<BridgeOptions["limits"]>}} [options]
 */
export async function startBridge(targets, { limits, ...options } = {}) {
  const server = http.createServer((_, response) => response.end());
  await new Promise((/** @type {(nothing: void) => void} */ resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const ownOrigin = `http://127.0.0.1:${port}`;
  /** @type {import("../bridge.mjs").BridgeLogEntry[]} */
  const log = [];
  const bridge = createBridge(
    {
      origins: [ORIGIN, ownOrigin],
      trustedProxies: [],
      ...options,
      targets: new Map(Object.entries(targets)),
      limits: { ...LIMITS, ...limits },
    },
    (entry) => log.push(entry),
  );
  server.on("upgrade", bridge.upgrade);
  return {
    port,
    /** The origin of a page that it would serve; allowed unless `options` says otherwise. */
    ownOrigin,
    log,
    bridge,
    /** @param {string} name */
    url: (name) => `ws://127.0.0.1:${port}/bridge/${name}`,
    /** @returns {Promise<number>} */
    connections: () =>
      new Promise((resolve) => server.getConnections((_, count) => resolve(count ?? 0))),
    async stop() {
      await bridge.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * @typedef {object} Visit
 * @property {WebSocket} socket
 * @property {Buffer[]} frames
 * @property {Promise<Buffer>} first rejects when the connection ends before any frame
 * @property {Promise<{code: number, reason: string}>} closed also for HTTP refusals, with their status as the code
 */

/**
 * Opens a WebSocket that keeps the frames it receives.
 * @param {string} url
 * @param {import("ws").ClientOptions} [options]
 * @returns {Visit}
 */
export function visit(url, options = {}) {
  const socket = new WebSocket(url, { origin: ORIGIN, ...options });
  /** @type {Buffer[]} */
  const frames = [];
  /** @type {Visit["closed"]} */
  const closed = new Promise((resolve) => {
    socket.on("unexpected-response", (request, response) => {
      resolve({ code: response.statusCode ?? 0, reason: "" });
      request.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  /** @type {Visit["first"]} */
  const first = new Promise((resolve, reject) => {
    socket.on("message", (/** @type {Buffer} */ frame) => {
      frames.push(frame);
      resolve(frame);
    });
    closed.then(({ code, reason }) => reject(new Error(`ended before a frame: ${code} ${reason}`)));
  });
  first.catch(() => {});
  return { socket, frames, first, closed };
}
