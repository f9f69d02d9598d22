// Listens for one instance: on the wanted port or the next free one, and on both loopback addresses for
// "localhost". Stopping lets answers under way finish. Used by run-site.mjs, ../dev/dev-site.mjs and tests.
import http from "node:http";

/** At the end, answers under way and upgraded connections get this time to finish. */
const GRACE_MS = 3000;

/**
 * @typedef {object} Listening
 * @property {number} port
 * @property {string} url
 * @property {() => Promise<void>} stop
 */

/**
 * Listens on the wanted port or the next free one. "localhost" means both loopback addresses,
 * because a browser may try either first.
 * @param {import("node:http").RequestListener} handler
 * @param {{host: string, port: number}} where port 0: any free one
 * @param {import("node:http").ServerOptions} [options]
 * @param {(server: import("node:http").Server) => void} [prepare] may add listeners to the server
 * @returns {Promise<Listening>}
 */
export async function listen(handler, { host, port }, options = {}, prepare = () => {}) {
  const hosts = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  for (let tries = 0; tries <= Math.min(100, 65535 - port); tries++) {
    // A port that is free on the first address may be taken on the second. For port 0 the system then
    // chooses another one.
    const tried = port === 0 ? 0 : port + tries;
    const servers = await bindAll(handler, hosts, tried, options, prepare);
    if (!servers) continue;
    const address = servers[0]?.address();
    const bound = typeof address === "object" && address ? address.port : tried;
    return {
      port: bound,
      url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
      stop: async () => {
        await Promise.all(servers.map(close));
      },
    };
  }
  throw new Error(`There is no free port from ${port} up.`);
}

/**
 * @param {import("node:http").RequestListener} handler
 * @param {readonly string[]} hosts
 * @param {number} port
 * @param {import("node:http").ServerOptions} options
 * @param {(server: import("node:http").Server) => void} prepare
 * @returns {Promise<import("node:http").Server[] | undefined>} undefined when the port is taken
 */
async function bindAll(handler, hosts, port, options, prepare) {
  /** @type {import("node:http").Server[]} */
  const servers = [];
  let wanted = port;
  for (const host of hosts) {
    const server = http.createServer(options, handler);
    rememberSockets(server);
    prepare(server);
    const problem = await bind(server, host, wanted);
    if (problem === "") {
      servers.push(server);
      const address = server.address();
      if (typeof address === "object" && address) wanted = address.port;
    } else if (problem === "EADDRINUSE" || problem === "EACCES") {
      await Promise.all(servers.map(close));
      return undefined;
    } else if (servers.length === 0) {
      throw new Error(`cannot listen on ${host}: ${problem}`);
    }
    // Any other problem means that this machine has no second loopback address; the first is enough.
  }
  return servers;
}

/**
 * @param {import("node:http").Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string>} "" or an error code
 */
function bind(server, host, port) {
  return new Promise((resolve) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      resolve(error.code ?? error.message);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(""));
  });
}

// An upgraded connection leaves the server's own list and would keep it from closing.
/** @type {WeakMap<import("node:http").Server, Set<import("node:net").Socket>>} */
const socketsOf = new WeakMap();

/** @param {import("node:http").Server} server */
function rememberSockets(server) {
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  socketsOf.set(server, sockets);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
}

/** @param {import("node:http").Server} server */
function close(server) {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      for (const socket of socketsOf.get(server) ?? []) socket.destroy();
    }, GRACE_MS);
    server.close((error) => {
      clearTimeout(cut);
      resolve(error);
    });
    server.closeIdleConnections();
  });
}
