// Our server behind nginx with deploy/nginx-proxy.conf: every user must sign in, the policies arrive
// unchanged, and a WebSocket passes after signing in. This runs with a real nginx where one is installed
// (NGINX, PATH, /usr/sbin); the text of the shipped file is checked everywhere.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { checkConfig } from "../config/load-config.mjs";
import { commonHeaders } from "../policy/policy.mjs";
import { listen } from "../serve/listen.mjs";
import { runSite } from "../serve/run-site.mjs";
import { staticHandler } from "../serve/static-server.mjs";
import { rootDir } from "../setup/paths.mjs";
import { leasePort } from "../setup/testing/ports.mjs";
import { bePatient } from "../testing/patience.mjs";
import { findProgram, runUntilAnswer, writeNginxConfig } from "./testing/programs.mjs";

bePatient();

const SHIPPED = fs.readFileSync(path.join(rootDir, "deploy", "nginx-proxy.conf"), "utf8");
const SHIPPED_CADDY = fs.readFileSync(path.join(rootDir, "deploy", "Caddyfile.proxy"), "utf8");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-proxy-"));
fs.chmodSync(folder, 0o755);
/** @type {(() => unknown)[]} */
const cleanups = [];
afterAll(async () => {
  for (const end of cleanups) await end();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("deploy/nginx-proxy.conf", () => {
  it("guards everything but the health check, passes upgrades, repeats no policy", () => {
    expect(SHIPPED).toMatch(/server \{[^{]*auth_basic "/);
    expect(SHIPPED.match(/auth_basic off;/g)).toHaveLength(1);
    expect(SHIPPED).toContain("proxy_set_header Upgrade $http_upgrade;");
    expect(SHIPPED).not.toMatch(/Content-Security-Policy|Cross-Origin|Permissions-Policy/);
  });
});

const nginx = findProgram("nginx");
it.skipIf(nginx === undefined)(
  "asks people to sign in, for pages and for the bridge's WebSocket alike",
  async () => {
    fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");
    /** @type {(string | undefined)[]} */
    const seen = [];
    const sockets = new WebSocketServer({ noServer: true });
    const serving = await listen(
      staticHandler(folder),
      { host: "127.0.0.1", port: 0 },
      {},
      (server) =>
        server.on("upgrade", (request, socket, head) => {
          seen.push(request.headers["x-forwarded-for"]?.toString(), request.headers.authorization);
          sockets.handleUpgrade(request, socket, head, (ws) => ws.send(request.url ?? ""));
        }),
    );
    cleanups.push(serving.stop);
    const port = await leasePort();
    await startNginx(port, serving.port);
    const site = `http://127.0.0.1:${port}`;

    expect((await fetch(site)).status).toBe(401);
    expect((await fetch(`${site}/config.json`)).status).toBe(401);
    expect((await fetch(`${site}/healthz`)).status).toBe(200);
    const Authorization = `Basic ${Buffer.from("alice:open sesame").toString("base64")}`;
    const [own, behind] = [
      await fetch(serving.url),
      await fetch(site, { headers: { Authorization } }),
    ];
    expect(await behind.text()).toBe("<p>page</p>");
    for (const name of [...Object.keys(commonHeaders), "Content-Security-Policy"]) {
      expect(behind.headers.get(name), name).toBe(own.headers.get(name));
    }
    expect(behind.headers.get("Strict-Transport-Security")).toBe("max-age=31536000");

    const address = `${site.replace("http", "ws")}/bridge/a`;
    await expect(firstMessage(new WebSocket(address))).rejects.toThrow("401");
    expect(seen).toEqual([]);
    const signedIn = new WebSocket(address, { headers: { Authorization } });
    expect(await firstMessage(signedIn)).toBe("/bridge/a");
    expect(seen).toEqual(["127.0.0.1", undefined]);
    signedIn.close();
  },
);

const caddy = findProgram("caddy");
describe.each([
  ["nginx", nginx],
  ["Caddy", caddy],
])("behind %s, on loopback", (name, program) => {
  it.skipIf(program === undefined)(
    "answers under the host that config.json lists, and under no other",
    async () => {
      fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");
      const port = await leasePort();
      const upstream = await startSite({ hosts: ["credence.example.com"] });
      if (name === "nginx") await startNginx(port, upstream);
      else await startCaddy(port, upstream);
      expect(await ask(port, "credence.example.com")).toEqual([200, "<p>page</p>"]);
      expect(await ask(port, "credence.example.com", "/healthz")).toEqual([200, '{"status":"ok"}']);
      // Without the list the same instance refuses the name.
      const unlisted = await startSite({});
      expect((await ask(unlisted, "credence.example.com"))[0]).toBe(421);
      expect((await ask(upstream, "credence.example.com"))[0]).toBe(200);
    },
  );
});

it.skipIf(caddy === undefined)(
  "Caddyfile.subpath removes the path and adds the slash",
  async () => {
    fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");
    const [port, upstream] = [await leasePort(), await startSite({})];
    const shipped = fs.readFileSync(path.join(rootDir, "deploy", "Caddyfile.subpath"), "utf8");
    const site = shipped.replace("127.0.0.1:4280", `127.0.0.1:${upstream}`);
    await runCaddy(port, `http://:${port} {\n  bind 127.0.0.1\n${site}\n}`, "/tools/credence/");
    const answer = await fetch(`http://127.0.0.1:${port}/tools/credence`);
    expect(answer.url).toBe(`http://127.0.0.1:${port}/tools/credence/`);
    expect(await answer.text()).toBe("<p>page</p>");
  },
);

/**
 * @param {object} settings of config.json
 * @returns {Promise<number>} its port
 */
async function startSite(settings) {
  const checked = checkConfig(JSON.stringify(settings));
  if (!checked.ok) throw new Error(checked.problems.join());
  const { config } = checked;
  const where = { folder, host: "127.0.0.1", port: 0, config, configFile: null, log: false };
  const site = await runSite(where);
  cleanups.push(site.stop);
  return site.port;
}

/**
 * @param {number} port
 * @param {string} host
 * @param {string} [url]
 * @returns {Promise<[number, string]>}
 */
function ask(port, host, url = "/") {
  const Authorization = `Basic ${Buffer.from("alice:open sesame").toString("base64")}`;
  return new Promise((resolve, reject) => {
    const headers = { host, Authorization };
    const request = http.get({ host: "127.0.0.1", port, path: url, headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve([response.statusCode ?? 0, text]));
    });
    request.on("error", reject);
  });
}

/**
 * The shipped file with addresses of this test; without TLS.
 * @param {number} port
 * @param {number} upstream
 */
async function startCaddy(port, upstream) {
  const program = caddy ?? "";
  const hash = execFileSync(program, ["hash-password", "--plaintext", "open sesame"], {
    encoding: "utf8",
  });
  const site = SHIPPED_CADDY.replace(
    /^credence\.example\.com \{/m,
    `http://:${port} {\n  bind 127.0.0.1`,
  ).replace("127.0.0.1:4280", `127.0.0.1:${upstream}`);
  await runCaddy(port, site, "/healthz", { CREDENCE_PASSWORD_HASH: hash.trim() });
}

/**
 * @param {number} port
 * @param {string} site
 * @param {string} address that it answers once it is ready
 * @param {NodeJS.ProcessEnv} [more] environment
 */
async function runCaddy(port, site, address, more = {}) {
  const file = path.join(folder, `Caddyfile-${port}`);
  fs.writeFileSync(file, `{\n admin off\n auto_https off\n}\n${site}`);
  const args = ["run", "--config", file, "--adapter", "caddyfile"];
  const url = `http://127.0.0.1:${port}${address}`;
  cleanups.push(await runUntilAnswer(caddy ?? "", args, url, { HOME: folder, ...more }));
}

/** @param {WebSocket} socket */
function firstMessage(socket) {
  return new Promise((resolve, reject) => {
    socket.on("message", (data) => resolve(String(data)));
    socket.on("error", reject);
  });
}

/**
 * Starts nginx with the shipped file, changed to the addresses and paths of this test, without TLS.
 * @param {number} port
 * @param {number} upstream
 */
async function startNginx(port, upstream) {
  const people = path.join(folder, "people");
  fs.writeFileSync(people, "alice:{PLAIN}open sesame\n");
  fs.chmodSync(people, 0o644);
  const site = SHIPPED.replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace(/ssl_certificate\S* \S+;/g, "")
    .replace("127.0.0.1:4280", `127.0.0.1:${upstream}`)
    .replaceAll("/etc/nginx/credence.htpasswd", people);
  const args = writeNginxConfig(folder, site);
  cleanups.push(await runUntilAnswer(nginx ?? "", args, `http://127.0.0.1:${port}/healthz`));
}
