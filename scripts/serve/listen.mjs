// Listens for one instance: on the wanted port or the next free one, on both loopback addresses where
// "localhost" is meant, and with an end that lets answers under way finish. Used by run-site.mjs,
// ../dev/dev-site.mjs and tests.
import http from "node:http";

/** Answers under way get this long at the end, upgraded connections too. */
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
 * @param {(server: import("node:http").Server) => void} [prepare] adds listeners of its own
 * @returns {Promise<Listening>}
 */
export async function listen(handler, { host, port }, options = {}, prepare = () => {}) {
  const hosts = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  for (let tries = 0; tries <= Math.min(100, 65535 - port); tries++) {
    // Any free one may be taken on the second address: then another is asked for, and not port 1.
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
  throw new Error(`no free port from ${port} on`);
}

/**
 * @param {import("node:http").RequestListener} handler
 * @param {readonly string[]} hosts
 * @param {number} port
 * @param {import("node:http").ServerOptions} options
 * @param {(server: import("node:http").Server) => void} prepare
 * @returns {Promise<import("node:http").Server[] | undefined>} nothing when the port is taken
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
    // Otherwise this machine has no second loopback address, and the first is enough.
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
