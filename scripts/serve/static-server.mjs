// Answers the requests of one instance: the static export with its policies, the public part of config.json,
// health, and the sandbox if one runs. It answers GET and HEAD only. Used by run-site.mjs and by browser tests.
import sirv from "sirv";
import { defaultConfig } from "../config/load-config.mjs";
import { pageConfig } from "../config/page-config.mjs";
import { commonHeaders } from "../policy/policy.mjs";
import { acceptedEncodings, isPlainRange } from "./accepted-encodings.mjs";
import { missingPage } from "./missing-page.mjs";
import { sandboxFiles } from "./sandbox-files.mjs";
import { siteHeaders } from "./site-headers.mjs";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * @typedef {object} SiteOptions
 * @property {import("../config/schema.mjs").Config} [config]
 * @property {string} [basePath] below which a proxy passes requests on unchanged: "" or "/name"
 * @property {() => boolean} [isStopping] when true, the health check fails, so that no proxy sends more requests
 */

export const HEALTH_PATH = "/healthz";

/**
 * @param {string} folder the export
 * @param {import("./sandbox-files.mjs").SandboxState} [sandbox]
 * @param {SiteOptions} [options]
 * @returns {import("node:http").RequestListener}
 */
export function staticHandler(folder, sandbox, options = {}) {
  const { config = defaultConfig(), isStopping = () => false, basePath = "" } = options;
  const headers = siteHeaders(folder, config);
  const forPage = JSON.stringify(pageConfig(config));
  const answerSandbox = sandboxFiles(sandbox, headers.plain);
  const missing = missingPage(folder);
  const files = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    extensions: ["html"],
    setHeaders(response, pathname) {
      for (const [name, value] of Object.entries(headers.of(pathname))) {
        response.setHeader(name, value);
      }
    },
  });
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { ...commonHeaders, Allow: "GET, HEAD", "Content-Length": 0 }).end();
      return;
    }
    const url = request.url ?? "/";
    const below = belowBase(url, basePath);
    const pathname = pathOf(below);
    if (pathname === HEALTH_PATH) {
      const [status, word] = isStopping() ? [503, "stopping"] : [200, "ok"];
      send(response, status, headers.plain, "application/json", JSON.stringify({ status: word }));
      return;
    }
    const moved = below === "" ? `${basePath}/` : headers.moved(pathname);
    if (moved !== null) {
      response.writeHead(308, { ...headers.plain, Location: moved, "Content-Length": 0 }).end();
      return;
    }
    request.url = below;
    if (pathname === "/config.json") {
      send(response, 200, headers.plain, "application/json", forPage);
      return;
    }
    if (answerSandbox(request, response)) return;
    const accepted = acceptedEncodings(request.headers["accept-encoding"]);
    response.setHeader("Vary", "Accept-Encoding");
    const onMissing = () => {
      const { encoding, body } = missing(pathname, accepted);
      if (encoding !== undefined) response.setHeader("Content-Encoding", encoding);
      send(response, 404, headers.notFound, "text/html; charset=utf-8", body);
    };
    // The copies are sent in place of their files only, so each file has one address.
    if (/\.(?:br|gz)$/.test(pathname)) {
      onMissing();
      return;
    }
    // sirv looks for "br" first wherever both names occur, and does not read weights.
    request.headers["accept-encoding"] = accepted[0] ?? "";
    if (!isPlainRange(request)) delete request.headers.range;
    files(request, response, onMissing);
  };
}

/**
 * Gives the part of an address below the base path. A proxy may also have removed that path; then the address is
 * below it already.
 * @param {string} url of a request: path and query
 * @param {string} basePath
 * @returns {string} "" for the base path without the slash at its end
 */
export function belowBase(url, basePath) {
  if (basePath === "" || !url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === "" || rest.startsWith("?")) return "";
  return rest.startsWith("/") ? rest : url;
}

/** @param {string} url */
const pathOf = (url) => url.split("?")[0] ?? "";

/**
 * @param {Response} response
 * @param {number} status
 * @param {Record<string, string>} headers
 * @param {string} type
 * @param {string | Buffer} body
 */
function send(response, status, headers, type, body) {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.end(response.req.method === "HEAD" ? undefined : body);
}
