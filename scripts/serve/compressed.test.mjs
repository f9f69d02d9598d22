// Compressed answers over real sockets: which copy is chosen, and what its headers say.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compressFiles } from "../setup/compress.mjs";
import { bePatient } from "../testing/patience.mjs";
import { acceptedEncodings } from "./accepted-encodings.mjs";
import { listen } from "./listen.mjs";
import { staticHandler } from "./static-server.mjs";

bePatient();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-compressed-"));
const SCRIPT = "let credence = 'creds';\n".repeat(200);
const MISSING = `<p>${"not here ".repeat(300)}</p>`;
/** @type {import("./listen.mjs").Listening} */
let serving;

beforeAll(async () => {
  fs.mkdirSync(path.join(folder, "_next/static"), { recursive: true });
  fs.writeFileSync(path.join(folder, "_next/static/a.js"), SCRIPT);
  fs.writeFileSync(path.join(folder, "index.html"), `<p>${"page ".repeat(300)}</p>`);
  fs.writeFileSync(path.join(folder, "404.html"), MISSING);
  fs.writeFileSync(path.join(folder, "small.txt"), "small");
  await compressFiles(folder);
  serving = await listen(
    staticHandler(folder),
    { host: "127.0.0.1", port: 0 },
    { keepAliveTimeout: 600_000 },
  );
});
afterAll(async () => {
  await serving.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/**
 * Asks without a client that decodes, so the bytes are those of the wire.
 * @param {string} address
 * @param {http.OutgoingHttpHeaders} [headers]
 * @param {string} [method]
 * @returns {Promise<{status: number | undefined, headers: http.IncomingHttpHeaders, body: Buffer}>}
 */
function ask(address, headers = {}, method = "GET") {
  return new Promise((resolve, reject) => {
    http
      .request(
        { host: "127.0.0.1", port: serving.port, path: address, headers, method },
        (response) => {
          /** @type {Buffer[]} */
          const parts = [];
          response.on("data", (part) => parts.push(part));
          response.on("end", () =>
            resolve({
              status: response.statusCode,
              headers: response.headers,
              body: Buffer.concat(parts),
            }),
          );
        },
      )
      .on("error", reject)
      .end();
  });
}

const A = "/_next/static/a.js";
const accept = (/** @type {string} */ value) => ({ "Accept-Encoding": value });

it.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip", "gzip"],
  ["gzip;q=1.0, br;q=0.5", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["*", "br"],
  ["gzip;q=0, br;q=0", undefined],
  ["identity", undefined],
  ["zebra, library", undefined],
])("accepting %j gets %s", async (value, encoding) => {
  const { status, headers, body } = await ask(A, accept(value));
  expect(status).toBe(200);
  expect(headers["content-encoding"]).toBe(encoding);
  expect(headers["content-length"]).toBe(String(body.length));
  expect(headers["content-type"]).toBe("text/javascript");
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(headers.vary).toBe("Accept-Encoding");
  const text =
    encoding === "br"
      ? zlib.brotliDecompressSync(body)
      : encoding === "gzip"
        ? zlib.gunzipSync(body)
        : body;
  expect(text.toString()).toBe(SCRIPT);
  expect(body.length < SCRIPT.length).toBe(encoding !== undefined);
});

it("names each copy with its own tag, and answers 304 to that tag only", async () => {
  const tags = [];
  for (const value of ["br", "gzip", "identity"]) {
    const { headers } = await ask(A, accept(value));
    tags.push(headers.etag);
    const again = await ask(A, { ...accept(value), "If-None-Match": headers.etag ?? "" });
    expect(again).toMatchObject({ status: 304, headers: { vary: "Accept-Encoding" } });
  }
  expect(new Set(tags).size).toBe(3);
  const crossed = await ask(A, { ...accept("gzip"), "If-None-Match": tags[0] ?? "" });
  expect(crossed.status).toBe(200);
});

it("answers HEAD with the length of the copy and without a body", async () => {
  const [get, head] = [await ask("/", accept("br")), await ask("/", accept("br"), "HEAD")];
  expect(head.body.length).toBe(0);
  expect(head.headers["content-length"]).toBe(String(get.body.length));
  expect(head.headers["content-encoding"]).toBe("br");
});

it("gives a part of the copy, and the whole where the range is not a plain one", async () => {
  const whole = (await ask(A, accept("br"))).body;
  const part = await ask(A, { ...accept("br"), Range: "bytes=2-9" });
  expect(part).toMatchObject({
    status: 206,
    headers: { "content-range": `bytes 2-9/${whole.length}`, "content-encoding": "br" },
  });
  expect(part.body.equals(whole.subarray(2, 10))).toBe(true);
  for (const more of [
    { Range: "bytes=-5" },
    { Range: "bytes=9-2" },
    { Range: "bytes=0-1,3-4" },
    { Range: "bytes=0-1", "If-Range": '"other"' },
  ]) {
    const answer = await ask(A, { ...accept("br"), ...more });
    expect(answer.status, JSON.stringify(more)).toBe(200);
    expect(answer.body.equals(whole), JSON.stringify(more)).toBe(true);
  }
  expect((await ask(A, { Range: `bytes=${SCRIPT.length}-` })).status).toBe(416);
});

it("compresses the 404 page, and has no address for the copies", async () => {
  for (const address of ["/nothing", `${A}.br`, `${A}.gz`, "/index.html.br?x"]) {
    const { status, headers, body } = await ask(address, accept("br"));
    expect(status, address).toBe(404);
    expect(headers["content-encoding"]).toBe("br");
    expect(headers.vary).toBe("Accept-Encoding");
    expect(zlib.brotliDecompressSync(body).toString()).toBe(MISSING);
  }
});

it("sends a small file as it is", async () => {
  const { headers, body } = await ask("/small.txt", accept("br, gzip"));
  expect(headers["content-encoding"]).toBeUndefined();
  expect(body.toString()).toBe("small");
});

it("does not take a word for an encoding that it only contains", () => {
  expect(acceptedEncodings("x-gzip, brotli")).toEqual(["gzip"]);
  expect(acceptedEncodings("identity, gzip;q=0.1")).toEqual([]);
  expect(acceptedEncodings(undefined)).toEqual([]);
});
