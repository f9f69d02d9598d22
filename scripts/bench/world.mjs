// Starts what every item of the bench needs: a nats-server that does not cut off slow clients, the export and
// the bench's pages on one origin, a publisher and a browser. bench.mjs starts it and stops it.
import { fork } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { makeAccount, makeOperator, makeUser } from "../sandbox/identities.mjs";
import { startNatsServer } from "../sandbox/server.mjs";
import { staticHandler } from "../serve/static-server.mjs";
import { findBrowser } from "../setup/browser.mjs";
import { findNatsServer } from "../setup/nats-server/find.mjs";
import { outDir, rootDir } from "../setup/paths.mjs";
import { workerChunks } from "../size.mjs";
import { startBrowser } from "./browser.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
// Bursts wait in the server until the browser has taken them; the server cuts no slow client off.
const CONFIG = "max_pending: 2GB\nwrite_deadline: 120s";

/** @typedef {{startedAt: number, sent: number, ms: number}} Published */

/**
 * @typedef {object} World
 * @property {import("./browser.mjs").Browser} browser
 * @property {string} origin of the export; the bench's pages are below /bench/
 * @property {string} wsUrl
 * @property {string} clientUrl of the server, for TCP
 * @property {string} creds of some user; the server accepts anyone
 * @property {string} vaultUrl address of the product's worker
 * @property {(order: {subject: string, subjects?: number, count?: number, bytes?: number, perSecond?: number, seconds?: number}) => Promise<Published>} publish
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<World>} */
export async function startWorld() {
  const quiet = { update: () => {} };
  const [server, chromium] = await Promise.all([findNatsServer(quiet), findBrowser(quiet)]);
  if (!server.ok) throw new Error(server.reason);
  if (!chromium.ok) throw new Error(chromium.reason);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-nats-"));
  const config = `${CONFIG}\njetstream { store_dir: ${JSON.stringify(path.join(dir, "js"))} }`;
  const nats = await startNatsServer({ binary: server.path, dir, config });
  const storedPage = await bundleStoredPage();
  const files = await serve(storedPage);
  const browser = await startBrowser(chromium.path);
  const publisher = fork(path.join(here, "publisher.mjs"), [new URL(nats.clientUrl).port]);
  const operator = await makeOperator({ name: "O" });
  const account = await makeAccount({ name: "A", operator });
  const { creds } = await makeUser({ name: "bench", account });
  return {
    browser,
    origin: files.origin,
    wsUrl: nats.wsUrl,
    clientUrl: nats.clientUrl,
    creds,
    vaultUrl: vaultUrl(),
    publish: ({
      subjects = 50,
      count = 0,
      bytes = 128,
      perSecond = null,
      seconds = null,
      ...rest
    }) =>
      new Promise((resolve) => {
        publisher.once("message", (message) => resolve(/** @type {Published} */ (message)));
        publisher.send({ ...rest, subjects, count, bytes, perSecond, seconds });
      }),
    async stop() {
      publisher.disconnect();
      files.stop();
      await browser.stop();
      await nats.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The peer of the item "stored" with its library, as one module. */
async function bundleStoredPage() {
  const bundle = await rolldown({
    input: path.join(here, "pages/stored.js"),
    platform: "browser",
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  return output[0].code;
}

/**
 * @param {string} storedPage
 * @returns {Promise<{origin: string, stop: () => void}>}
 */
async function serve(storedPage) {
  const product = staticHandler(outDir);
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://bench");
    const benchAnswer = benchFile(pathname, storedPage);
    if (benchAnswer === null) return product(request, response);
    response.writeHead(200, { "Content-Type": benchAnswer.type, "Cache-Control": "no-store" });
    response.end(benchAnswer.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {string} pathname
 * @param {string} storedPage
 */
function benchFile(pathname, storedPage) {
  const [, folder, name = ""] = pathname.split("/");
  if (folder !== "bench") return null;
  if (name === "react.js") return { type: "text/javascript", body: reactBundle() };
  if (name === "stored.js") return { type: "text/javascript", body: storedPage };
  if (name === "nats.js") return script(path.join(rootDir, "node_modules/nats.ws/esm/nats.js"));
  if (name.endsWith(".html"))
    return { type: "text/html", body: page(name.replace(".html", ".js")) };
  return script(path.join(here, "pages", path.basename(name)));
}

/** @param {string} file */
const script = (file) => ({ type: "text/javascript", body: fs.readFileSync(file, "utf8") });

/** @param {string} name */
const page = (name) =>
  `<!doctype html><meta charset="utf-8"><title>bench</title><div id="root"></div><script type="module" src="/bench/${name}"></script>`;

/** React's production files as the packages ship them, in a loader of four lines. */
function reactBundle() {
  const modules = {
    react: "react/cjs/react.production.js",
    scheduler: "scheduler/cjs/scheduler.production.js",
    "react-dom": "react-dom/cjs/react-dom.production.js",
    "react-dom/client": "react-dom/cjs/react-dom-client.production.js",
  };
  const parts = Object.entries(modules).map(([name, file]) => {
    const code = fs.readFileSync(path.join(rootDir, "node_modules", file), "utf8");
    return `${JSON.stringify(name)}: (module, exports, require) => {${code}\n}`;
  });
  return `const made = {}; const process = { env: { NODE_ENV: "production" } };
const modules = {${parts.join(",\n")}};
const require = (name) => { if (!made[name]) { made[name] = { exports: {} }; modules[name](made[name], made[name].exports, require); } return made[name].exports; };
export const React = require("react"); export const { createRoot } = require("react-dom/client");`;
}

/** The address that the product's page starts its worker with; Turbopack passes the chunks after a "#". */
function vaultUrl() {
  const folder = path.join(outDir, "_next/static/chunks");
  const texts = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .map((name) => fs.readFileSync(path.join(folder, name), "utf8"));
  // The vault starts another worker itself, which is smaller.
  const size = (/** @type {readonly string[]} */ chunks) =>
    chunks.reduce((sum, chunk) => sum + fs.statSync(path.join(outDir, chunk)).size, 0);
  const [vault = []] = workerChunks(texts).sort((a, b) => size(b) - size(a));
  const [bootstrap, ...chunks] = vault;
  if (bootstrap === undefined)
    throw new Error("the export holds no vault; run `npm run build` first");
  const params = JSON.stringify([chunks.toReversed(), "", "/_next/"]);
  return `${bootstrap}#params=${encodeURIComponent(params)}`;
}
