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
  /** @type {{port?: string | undefined, host?: string | undefined}} */
  const texts = { port: env["PORT"] || undefined, host: env["HOST"] || undefined };
  let sandbox = true;
  /** @type {string | undefined} */
  let out;
  /** @type {string | null} */
  let config = env["CONFIG"] || findDefaultConfig();
  let base = env["BASE_PATH"] ?? "";
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
    } else if (["--port", "--host", "--out", "--config", "--base"].includes(flag)) {
      const value = inline ?? args[++i];
      if (!value) return refuse(`${flag} needs a value.`);
      if (flag === "--port") texts.port = value;
      else if (flag === "--host") texts.host = value;
      else if (flag === "--config") config = value;
      else if (flag === "--base") base = value;
      else out = value;
    } else {
      return refuse(`Unknown option ${args[i]}.`);
    }
  }
  const port = texts.port === undefined ? usualPort : Number(texts.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535 || texts.port?.trim() === "") {
    return refuse(`"${texts.port}" is not a port; give a number from 0 to 65535.`);
  }
  const host = texts.host ?? DEFAULT_HOST;
  const basePath = base.replace(/\/+$/, "");
  if (!/^(?:\/[\w.~-]+)*$/.test(basePath)) {
    return refuse(`"${base}" is not a path such as "/tools/credence".`);
  }
  return { ok: true, options: { port, host, sandbox, out, config, basePath, log } };
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
