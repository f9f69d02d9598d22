// Fetching an archive, with a real nats-server in a real archive behind a local address: kept when
// its digest is the pinned one, refused before unpacking when it is not; then found in the cache.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bePatient } from "../../testing/patience.mjs";
import { binaryName, fromCache } from "./cache.mjs";
import { natsServerForTests } from "./for-tests.mjs";
import { fetchArchive } from "./from-release.mjs";

bePatient();

const real = await natsServerForTests();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-release-"));
const archive = { folder: "nats-server-v0-test", file: "nats-server-v0-test.tar.gz", url: "" };
const quiet = { update: () => {} };
const server = http.createServer((request, response) => {
  if (request.url !== `/${archive.file}`) {
    response.writeHead(404).end();
    return;
  }
  fs.createReadStream(path.join(folder, archive.file)).pipe(response);
});
let sha256 = "";

beforeAll(async () => {
  vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache"));
  vi.stubEnv("LOCALAPPDATA", path.join(folder, "cache"));
  const inside = path.join(folder, archive.folder);
  fs.mkdirSync(inside);
  fs.copyFileSync(real.path, path.join(inside, binaryName));
  execFileSync("tar", ["-czf", path.join(folder, archive.file), "-C", folder, archive.folder]);
  const bytes = fs.readFileSync(path.join(folder, archive.file));
  sha256 = createHash("sha256").update(bytes).digest("hex");
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  archive.url = `http://127.0.0.1:${port}/${archive.file}`;
});
afterAll(() => {
  server.close();
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("release archive", () => {
  it("is refused when it is not the pinned one", async () => {
    const fetched = await fetchArchive(archive, "0".repeat(64), quiet);
    expect(fetched).toEqual({
      ok: false,
      reason: `${archive.file} is not the pinned archive (its SHA-256 is ${sha256})`,
    });
    expect(await fromCache()).toBeUndefined();
  });

  it("says so when it cannot be had", async () => {
    const fetched = await fetchArchive({ ...archive, url: `${archive.url}x` }, sha256, quiet);
    expect(fetched).toEqual({
      ok: false,
      reason: `${archive.file} could not be fetched: the server answered 404`,
    });
  });

  it("is unpacked, tried and kept when it is", async () => {
    const fetched = await fetchArchive(archive, sha256, quiet);
    expect(fetched).toMatchObject({ ok: true, version: real.version });
    expect(await fromCache()).toEqual({
      path: fetched.ok ? fetched.path : "",
      version: real.version,
    });
  });

  it("leaves no work folder behind", () => {
    const left = fs.readdirSync(path.join(folder, "cache"), { recursive: true, encoding: "utf8" });
    expect(left.filter((name) => path.basename(name).startsWith("work-"))).toEqual([]);
  });
});

describe("cache", () => {
  it("passes over a newer one that no longer runs", async () => {
    const kept = await fromCache();
    const broken = path.join(path.dirname(path.dirname(kept?.path ?? "")), "99.0.0", binaryName);
    fs.mkdirSync(path.dirname(broken));
    fs.writeFileSync(broken, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    expect(await fromCache()).toEqual(kept);
  });
});
