// A real middleman between the bridge and a nats-server that demands TLS. It tells the bridge that the
// server wants no TLS, and speaks TLS to the server itself. With "auto" it reads everything; with
// "required", the default, and with "first" it reads nothing.
import net from "node:net";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { bridgeOptions } from "../config/bridge-options.mjs";
import { checkConfig } from "../config/load-config.mjs";
import { bePatient } from "../testing/patience.mjs";
import { ORIGIN, startBridge, visit } from "./testing/bridge-rig.mjs";
import { makeAuthority } from "./testing/certificates.mjs";
import { makeNatsWorld } from "./testing/nats-world.mjs";

bePatient();

const SECRET = "this-would-be-a-jwt";
const authority = makeAuthority("Team CA");
/** @type {Awaited<ReturnType<typeof makeNatsWorld>>} */
let world;
/** @type {string} address of the middleman */
let middle;
/** @type {Buffer[]} what it could read of the bridge's own bytes */
let read = [];

beforeAll(async () => {
  world = await makeNatsWorld();
  const issued = authority.issue({ name: "nats", addresses: ["127.0.0.1"] });
  const server = await world.serve({ tls: issued, isOpen: true });
  const { port } = new URL(server.clientUrl);
  middle = await world.startTcpServer((bridge) => strip(bridge, Number(port)));
});
afterAll(() => world.end());

/**
 * @param {net.Socket} bridge
 * @param {number} port of the server
 */
function strip(bridge, port) {
  bridge.on("data", (bytes) => read.push(bytes));
  const tcp = net.connect(port, "127.0.0.1");
  tcp.on("error", () => bridge.destroy());
  tcp.once("data", (bytes) => {
    const info = JSON.parse(bytes.toString("utf8").replace(/^INFO /, ""));
    expect(info.tls_required).toBe(true);
    const lie = { ...info, tls_required: false, tls_available: false };
    const server = tls.connect({ socket: tcp, ca: authority.ca, host: "127.0.0.1" }, () => {
      bridge.write(`INFO ${JSON.stringify(lie)}\r\n`);
      bridge.pipe(server).pipe(bridge);
    });
    server.on("error", () => bridge.destroy());
    bridge.on("close", () => server.destroy());
  });
}

/** @param {object} settings of the target in config.json */
async function connectWith(settings) {
  read = [];
  const { hostname, port } = new URL(middle);
  const targets = { eu: { host: hostname, port: Number(port), ...settings } };
  const checked = checkConfig(JSON.stringify({ bridge: { targets } }));
  if (!checked.ok || !checked.config.bridge) throw new Error(JSON.stringify(checked));
  const options = bridgeOptions(checked.config.bridge, ".", [ORIGIN]);
  const eu = options.targets.get("eu");
  if (!eu) throw new Error("no target");
  const rig = await startBridge({ eu: { ...eu, ca: authority.ca } });
  const visited = visit(rig.url("eu"));
  return { ...visited, stop: rig.stop };
}

const seen = () => Buffer.concat(read).toString("latin1");

describe("a middleman that strips TLS", () => {
  it("reads the login where the config says auto", async () => {
    const { socket, first, stop } = await connectWith({ tls: "auto" });
    await first;
    socket.send(`CONNECT {"jwt":"${SECRET}","verbose":false}\r\nPING\r\n`);
    const answer = await new Promise((resolve) => {
      socket.on("message", (/** @type {Buffer} */ frame) => {
        if (frame.includes("PONG")) resolve("PONG");
      });
    });
    expect(answer).toBe("PONG");
    expect(seen()).toContain(SECRET);
    await stop();
  });

  it.each([[{}], [{ tls: "required" }]])("gets nothing with %j", async (settings) => {
    const { socket, closed, stop } = await connectWith(settings);
    socket.on("message", () => socket.send(`CONNECT {"jwt":"${SECRET}"}\r\n`));
    expect(await closed).toEqual({ code: 4525, reason: "bridge/upstream-tls NOT_OFFERED" });
    expect(socket.readyState).toBe(WebSocket.CLOSED);
    expect(seen()).toBe("");
    await stop();
  });

  it("gets no more than a handshake with first", async () => {
    const { closed, stop } = await connectWith({ tls: "first" });
    expect((await closed).reason).toMatch(/^bridge\/upstream-tls /);
    expect(seen()).not.toContain("CONNECT");
    await stop();
  });
});
