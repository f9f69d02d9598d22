// Names under which an instance answers: a page of another site whose name points at this machine gets
// 421 and reads nothing (DNS rebinding).
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { checkConfig } from "../config/load-config.mjs";
import { runSite } from "./run-site.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-hosts-"));
fs.writeFileSync(path.join(folder, "index.html"), "<p>dashboard</p>");
/** @type {(() => Promise<void>)[]} */
let endings = [];
afterEach(async () => {
  await Promise.all(endings.map((end) => end()));
  endings = [];
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/**
 * @param {object} settings of config.json
 * @param {string} [host]
 */
async function start(settings, host = "127.0.0.1") {
  const checked = checkConfig(JSON.stringify(settings));
  if (!checked.ok) throw new Error(checked.problems.join("\n"));
  const { config } = checked;
  const site = await runSite({ folder, host, port: 0, config, configFile: null, log: false });
  endings.push(site.stop);
  return site.port;
}

/**
 * @param {number} port
 * @param {string} host the Host header
 * @param {string} [url]
 * @param {Record<string, string>} [more] headers
 * @returns {Promise<{status: number, text: string}>}
 */
function ask(port, host, url = "/config.json", more = {}) {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path: url, headers: { ...more, host } };
    const request = http.get(options, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, text: "" });
    });
    request.on("error", reject);
  });
}

const SERVERS = { servers: [{ name: "secret name", address: "wss://nats.internal:8080" }] };

describe("bound to loopback", () => {
  it.each(["127.0.0.1:4280", "localhost:4280", "localhost", "[::1]:4280", "127.8.0.1"])(
    "answers to %s",
    async (host) => {
      expect((await ask(await start(SERVERS), host)).status).toBe(200);
    },
  );

  it.each([
    "evil.example",
    "evil.example:4280",
    "localhost.evil.example",
    "127.0.0.1.nip.example",
    "10.0.0.1",
  ])("answers 421 to %j, and tells nothing", async (host) => {
    const port = await start(SERVERS);
    for (const url of ["/", "/config.json", "/none", "/config.json/healthz"]) {
      const { status, text } = await ask(port, host, url);
      expect(status).toBe(421);
      expect(text).not.toMatch(/secret name|nats\.internal|dashboard/);
    }
  });

  it("answers to the names that config.json lists, in any case and with any port", async () => {
    const port = await start({ ...SERVERS, hosts: ["credence.example.com", "10.0.0.7"] });
    for (const host of ["credence.example.com", "Credence.Example.com:443", "10.0.0.7:8443"]) {
      expect((await ask(port, host)).status, host).toBe(200);
    }
    expect((await ask(port, "www.credence.example.com")).status).toBe(421);
    expect((await ask(port, "localhost")).status).toBe(200);
  });

  it("answers the health check under any name", async () => {
    expect((await ask(await start({}), "10.1.2.3:4280", "/healthz")).status).toBe(200);
  });

  it("upgrades no WebSocket under a foreign name", async () => {
    const bridge = { targets: { a: { host: "127.0.0.1", port: 1, tls: "auto" } } };
    const port = await start({ bridge });
    const upgrade = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      origin: `http://127.0.0.1:${port}`,
    };
    expect((await ask(port, "evil.example", "/bridge/a", upgrade)).status).toBe(421);
    expect((await ask(port, `127.0.0.1:${port}`, "/bridge/a", upgrade)).status).toBe(101);
  });
});

describe("bound to the network", () => {
  it("answers to any name while config.json lists none", async () => {
    expect((await ask(await start(SERVERS, "0.0.0.0"), "credence.lan")).status).toBe(200);
  });

  it("answers only to the listed names once it lists some", async () => {
    const port = await start({ ...SERVERS, hosts: ["credence.lan"] }, "0.0.0.0");
    expect((await ask(port, "credence.lan")).status).toBe(200);
    expect((await ask(port, "other.lan")).status).toBe(421);
  });
});

it("does not tell the page its hosts", async () => {
  const { text } = await ask(await start({ hosts: ["credence.lan"] }), "localhost");
  expect(text).not.toContain("credence.lan");
});
