// Chooses ports. A port counts as free when it can be bound on 127.0.0.1. Another program may still take it
// before the caller does, so callers handle a failed bind.
import net from "node:net";

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function canBind(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Finds the wanted port or the first free one above it.
 * @param {number} wanted 0 or below is returned as it is: the program that binds it chooses
 * @returns {Promise<number>}
 */
export async function freePort(wanted) {
  if (wanted <= 0) return wanted;
  for (let port = wanted; port < Math.min(wanted + 100, 65536); port++) {
    if (await canBind(port)) return port;
  }
  return -1;
}
