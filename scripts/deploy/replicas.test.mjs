// Two instances of the server behind one address, as replicas behind a Service: an instance that is killed costs
// its own connections through the bridge and nothing else. Behind a small TCP balancer everywhere, and behind
// nginx where it is installed. Each instance is a process and is ended without a farewell.
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { makeNatsWorld } from "../bridge/testing/nats-world.mjs";
import { connectNats } from "../sandbox/client.mjs";
import { leasePort } from "../setup/testing/ports.mjs";
import { addressOf, killAll, runScript } from "../setup/testing/run-script.mjs";
import { bePatient, PATIENCE_MS, until } from "../testing/patience.mjs";
import { findProgram, runUntilAnswer, writeNginxConfig } from "./testing/programs.mjs";

bePatient();

const SERVE = fileURLToPath(new URL("../serve.mjs", import.meta.url));
const ORIGIN = "https://credence.example.com";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-replicas-"));
fs.chmodSync(folder, 0o755);
fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");
const world = await makeNatsWorld();
const nats = await world.serve();

/** @type {(() => unknown)[]} */
const cleanups = [];
afterEach(async () => {
  for (const end of cleanups.splice(0)) await end();
  await killAll();
});
afterAll(async () => {
  await world.end();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function startInstance() {
  const { hostname: host, port } = new URL(nats.clientUrl);
  const config = path.join(folder, "config.json");
  const target = { host, port: Number(port), tls: "auto" };
  fs.writeFileSync(
    config,
    JSON.stringify({ bridge: { origins: [ORIGIN], targets: { orders: target } } }),
  );
  const run = runScript(SERVE, ["--out", folder, "--config", config, "--port", "0", "--no-log"]);
  return { run, port: Number(new URL(await addressOf(run)).port) };
}

/** @type {Record<string, (port: number, upstreams: number[]) => Promise<void>>} */
const BALANCERS = {
  async "a TCP balancer"(port, upstreams) {
    let turn = 0;
    const server = net.createServer((client) => {
      client.on("error", () => client.destroy());
      const first = turn++;
      /** @param {number} tried how many refused already */
      const dial = (tried) => {
        const upstream = upstreams[(first + tried) % upstreams.length] ?? 0;
        let isConnected = false;
        const onward = net.connect(upstream, "127.0.0.1", () => {
          isConnected = true;
          client.pipe(onward).pipe(client);
          client.on("close", () => onward.destroy());
        });
        onward.on("error", () => {
          if (!isConnected && tried < upstreams.length - 1) dial(tried + 1);
          else client.destroy();
        });
        onward.on("close", () => isConnected && client.destroy());
      };
      dial(0);
    });
    await new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(null)));
    cleanups.push(() => server.close());
  },
  async nginx(port, upstreams) {
    const servers = upstreams.map((upstream) => `server 127.0.0.1:${upstream};`).join(" ");
    const home = fs.mkdtempSync(path.join(folder, "nginx-"));
    const args = writeNginxConfig(
      home,
      `upstream credence { ${servers} }
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://credence;
          proxy_http_version 1.1;
          proxy_set_header Host $host;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection $http_connection;
        }
      }`,
    );
    const url = `http://127.0.0.1:${port}/healthz`;
    cleanups.push(await runUntilAnswer(findProgram("nginx") ?? "", args, url));
  },
};

describe.each(Object.keys(BALANCERS))("behind %s", (name) => {
  const isMissing = name === "nginx" && findProgram("nginx") === undefined;
  it.skipIf(isMissing)("a killed instance costs its connections and nothing else", async () => {
    const instances = [await startInstance(), await startInstance()];
    const port = await leasePort();
    await BALANCERS[name]?.(
      port,
      instances.map((one) => one.port),
    );
    const connect = async () =>
      connectNats(`ws://127.0.0.1:${port}/bridge/orders`, await world.user(), {
        webSocket: { origin: ORIGIN },
        timeout: PATIENCE_MS,
        reconnect: false,
      });
    const before = await Promise.all([1, 2, 3, 4, 5, 6].map(connect));
    let closed = 0;
    for (const nc of before) void nc.closed().then(() => closed++);

    instances[0]?.run.child.kill("SIGKILL");
    await until(() => closed > 0, "the killed instance's connections to close");
    // The instance is dead, so each connection either answers or closes.
    await Promise.all(
      before.map((nc) => Promise.race([nc.flush().catch(() => nc.closed()), nc.closed()])),
    );
    const left = before.filter((nc) => !nc.isClosed());
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(before.length);

    const after = await Promise.all([1, 2, 3, 4].map(connect));
    for (const nc of after) await nc.flush();
    for (let i = 0; i < 4; i++) {
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    }
    expect(left.every((nc) => !nc.isClosed())).toBe(true);
    for (const nc of [...left, ...after]) await nc.close();
  });
});
