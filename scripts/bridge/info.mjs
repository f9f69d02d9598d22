// Rewrites a server's INFO for a browser. It removes TLS fields, because TLS is between bridge and server and
// a client would act on them, and addresses, because they belong to the network behind the bridge. Every INFO
// is rewritten, since a server sends another one whenever its cluster or the login changes.

/** As measured with nats-server 2.9 to 2.15 (bridge.test.mjs). client_ip would be the bridge's own. */
const HIDDEN = [
  "tls_required",
  "tls_verify",
  "tls_available",
  "connect_urls",
  "ws_connect_urls",
  "host",
  "port",
  "ip",
  "client_ip",
];

/** A longer line is not an INFO. */
export const MAX_INFO_BYTES = 65_536;

/**
 * @typedef {Record<string, unknown>} Info
 */

/**
 * @param {string} line without its line end
 * @returns {Info | undefined} undefined when the line is not an INFO
 */
export function readInfo(line) {
  const json = /^INFO\s+(\{.*\})\s*$/i.exec(line)?.[1];
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * @param {Info} info
 * @param {{maxPayloadBytes: number, isTls: boolean}} way the bridge's limit for one message, and whether
 *   it reaches the server over TLS; the latter becomes bridge_tls, a field that no nats-server uses
 * @returns {Buffer} the whole line
 */
export function infoForPage(info, { maxPayloadBytes, isTls }) {
  /** @type {Info} */
  const shown = { ...info, bridge_tls: isTls };
  for (const name of HIDDEN) delete shown[name];
  if (typeof info["max_payload"] === "number") {
    shown["max_payload"] = Math.min(info["max_payload"], maxPayloadBytes);
  }
  return Buffer.from(`INFO ${JSON.stringify(shown)}\r\n`);
}
