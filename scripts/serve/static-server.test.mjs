// The static server over real sockets: methods, 404, caching, and who may see the sandbox.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen } from "./listen.mjs";
import { isLoopbackAddress, isLoopbackHost } from "./loopback.mjs";
import { staticHandler } from "./static-server.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-serve-"));
/** @type {import("./listen.mjs").Listening} */
let serving;

beforeAll(async () => {
  const chunks = path.join(folder, "_next/static/chunks");
  fs.mkdirSync(chunks, { recursive: true });
  fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");
  fs.writeFileSync(path.join(folder, "404.html"), "<p>not here</p>");
  fs.writeFileSync(path.join(chunks, "a.js"), "1");
  const sandbox = { missing: "No nats-server.", howTo: "Install one." };
  serving = await listen(staticHandler(folder, sandbox), { host: "localhost", port: 0 });
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

  it("tells this machine alone what became of the sandbox", async () => {
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

describe("loopback", () => {
  it.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])("knows %s", (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  it.each([undefined, "", "10.0.0.1", "::ffff:10.0.0.1", "127.0.0.1.example"])(
    "knows %s is not",
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
