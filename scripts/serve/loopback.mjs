// Tells whether a request comes from this machine and is meant for it. It checks the peer's address and the
// Host header, because a page of another site whose name was pointed at 127.0.0.1 (DNS rebinding) arrives from
// loopback too.
import net from "node:net";

/**
 * @param {string | undefined} address an IP address as a socket gives it
 * @returns {boolean}
 */
export function isLoopbackAddress(address) {
  if (!address) return false;
  const plain = address.replace(/^::ffff:/i, "");
  return plain === "::1" || (net.isIPv4(plain) && plain.startsWith("127."));
}

/**
 * @param {string | undefined} host a Host header
 * @returns {boolean}
 */
export function isLoopbackHost(host) {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/i.exec(host ?? "");
  const name = (match?.[1] ?? "").toLowerCase().replace(/^\[|\]$/g, "");
  return name === "localhost" || isLoopbackAddress(name);
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @returns {boolean}
 */
export function isFromThisMachine(request) {
  return isLoopbackAddress(request.socket.remoteAddress) && isLoopbackHost(request.headers.host);
}
