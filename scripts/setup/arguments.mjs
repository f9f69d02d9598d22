// Reads the command line and environment of `npm start`, `npm run serve` and `npm run dev`, and gives settings or a message.
// A flag overrides its environment variable.
import fs from "node:fs";
import path from "node:path";
import { rootDir } from "./paths.mjs";

/**
 * @typedef {object} StartOptions
 * @property {number} port
 * @property {string} host
 * @property {boolean} sandbox
 * @property {string | undefined} out a folder to serve as it is, without install and build
 * @property {string | null} config the file config.json; null: none
 * @property {string} basePath below which a proxy passes requests on unchanged: "" or "/name"
 * @property {boolean | undefined} log whether to write an access log; undefined: the command decides
 * @property {"text" | "json"} logFormat
 * @property {{host: string, port: number} | undefined} metrics where Prometheus finds them
 */

/**
 * @typedef {{ok: true, options: StartOptions}
 *   | {ok: false, help: true, message: string}
 *   | {ok: false, help: false, message: string}} Parsed
 */

/** @typedef {{usage?: string, port?: number}} Defaults of a command */

export const USAGE = `Credence: checks NATS creds in the browser.

  npm start                     install, build, start the sandbox, serve the dashboard
  npm start -- --port 5000      another port (also PORT=5000); default 4280
  npm start -- --host 0.0.0.0   another address (also HOST=…); default localhost only
  npm start -- --no-sandbox     without nats-server and sample creds
  npm start -- --out FOLDER     serve a folder as it is: no install, no build
  npm start -- --config FILE    servers, title, lock and more (also CONFIG=…); default
                                config.json beside package.json, where there is one
  npm start -- --log            one line for each request
  npm start -- --help           this text

NATS_SERVER names the nats-server to use; without it PATH and a private cache are searched,
and one is fetched when there is none. CREDENCE_SANDBOX names another folder for the sandbox.
`;

export const SERVE_USAGE = `Credence: serves a finished export to a team.

  npm run serve                     what "npm run build" made, on localhost, port 4280
  npm run serve -- --out FOLDER     another export
  npm run serve -- --config FILE    as for npm start
  npm run serve -- --port, --host   as for npm start
  npm run serve -- --base /PATH     where a proxy passes that path on (also BASE_PATH=…);
                                    not needed where it removes the path
  npm run serve -- --no-log         without a line for each request
  npm run serve -- --log-format json  each line is a JSON object (also LOG_FORMAT=json)
  npm run serve -- --metrics 9464   /metrics for Prometheus on a separate port, or HOST:PORT
                                    (also METRICS=…)
  npm run serve -- --help           this text
`;

export const DEV_USAGE = `Credence: the dashboard with hot reload, for working on it.

  npm run dev                   install, start the sandbox, serve the sources on localhost
  npm run dev -- --port 5000    another port (also PORT=5000); default 4300
  npm run dev -- --config FILE  servers, title, lock and bridge, as for npm start
  npm run dev -- --no-sandbox   without nats-server and sample creds
  npm run dev -- --help         this text
`;

const DEFAULT_PORT = 4280;
const DEFAULT_HOST = "localhost";

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {Defaults} [defaults]
 * @returns {Parsed}
 */
export function parseArguments(args, env, { usage = USAGE, port: usualPort = DEFAULT_PORT } = {}) {
  /** @type {Record<string, string | undefined>} */
  const texts = {
    "--port": env["PORT"] || undefined,
    "--host": env["HOST"] || undefined,
    "--out": undefined,
    "--config": env["CONFIG"] || undefined,
    "--base": env["BASE_PATH"],
    "--log-format": env["LOG_FORMAT"] || undefined,
    "--metrics": env["METRICS"] || undefined,
  };
  let sandbox = true;
  /** @type {boolean | undefined} */
  let log;
  for (let i = 0; i < args.length; i++) {
    const [flag = "", ...rest] = (args[i] ?? "").split("=");
    const inline = rest.length > 0 ? rest.join("=") : undefined;
    if (flag === "--help" || flag === "-h") return { ok: false, help: true, message: usage };
    if (flag === "--no-sandbox" && inline === undefined) {
      sandbox = false;
    } else if ((flag === "--log" || flag === "--no-log") && inline === undefined) {
      log = flag === "--log";
    } else if (Object.hasOwn(texts, flag)) {
      const value = inline ?? args[++i];
      if (!value) return refuse(`${flag} needs a value.`);
      texts[flag] = value;
    } else {
      return refuse(`Unknown option ${args[i]}.`);
    }
  }
  const port = texts["--port"] === undefined ? usualPort : readPort(texts["--port"]);
  if (port === null) return refuse(`"${texts["--port"]}" is not a port; ${A_PORT}.`);
  const host = texts["--host"] ?? DEFAULT_HOST;
  const basePath = (texts["--base"] ?? "").replace(/\/+$/, "");
  if (!/^(?:\/[\w.~-]+)*$/.test(basePath)) {
    return refuse(`"${texts["--base"]}" is not a path such as "/tools/credence".`);
  }
  const logFormat = texts["--log-format"] ?? "text";
  if (logFormat !== "text" && logFormat !== "json") {
    return refuse(`"${logFormat}" is not a log format; use "text" or "json".`);
  }
  const metrics = readMetrics(texts["--metrics"], host);
  if (metrics === null) return refuse(`"${texts["--metrics"]}" is not a port, or HOST:PORT.`);
  const config = texts["--config"] ?? findDefaultConfig();
  const out = texts["--out"];
  return {
    ok: true,
    options: { port, host, sandbox, out, config, basePath, log, logFormat, metrics },
  };
}

const A_PORT = "give a number from 0 to 65535";

/**
 * @param {string} text
 * @returns {number | null}
 */
function readPort(text) {
  const port = Number(text);
  return text.trim() !== "" && Number.isInteger(port) && port >= 0 && port <= 65535 ? port : null;
}

/**
 * @param {string | undefined} text "9464" or "127.0.0.1:9464"
 * @param {string} usualHost
 */
function readMetrics(text, usualHost) {
  if (text === undefined) return undefined;
  const [, host = usualHost, digits = ""] = /^(?:(.+):)?(\d+)$/.exec(text) ?? [];
  const port = readPort(digits);
  return port === null ? null : { host: host.replace(/^\[|\]$/g, ""), port };
}

function findDefaultConfig() {
  const file = path.join(rootDir, "config.json");
  return fs.existsSync(file) ? file : null;
}

/**
 * @param {string} message
 * @returns {Parsed}
 */
function refuse(message) {
  return { ok: false, help: false, message: `${message} "npm start -- --help" lists the options.` };
}
