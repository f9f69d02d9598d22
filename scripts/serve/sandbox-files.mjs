// Answers /sandbox.json and /sandbox/<file>, which the page needs to offer the samples. It answers only requests
// from this machine; for others, and without a sandbox, these addresses do not exist. Used by static-server.mjs
// and dev.mjs.
import fs from "node:fs";
import path from "node:path";
import { isFromThisMachine } from "./loopback.mjs";

/** @typedef {import("../sandbox/sandbox.mjs").Sandbox} Sandbox */

/**
 * The sandbox: it runs, it could not be started, or it was not wanted.
 * @typedef {Sandbox | {missing: string, howTo: string} | undefined} SandboxState
 */

/**
 * @param {SandboxState} sandbox
 * @param {Record<string, string>} headers of each answer
 * @returns {(request: import("node:http").IncomingMessage,
 *   response: import("node:http").ServerResponse) => boolean} true when it has answered
 */
export function sandboxFiles(sandbox, headers) {
  return (request, response) => {
    const url = (request.url ?? "").split("?")[0] ?? "";
    if (!sandbox || !isFromThisMachine(request)) return false;
    if (url === "/sandbox.json") {
      send(response, headers, "application/json; charset=utf-8", JSON.stringify(describe(sandbox)));
      return true;
    }
    if ("missing" in sandbox || !sandbox.isRunning()) return false;
    if (!url.startsWith("/sandbox/")) return false;
    const name = url.slice("/sandbox/".length);
    // Only names from the list are served, so no path can lead out of the folder.
    if (![...sandbox.samples, ...sandbox.trust].some(({ file }) => file === name)) return false;
    send(
      response,
      headers,
      "application/octet-stream",
      fs.readFileSync(path.join(sandbox.folder, name)),
    );
    return true;
  };
}

const ENDED = {
  missing: "The sandbox's nats-server has ended.",
  howTo: "Start the dashboard again to get it back.",
};

/** @param {NonNullable<SandboxState>} sandbox */
function describe(sandbox) {
  if ("missing" in sandbox) return sandbox;
  if (!sandbox.isRunning()) return ENDED;
  return {
    server: sandbox.server.wsUrl,
    clientUrl: sandbox.server.clientUrl,
    version: sandbox.version,
    folder: sandbox.folder,
    samples: sandbox.samples.map(withUrl),
    trust: sandbox.trust.map(withUrl),
  };
}

/** @param {import("../sandbox/sandbox.mjs").SandboxFile} entry */
const withUrl = ({ file, title, shows }) => ({ file, url: `/sandbox/${file}`, title, shows });

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Record<string, string>} headers
 * @param {string} type
 * @param {string | Buffer} body
 */
function send(response, headers, type, body) {
  response.writeHead(200, {
    ...headers,
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}
