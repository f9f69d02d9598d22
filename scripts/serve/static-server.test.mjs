// The static server over real sockets: methods, 404, caching, policies, health, base path, the page's
// configuration, a graceful end, and access to the sandbox.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultConfig } from "../config/load-config.mjs";
import { inlineScriptHashes } from "../policy/pages.mjs";
import { bePatient } from "../testing/patience.mjs";
import { listen } from "./listen.mjs";
import { isLoopbackAddress, isLoopbackHost } from "./loopback.mjs";
import { staticHandler } from "./static-server.mjs";

bePatient();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-serve-"));
/** @type {import("./listen.mjs").Listening} */
let serving;

beforeAll(async () => {
  const chunks = path.join(folder, "_next/static/chunks");
  fs.mkdirSync(chunks, { recursive: true });
  fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");
  fs.writeFileSync(path.join(folder, "404.html"), "<p>not here</p>");
  fs.writeFileSync(path.join(chunks, "a.js"), "1");
  fs.writeFileSync(path.join(chunks, "turbopack-worker-1.js"), "1");
  fs.writeFileSync(path.join(folder, "security.html"), "<script>1</script>");
  fs.writeFileSync(path.join(folder, "data.txt"), "data");
  const sandbox = { missing: "No nats-server.", howTo: "Install one." };
  const where = { host: "localhost", port: 0 };
  // Otherwise the server might close an idle connection just when the next test uses it again.
  serving = await listen(staticHandler(folder, sandbox), where, { keepAliveTimeout: 600_000 });
});
afterAll(async () => {
  await serving.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/**
 * @param {string} address
 * @param {http.RequestOptions} [options]
 * @returns {Promise<{status: number | undefined, headers: http.IncomingHttpHeaders, body: string}>}
 */
function ask(address, options = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: "127.0.0.1", port: serving.port, path: address, ...options },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (text) => {
          body += text;
        });
        response.on("end", () => {
          resolve({ status: response.statusCode, headers: response.headers, body });
        });
      },
    );
    request.on("error", reject);
    request.end();
  });
}

describe("static server", () => {
  it("serves the page without caching and named chunks for ever", async () => {
    const page = await ask("/");
    expect(page).toMatchObject({ status: 200, body: "<p>page</p>" });
    expect(page.headers).toMatchObject({
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    const chunk = await ask("/_next/static/chunks/a.js");
    expect(chunk.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const worker = await ask("/_next/static/chunks/turbopack-worker-1.js");
    expect(worker).toMatchObject({ status: 200, headers: { "cache-control": "no-cache" } });
  });

  it("answers HEAD without a body", async () => {
    const head = await ask("/", { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, body: "" });
    expect(head.headers["content-length"]).toBe("11");
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const answer = await ask("/", { method });
    expect(answer.status).toBe(405);
    expect(answer.headers["allow"]).toBe("GET, HEAD");
  });

  it.each([
    "/nothing",
    "/_next/static/chunks/b.js",
    "/../package.json",
    "/%2e%2e/package.json",
    "/sandbox/../keys.json",
  ])("gives the export's 404 page for %s, uncached", async (address) => {
    const answer = await ask(address);
    expect(answer).toMatchObject({ status: 404, body: "<p>not here</p>" });
    expect(answer.headers["cache-control"]).toBe("no-cache");
  });

  it("gives the state of the sandbox to this machine only", async () => {
    const here = await ask("/sandbox.json", { headers: { Host: `localhost:${serving.port}` } });
    expect(JSON.parse(here.body)).toEqual({ missing: "No nats-server.", howTo: "Install one." });
    const rebound = await ask("/sandbox.json", { headers: { Host: "attacker.example" } });
    expect(rebound.status).toBe(404);
  });

  it("moves to the next port when its own is taken", async () => {
    const second = await listen(staticHandler(folder), { host: "localhost", port: serving.port });
    expect(second.port).toBeGreaterThan(serving.port);
    await second.stop();
  });
});

describe("headers", () => {
  it("come with every answer", async () => {
    for (const address of ["/", "/_next/static/chunks/a.js", "/data.txt", "/no", "/config.json"]) {
      const { headers } = await ask(address);
      expect(headers, address).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "credentialless",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "DENY",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(headers["strict-transport-security"]).toBeUndefined();
    }
  });

  it("name the policy of a page, a script, anything else", async () => {
    const policy = async (/** @type {string} */ address) =>
      (await ask(address)).headers["content-security-policy"];
    const [hash] = inlineScriptHashes("<script>1</script>");
    for (const address of ["/security", "/security.html", "/security?a=b"]) {
      expect(await policy(address), address).toContain(`script-src 'self' '${hash}'`);
    }
    expect(await policy("/")).toContain("connect-src 'self';");
    expect(await policy("/_next/static/chunks/a.js")).toContain("connect-src 'self' ws: wss:");
    expect(await policy("/data.txt")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(await policy("/no/such")).toContain("script-src 'self';");
  });
});

describe("an instance", () => {
  /** @type {import("./listen.mjs").Listening[]} */
  const started = [];
  afterAll(() => Promise.all(started.map(({ stop }) => stop())));

  /**
   * @param {import("node:http").RequestListener} handler
   * @returns {Promise<import("./listen.mjs").Listening>}
   */
  async function start(handler) {
    const instance = await listen(handler, { host: "127.0.0.1", port: 0 });
    started.push(instance);
    return instance;
  }

  it("is healthy until it stops", async () => {
    let isStopping = false;
    const { port } = await start(
      staticHandler(folder, undefined, { isStopping: () => isStopping }),
    );
    expect(await ask("/healthz?x", { port })).toMatchObject({
      status: 200,
      body: '{"status":"ok"}',
    });
    isStopping = true;
    expect(await ask("/healthz", { port })).toMatchObject({ status: 503 });
  });

  it("gives the page its configuration, uncached, and locks the worker to it", async () => {
    const config = {
      ...defaultConfig(),
      locked: true,
      servers: [{ name: "a", address: "wss://nats.example.com" }],
    };
    const { port } = await start(staticHandler(folder, undefined, { config }));
    const answer = await ask("/config.json", { port });
    expect(JSON.parse(answer.body)).toMatchObject({ locked: true, servers: config.servers });
    expect(answer.headers["cache-control"]).toBe("no-store");
    const script = await ask("/_next/static/chunks/a.js", { port });
    expect(script.headers["content-security-policy"]).toContain(
      "connect-src 'self' wss://nats.example.com:443;",
    );
  });

  it("answers below a path that a proxy passes on, and where a proxy has removed it", async () => {
    const { port } = await start(staticHandler(folder, undefined, { basePath: "/x/y" }));
    for (const base of ["/x/y", ""]) {
      expect(await ask(`${base}/`, { port }), base).toMatchObject({ status: 200 });
      expect(await ask(`${base}/data.txt`, { port }), base).toMatchObject({ body: "data" });
      expect(await ask(`${base}/config.json`, { port }), base).toMatchObject({ status: 200 });
      expect(await ask(`${base}/healthz`, { port }), base).toMatchObject({ status: 200 });
    }
    for (const bare of ["/x/y", "/x/y?a"]) {
      const answer = await ask(bare, { port });
      expect(answer, bare).toMatchObject({ status: 308, headers: { location: "/x/y/" } });
    }
    for (const beside of ["/x/ydata.txt", "/x/z", "/x/y/../../package.json"]) {
      expect(await ask(beside, { port }), beside).toMatchObject({ status: 404 });
    }
  });

  it("has one address for each page, with or without a slash", async () => {
    fs.mkdirSync(path.join(folder, "help"));
    fs.writeFileSync(path.join(folder, "help/index.html"), "help");
    const { port } = await start(staticHandler(folder));
    for (const [address, location] of [
      ["/security/", "../security"],
      ["/help?x", "help/"],
    ]) {
      expect(await ask(address ?? "", { port }), address).toMatchObject({
        status: 308,
        headers: { location },
      });
    }
    for (const address of ["/security", "/help/", "/help/index.html"]) {
      expect(await ask(address, { port }), address).toMatchObject({ status: 200 });
    }
    expect(await ask("//example.com/help", { port })).toMatchObject({ status: 404 });
  });

  it("sends a 404 page whose references lead up from any depth", async () => {
    const other = fs.mkdtempSync(path.join(os.tmpdir(), "credence-404-"));
    fs.writeFileSync(path.join(other, "index.html"), "page");
    fs.writeFileSync(path.join(other, "404.html"), '<a href="./">home</a>');
    const { port } = await start(staticHandler(other, undefined, { basePath: "/x" }));
    for (const [address, up] of [
      ["/none", "./"],
      ["/x/none", "./"],
      ["/x/a/none", "../"],
      ["/a/b/c/", "../../../"],
    ]) {
      const body = `<a href="${up}">home</a>`;
      expect(await ask(address ?? "", { port }), address).toMatchObject({ status: 404, body });
    }
    fs.rmSync(other, { recursive: true });
  });

  it("lets an answer under way finish when it ends", async () => {
    /** @type {(response: http.ServerResponse) => void} */
    let onBegun = () => {};
    const begun = new Promise((/** @type {typeof onBegun} */ resolve) => {
      onBegun = resolve;
    });
    const slow = await start((_request, response) => {
      response.write("begun ");
      onBegun(response);
    });
    const answer = ask("/", { port: slow.port });
    const underWay = await begun;
    const stopped = slow.stop();
    // While the answer holds the port, no other program can get it and answer in its place.
    await expect(ask("/", { port: slow.port })).rejects.toThrow();
    underWay.end("and finished");
    expect((await answer).body).toBe("begun and finished");
    await stopped;
  });
});

describe("loopback", () => {
  it.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])("includes %s", (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  it.each([undefined, "", "10.0.0.1", "::ffff:10.0.0.1", "127.0.0.1.example"])(
    "excludes %s",
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );

  it.each(["localhost", "LOCALHOST:4280", "127.0.0.1:1", "[::1]:4280"])(
    "accepts Host %s",
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([undefined, "", "localhost.example", "example.com:4280", "10.0.0.1:4280", "127.0.0.1@x"])(
    "refuses Host %s",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});
