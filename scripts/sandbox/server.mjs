// Starts a real nats-server on loopback and ends it again. Used by the sandbox and by tests. The server
// chooses free ports unless the caller names some; the addresses come from the server's ports file. The server
// never outlives the script (guard.mjs).
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const GUARD = fileURLToPath(new URL("./guard.mjs", import.meta.url));
const START_TIMEOUT = 60_000;
const LOG_LINES = 2000;

/**
 * @typedef {object} NatsServerOptions
 * @property {string} binary path of nats-server
 * @property {string} dir a folder for this server only: configuration, ports file, JetStream
 * @property {string} [config] configuration lines besides the listeners, such as `operatorConfig`
 * @property {number} [clientPort] -1, the default: any free one
 * @property {number} [wsPort] -1, the default: any free one
 * @property {number} [monitorPort] -1, the default: any free one
 * @property {string | false} [websocket] lines inside `websocket {}` in place of `no_tls: true`;
 *   false: no WebSocket listener at all
 * @property {readonly string[]} [args] further arguments, such as "-D"
 */

/**
 * @typedef {object} RunningNatsServer
 * @property {string} wsUrl such as ws://127.0.0.1:4281; wss:// when `websocket` holds a tls block; "" without
 * @property {string} clientUrl such as nats://127.0.0.1:4222
 * @property {string} monitorUrl such as http://127.0.0.1:8222
 * @property {number} pid of nats-server itself
 * @property {readonly string[]} log the last lines the server wrote
 * @property {Promise<void>} exited settles when the server has ended, for any reason
 * @property {() => Promise<void>} stop ends it; another call has no effect
 */

/** The server could not be started; the message ends with what it wrote. */
export class NatsServerFailure extends Error {}

/**
 * @param {NatsServerOptions} options
 * @returns {Promise<RunningNatsServer>}
 * @throws {NatsServerFailure}
 */
export async function startNatsServer(options) {
  const portsDir = path.join(options.dir, "ports");
  fs.rmSync(portsDir, { recursive: true, force: true });
  fs.mkdirSync(portsDir, { recursive: true });
  const config = path.join(options.dir, "nats-server.conf");
  fs.writeFileSync(config, configText(options, portsDir), { mode: 0o600 });

  const args = [GUARD, options.binary, "-c", config, ...(options.args ?? [])];
  const guard = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    windowsHide: true,
  });
  const log = keepLines(guard);
  let gone = false;
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    const end = () => {
      gone = true;
      resolve();
    };
    guard.on("close", end);
    guard.on("error", end);
  });
  const stop = async () => {
    if (!gone && guard.connected) guard.send("stop", () => {});
    await exited;
  };

  try {
    const pid = await pidOf(guard, exited);
    const ports = await readPorts(portsDir, () => gone);
    return { ...addresses(ports), pid, log, exited, stop };
  } catch (error) {
    await stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new NatsServerFailure(
      `nats-server did not start: ${reason}\n${log.slice(-8).join("\n")}`,
    );
  }
}

/**
 * @param {NatsServerOptions} options
 * @param {string} portsDir
 */
function configText(options, portsDir) {
  const { clientPort = -1, wsPort = -1, monitorPort = -1, websocket = "no_tls: true" } = options;
  return [
    `listen: "127.0.0.1:${clientPort}"`,
    `http: "127.0.0.1:${monitorPort}"`,
    `ports_file_dir: ${JSON.stringify(portsDir)}`,
    ...(websocket === false
      ? []
      : ["websocket {", '  host: "127.0.0.1"', `  port: ${wsPort}`, `  ${websocket}`, "}"]),
    options.config ?? "",
  ].join("\n");
}

/**
 * @param {import("node:child_process").ChildProcess} guard
 * @param {Promise<void>} exited
 * @returns {Promise<number>}
 */
function pidOf(guard, exited) {
  return new Promise((resolve, reject) => {
    guard.once("message", (/** @type {{pid?: number, error?: string}} */ message) => {
      if (message.pid) resolve(message.pid);
      else reject(new Error(message.error ?? "no process"));
    });
    exited.then(() => reject(new Error("it ended at once")));
  });
}

/**
 * The ports file appears when every listener is open (nats-server server/server.go logPorts).
 * @param {string} folder
 * @param {() => boolean} gone
 * @returns {Promise<Ports>}
 */
async function readPorts(folder, gone) {
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline && !gone()) {
    const name = fs.readdirSync(folder).find((entry) => entry.endsWith(".ports"));
    const text = name ? fs.readFileSync(path.join(folder, name), "utf8") : "";
    if (text.trimEnd().endsWith("}")) return JSON.parse(text);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(gone() ? "it ended" : `not ready after ${START_TIMEOUT / 1000} s`);
}

/** @typedef {{nats?: string[], monitoring?: string[], websocket?: string[]}} Ports */

/** @param {Ports} ports */
function addresses({ nats, monitoring, websocket }) {
  return {
    clientUrl: nats?.[0] ?? "",
    monitorUrl: monitoring?.[0] ?? "",
    wsUrl: websocket?.[0] ?? "",
  };
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {string[]} filled as lines arrive
 */
function keepLines(child) {
  /** @type {string[]} */
  const log = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8");
    stream?.on("data", (/** @type {string} */ text) => {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? "";
      log.push(...lines);
      if (log.length > LOG_LINES) log.splice(0, log.length - LOG_LINES);
    });
  }
  return log;
}
