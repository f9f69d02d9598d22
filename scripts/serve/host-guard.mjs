// Answers 421 to requests under a name that is not this instance's. A page of another site whose name
// was pointed at 127.0.0.1 (DNS rebinding) could read config.json otherwise. Used by run-site.mjs.
import { commonHeaders } from "../policy/policy.mjs";
import { isLoopbackHost } from "./loopback.mjs";
import { HEALTH_PATH } from "./static-server.mjs";

/** @typedef {import("node:http").IncomingMessage} Request */

const BODY = "421: this instance does not go by that name. hosts in config.json lists its names.\n";

/**
 * @param {{hosts: readonly string[] | undefined, isLocal: boolean}} settings `isLocal`: bound to
 *   loopback; elsewhere only a list is enforced
 * @returns {(request: Request) => boolean} whether the request names this instance
 */
export function hostGuard({ hosts, isLocal }) {
  if (hosts === undefined && !isLocal) return () => true;
  const names = new Set((hosts ?? []).map(plainName));
  return ({ headers: { host } }) => isLoopbackHost(host) || names.has(nameOf(host));
}

/**
 * @param {(request: Request) => boolean} isOwnName
 * @param {import("node:http").RequestListener} handler
 * @param {string} [basePath] below which a proxy passes requests on unchanged
 * @returns {import("node:http").RequestListener}
 */
export function guarded(isOwnName, handler, basePath = "") {
  const health = [HEALTH_PATH, `${basePath}${HEALTH_PATH}`];
  return (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    // A load balancer requests the health check by address.
    if (isOwnName(request) || health.includes(path)) return handler(request, response);
    response
      .writeHead(421, {
        ...commonHeaders,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": Buffer.byteLength(BODY),
        Connection: "close",
      })
      .end(BODY);
  };
}

/**
 * @param {string | undefined} host a Host header
 */
function nameOf(host) {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d+)?$/i.exec(host ?? "");
  return plainName(match?.[1] ?? "");
}

/** @param {string} name */
const plainName = (name) =>
  name
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
