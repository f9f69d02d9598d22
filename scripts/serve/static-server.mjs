// Serves the static export: GET and HEAD only, the export's own 404 page, long caching for files
// whose name holds their digest and none for the rest. Used by start.mjs and by browser tests.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import sirv from "sirv";
import { sandboxFiles } from "./sandbox-files.mjs";

/** @typedef {import("node:http").RequestListener} RequestListener */

const COMMON = { "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" };

/**
 * @param {string} folder the export
 * @param {import("./sandbox-files.mjs").SandboxState} [sandbox]
 * @returns {RequestListener}
 */
export function staticHandler(folder, sandbox) {
  const answerSandbox = sandboxFiles(sandbox);
  const files = sirv(folder, {
    etag: true,
    extensions: ["html"],
    setHeaders(response, pathname) {
      setAll(response, COMMON);
      response.setHeader(
        "Cache-Control",
        pathname.startsWith("/_next/static/") ? "public, max-age=31536000, immutable" : "no-cache",
      );
    },
  });
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { ...COMMON, Allow: "GET, HEAD", "Content-Length": 0 }).end();
      return;
    }
    if (answerSandbox(request, response)) return;
    files(request, response, () => notFound(folder, response));
  };
}

/**
 * @param {string} folder
 * @param {import("node:http").ServerResponse} response
 */
function notFound(folder, response) {
  const page = path.join(folder, "404.html");
  const body = fs.existsSync(page) ? fs.readFileSync(page) : "Not found";
  response.writeHead(404, {
    ...COMMON,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-cache",
  });
  response.end(body);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Record<string, string>} fields
 */
function setAll(response, fields) {
  for (const [name, value] of Object.entries(fields)) response.setHeader(name, value);
}

/**
 * @typedef {object} Listening
 * @property {number} port
 * @property {string} url
 * @property {() => Promise<void>} stop
 */

/**
 * Listens on the wanted port or the next free one. "localhost" means both loopback addresses,
 * because a browser may try either first.
 * @param {RequestListener} handler
 * @param {{host: string, port: number}} where port 0: any free one
 * @param {import("node:http").ServerOptions} [options]
 * @param {(server: import("node:http").Server) => void} [prepare] adds listeners of its own
 * @returns {Promise<Listening>}
 */
export async function listen(handler, { host, port }, options = {}, prepare = () => {}) {
  const hosts = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  for (let tried = port; tried <= Math.min(port + 100, 65535); tried++) {
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
 * @param {RequestListener} handler
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
    server.close(resolve);
    for (const socket of socketsOf.get(server) ?? []) socket.destroy();
  });
}
