// `npm run bench -- bridge`: throughput to a real browser through the bridge, against the server's own WebSocket
// listener. A worker times bursts from the first message to the last; the ways take turns, and each round gives
// one ratio. Then it times single round trips. No developer tool is attached, because one that receives every
// frame makes this three times slower. Only the ratios count: absolute numbers depend on the machine.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { targetOf } from "../bridge/testing/bridge-rig.mjs";
import { makeAuthority } from "../bridge/testing/certificates.mjs";
import { startNatsServer } from "../sandbox/server.mjs";
import { findBrowser } from "../setup/browser.mjs";
import { natsServerForTests } from "../setup/nats-server/for-tests.mjs";
import { rootDir } from "../setup/paths.mjs";
import { median } from "./figures.mjs";

const COUNT = 600_000;
const ROUND_TRIPS = 500;
const PAYLOAD_BYTES = 128;
/** MSG bench 1 128\r\n…\r\n, as the receiver gets it. */
const LINE_BYTES = `MSG bench 1 ${PAYLOAD_BYTES}\r\n`.length + PAYLOAD_BYTES + 2;
const ROUNDS = 5;
const GOAL_RATIO = 1.2;
const RECEIVERS = /** @type {const} */ (["bare", "nats.ws"]);

const here = path.dirname(fileURLToPath(import.meta.url));
/** @type {(() => unknown)[]} */
const cleanups = [];

/**
 * @typedef {object} Measured
 * @property {number} ms between the first message and the last
 * @property {number | null} frames
 */

/** @typedef {{server: string, bridge: string, "bridge, TLS": string}} Ways */

try {
  await main();
} finally {
  for (const end of cleanups.reverse()) await end();
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-"));
  cleanups.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  const { path: binary, version } = await natsServerForTests();
  const authority = makeAuthority("Bench CA");
  const certificate = authority.issue({ name: "nats", addresses: ["127.0.0.1"] });
  const limits = "max_pending: 1GB\nwrite_deadline: 60s";
  const plain = await serve("plain", binary, folder, limits);
  const tls = await serve("tls", binary, folder, `${limits}\n${tlsBlock(folder, certificate)}`);
  const host = await startHost();
  const bridge = await startBridgeProcess(host.origin, {
    plain: targetOf({ url: plain.clientUrl }),
    tls: targetOf({ url: tls.clientUrl, ca: authority.ca }),
  });
  await startBrowser(folder, host.origin);

  /** @type {Ways} */
  const ways = { server: plain.wsUrl, bridge: bridge("plain"), "bridge, TLS": bridge("tls") };
  process.stdout.write(
    `nats-server ${version}, ${COUNT.toLocaleString("en")} messages of ${PAYLOAD_BYTES} bytes a burst\n`,
  );
  let isFastEnough = true;
  for (const receiver of RECEIVERS) {
    /** @type {Record<keyof Ways, Measured[]>} */
    const all = { server: [], bridge: [], "bridge, TLS": [] };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const way of waysOfRound(ways, round)) {
        const { clientUrl } = way === "bridge, TLS" ? tls : plain;
        const measured = await host.measure(receiver, ways[way], COUNT, () =>
          publish(clientUrl, authority),
        );
        // The first round warms everything up.
        if (round > 0) all[way].push(measured);
      }
    }
    isFastEnough = report(receiver, all) && isFastEnough;
  }
  for (const [way, address] of Object.entries(ways)) {
    const { ms } = await host.measure("round trip", address, ROUND_TRIPS, async () => {});
    process.stdout.write(`idle     ${way.padEnd(12)} ${ms.toFixed(2)} ms there and back\n`);
  }
  if (!isFastEnough) process.exitCode = 1;
}

/**
 * @param {Ways} ways
 * @param {number} round
 */
function waysOfRound(ways, round) {
  const names = /** @type {(keyof Ways)[]} */ (Object.keys(ways));
  const shift = round % names.length;
  return [...names.slice(shift), ...names.slice(0, shift)];
}

/**
 * @param {string} receiver
 * @param {Record<keyof Ways, Measured[]>} all
 */
function report(receiver, all) {
  const ratios = all.bridge.map(({ ms }, round) => (all.server[round]?.ms ?? 0) / ms);
  for (const [way, measured] of Object.entries(all)) {
    const ms = median(measured.map((one) => one.ms));
    const frames = median(measured.map((one) => one.frames ?? 0));
    const size = frames > 0 ? `, frames of ${Math.round((COUNT * LINE_BYTES) / frames)} bytes` : "";
    const rate = Math.round(COUNT / ms);
    process.stdout.write(`${receiver.padEnd(8)} ${way.padEnd(12)} ${rate} k msg/s${size}\n`);
  }
  const ratio = median(ratios);
  const range = [Math.min(...ratios), Math.max(...ratios)]
    .map((one) => one.toFixed(2))
    .join(" to ");
  process.stdout.write(
    `${receiver.padEnd(8)} bridge / server: ${ratio.toFixed(2)} (${range}; goal ${GOAL_RATIO})\n`,
  );
  return ratio >= GOAL_RATIO;
}

/**
 * @param {string} name
 * @param {string} binary
 * @param {string} folder
 * @param {string} config
 */
async function serve(name, binary, folder, config) {
  const dir = path.join(folder, name);
  fs.mkdirSync(dir);
  const server = await startNatsServer({ binary, dir, config });
  cleanups.push(server.stop);
  return server;
}

/**
 * @param {string} folder
 * @param {import("../bridge/testing/certificates.mjs").Issued} certificate
 */
function tlsBlock(folder, { cert, key }) {
  const files = { cert_file: cert, key_file: key };
  const lines = Object.entries(files).map(([name, pem]) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, pem, { mode: 0o600 });
    return `${name}: ${JSON.stringify(file)}`;
  });
  return `tls { ${lines.join(", ")} }`;
}

/**
 * Publishes the whole burst over TCP, or over TLS if the server requires it.
 * @param {string} clientUrl
 * @param {ReturnType<typeof makeAuthority>} authority
 */
async function publish(clientUrl, authority) {
  const { dial } = await import("../bridge/dial.mjs");
  const target = targetOf({ url: clientUrl, ca: authority.ca });
  const dialled = await dial(target, 5_000, new AbortController().signal);
  if (!dialled.ok) throw new Error(dialled.end.name);
  const { socket } = dialled.upstream;
  const one = `PUB bench ${PAYLOAD_BYTES}\r\n${"x".repeat(PAYLOAD_BYTES)}\r\n`;
  const block = Buffer.from(one.repeat(1_000));
  socket.resume();
  socket.write('CONNECT {"verbose":false}\r\n');
  for (let sent = 0; sent < COUNT; sent += 1_000) {
    if (!socket.write(block)) await once(socket, "drain");
  }
  socket.write("PING\r\n");
  await once(socket, "data");
  socket.end();
}

/** Starts the page's host, which serves the code, gives out the tasks and takes the results. */
async function startHost() {
  const nats = path.join(rootDir, "node_modules/nats.ws/esm/nats.js");
  /** @type {Record<string, [type: string, body: string | Buffer]>} */
  const files = {
    "/": ["text/html", '<script>new Worker("/receiver.js", { type: "module" })</script>'],
    "/receiver.js": ["text/javascript", fs.readFileSync(path.join(here, "bridge-receiver.js"))],
    "/nats.js": ["text/javascript", fs.readFileSync(nats)],
  };
  /** @type {(task: object | null) => void} */
  let sendTask = () => {};
  /** @type {(result: Measured & {error?: string}) => void} */
  let onResult = () => {};
  let startBurst = async () => {};
  const firstRequest = new Promise((resolve) => (onResult = resolve));
  const server = http.createServer(async (request, response) => {
    const file = files[request.url ?? ""];
    if (file) return response.writeHead(200, { "Content-Type": file[0] }).end(file[1]);
    if (request.method !== "POST") return response.writeHead(404).end();
    let body = "";
    for await (const part of request) body += part;
    if (request.url === "/ready") {
      response.end("null");
      return startBurst();
    }
    const next = new Promise((/** @type {(task: object | null) => void} */ resolve) => {
      sendTask = resolve;
    });
    onResult(JSON.parse(body));
    response.end(JSON.stringify(await next));
  });
  await new Promise((/** @type {(nothing: void) => void} */ resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  cleanups.push(() => {
    sendTask(null);
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    /**
     * @param {string} receiver
     * @param {string} way address of the WebSocket
     * @param {number} count of messages, or of round trips
     * @param {() => Promise<void>} burst
     * @returns {Promise<Measured>}
     */
    async measure(receiver, way, count, burst) {
      await firstRequest;
      startBurst = burst;
      const result = new Promise((/** @type {typeof onResult} */ resolve) => (onResult = resolve));
      sendTask({ receiver, address: way, count, lineBytes: LINE_BYTES });
      const { error, ms, frames } = await /** @type {Promise<Measured & {error?: string}>} */ (
        result
      );
      if (error) throw new Error(error);
      return { ms, frames };
    },
  };
}

/**
 * Starts the bridge in a separate process, as the dashboard's server is one.
 * @param {string} origin
 * @param {Record<string, ReturnType<typeof targetOf>>} targets
 */
async function startBridgeProcess(origin, targets) {
  const child = fork(path.join(here, "../bridge/testing/bridge-process.mjs"));
  cleanups.push(() => child.disconnect());
  child.send({ targets, options: { origins: [origin] } });
  const [{ port }] = await once(child, "message");
  return (/** @type {string} */ name) => `ws://127.0.0.1:${port}/bridge/${name}`;
}

/**
 * @param {string} folder
 * @param {string} url
 */
async function startBrowser(folder, url) {
  const found = await findBrowser({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  const args = [
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    `--user-data-dir=${path.join(folder, "profile")}`,
    url,
  ];
  const browser = spawn(found.path, args, { stdio: "ignore" });
  cleanups.push(async () => {
    browser.kill();
    if (browser.exitCode === null && browser.signalCode === null) await once(browser, "exit");
  });
}
