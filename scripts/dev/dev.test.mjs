// `npm run dev` as a process, with a config.json and a real nats-server: what it answers itself, what the
// bridge brings, and what it passes on to `next dev`.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import WebSocket from "ws";
import { startNatsServer } from "../sandbox/server.mjs";
import { natsServerForTests } from "../setup/nats-server/for-tests.mjs";
import { leasePort } from "../setup/testing/ports.mjs";
import { addressOf, killAll, runScript } from "../setup/testing/run-script.mjs";

// next compiles the page at the first request. On a busy machine that takes minutes.
const NEXT_MS = 300_000;
vi.setConfig({ testTimeout: NEXT_MS, hookTimeout: 2 * NEXT_MS });

const DEV = fileURLToPath(new URL("../dev.mjs", import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-dev-"));
/** @type {import("../sandbox/server.mjs").RunningNatsServer} */
let nats;
/** @type {import("../setup/testing/run-script.mjs").Run} */
let run;
let address = "";

beforeAll(async () => {
  const { path: binary } = await natsServerForTests();
  nats = await startNatsServer({ binary, dir: path.join(folder, "nats") });
  const { hostname, port } = new URL(nats.clientUrl);
  const config = path.join(folder, "config.json");
  const servers = [
    { name: "Direct", address: "wss://nats.example.com" },
    { name: "Bridged", bridge: "local" },
  ];
  const bridge = { targets: { local: { host: hostname, port: Number(port), tls: "auto" } } };
  fs.writeFileSync(config, JSON.stringify({ title: "Dev", servers, bridge }));
  const wanted = String(await leasePort());
  run = runScript(DEV, ["--port", wanted, "--config", config, "--no-sandbox"]);
  address = await addressOf(run, NEXT_MS);
});

afterAll(async () => {
  // SIGTERM ends next as well. After a SIGKILL next would still run.
  run.child.kill("SIGTERM");
  const code = await run.ended;
  await killAll();
  await nats.stop();
  fs.rmSync(folder, { recursive: true, force: true });
  expect(code).toBe(143);
});

/**
 * @param {string} place path of a WebSocket
 * @returns {WebSocket}
 */
const open = (place) =>
  new WebSocket(`${address.replace("http", "ws")}${place}`, { origin: address });

it("answers config.json from the file, without the hosts behind the bridge", async () => {
  const answer = await fetch(`${address}/config.json`);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({
    title: "Dev",
    servers: [
      { name: "Direct", address: "wss://nats.example.com" },
      { name: "Bridged", bridge: "local" },
    ],
  });
  expect(text).not.toContain("127.0.0.1");
  expect(run.output).toContain("2 servers, any other server too, bridge to 1");
});

it("runs the bridge: its WebSocket begins with the INFO of the nats-server", async () => {
  const socket = open("/bridge/local");
  const first = await new Promise((resolve, reject) => {
    socket.on("message", (data) => resolve(String(data)));
    socket.on("error", reject);
    socket.on("close", (code, reason) => reject(new Error(`closed: ${code} ${reason}`)));
  });
  socket.close();
  expect(first).toMatch(/^INFO \{.*"server_id"/);
});

it("passes the page on to next", async () => {
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  const html = await answer.text();
  expect(html).toContain("<title>Credence");
  expect(html).toContain("/_next/");
});

it("passes the socket of hot reload on to next", async () => {
  const socket = open("/_next/hmr?id=test");
  const opened = new Promise((resolve, reject) => {
    socket.on("open", () => resolve("open"));
    socket.on("error", reject);
  });
  expect(await opened).toBe("open");
  socket.close();
});
