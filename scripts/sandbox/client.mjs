// Connects nats.ws in Node, where the caller must supply the WebSocket. Used by the sandbox's generator and by
// tests. It loads the CommonJS build, because older versions of Node 20 cannot import the other one.
import { createRequire } from "node:module";
import WebSocket from "ws";

/** @type {typeof import("nats.ws")} */
const nats = createRequire(import.meta.url)("nats.ws");

export const {
  AckPolicy,
  DiscardPolicy,
  ServiceError,
  credsAuthenticator,
  jwtAuthenticator,
  headers,
} = nats;

/** @typedef {import("nats.ws").NatsConnection} NatsConnection */
/** @typedef {import("nats.ws").ConnectionOptions} ConnectionOptions */

/**
 * @param {string} url ws:// or wss://
 * @param {{jwt: string, seed: string}} user
 * @param {ConnectionOptions & {webSocket?: import("ws").ClientOptions}} [options]
 *   webSocket: an Origin, a certificate authority and the like
 * @returns {Promise<NatsConnection>}
 */
export function connectNats(url, user, { webSocket, ...options } = {}) {
  const wsFactory = async (/** @type {string} */ address) => ({
    socket: new WebSocket(address, webSocket ?? {}),
    encrypted: address.startsWith("wss:"),
  });
  const seed = new TextEncoder().encode(user.seed);
  return nats.connect({
    servers: url,
    authenticator: jwtAuthenticator(user.jwt, seed),
    timeout: 5000,
    ...options,
    ...{ wsFactory },
  });
}
