// `npm start` as a process: its output and answers. Nothing that it started outlives it, neither after
// Ctrl-C nor after a kill that it cannot handle.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOr } from "./setup/digest.mjs";
import { natsServerForTests } from "./setup/nats-server/for-tests.mjs";
import { addressOf, killAll, runScript } from "./setup/testing/run-script.mjs";
import { bePatient, PATIENCE_MS } from "./testing/patience.mjs";

bePatient();

const START = fileURLToPath(new URL("./start.mjs", import.meta.url));
const { path: natsServer, version } = await natsServerForTests();

let folder = "";

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-start-"));
  fs.mkdirSync(path.join(folder, "out"));
  fs.writeFileSync(path.join(folder, "out", "index.html"), "<p>dashboard</p>");
});
afterEach(async () => {
  await killAll();
  // A nats-server that still writes into the folder would keep it from being removed.
  await expect.poll(findLeftOver, { timeout: PATIENCE_MS }).toEqual([]);
  fs.rmSync(folder, { recursive: true, force: true });
});

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function start(args, env = {}) {
  return runScript(START, args, {
    NATS_SERVER: natsServer,
    CREDENCE_SANDBOX: path.join(folder, "sandbox"),
    ...env,
  });
}

/**
 * @param {string} address
 * @returns {Promise<any>} the server's answer; the test checks its shape
 */
async function fetchJson(address) {
  return (await fetch(address)).json();
}

/** Finds processes that were started for this test's folder, by their command line. */
function findLeftOver() {
  return processes().filter((text) => text.includes(path.join(folder, "sandbox", "server")));
}

/** Each as "PID COMMAND LINE". A small Linux has no ps, and every Linux has /proc. */
function processes() {
  if (process.platform !== "linux") {
    return execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  }
  const ids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.map((id) => `${id} ${readOr(`/proc/${id}/cmdline`).replaceAll("\0", " ")}`);
}

describe("npm start", () => {
  it("serves the page and the sandbox, prints the address last, and leaves nothing on Ctrl-C", async () => {
    const run = start(["--out", path.join(folder, "out"), "--port", "0"]);
    const address = await addressOf(run);
    expect(run.output.trimEnd().split("\n").at(-1)).toContain(address);
    expect(run.output).toContain(version);
    expect(run.output).toContain(natsServer);
    expect(run.output).toContain(path.join(folder, "sandbox", "samples"));

    expect(await (await fetch(address)).text()).toBe("<p>dashboard</p>");
    const sandbox = await fetchJson(`${address}/sandbox.json`);
    expect(sandbox).toMatchObject({ version, folder: path.join(folder, "sandbox", "samples") });
    expect(sandbox.server).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.clientUrl).toMatch(/^nats:\/\/127\.0\.0\.1:\d+$/);
    for (const { file, url } of [...sandbox.samples, ...sandbox.trust]) {
      const text = await (await fetch(address + url)).text();
      expect(text).toBe(fs.readFileSync(path.join(sandbox.folder, file), "utf8"));
    }
    expect((await fetch(`${address}/sandbox/keys.json`)).status).toBe(404);

    expect(findLeftOver().length).toBeGreaterThan(0);
    run.child.kill("SIGINT");
    expect(await run.ended).toBe(130);
    expect(findLeftOver()).toEqual([]);
  });

  it("leaves no nats-server when it is killed outright", async () => {
    const run = start(["--out", path.join(folder, "out"), "--port", "0"]);
    await addressOf(run);
    run.child.kill("SIGKILL");
    await run.ended;
    await expect.poll(findLeftOver, { timeout: PATIENCE_MS }).toEqual([]);
  });

  it("no longer offers a sandbox whose nats-server has ended", async () => {
    const run = start(["--out", path.join(folder, "out"), "--port", "0"]);
    const address = await addressOf(run);
    const [server] = findLeftOver().filter((text) => !text.includes("guard.mjs"));
    process.kill(Number(server?.trim().split(" ")[0]), "SIGKILL");
    await expect
      .poll(() => fetchJson(`${address}/sandbox.json`), { timeout: PATIENCE_MS })
      .toEqual({ missing: expect.stringContaining("has ended"), howTo: expect.any(String) });
    expect((await fetch(`${address}/sandbox/svc-orders.creds`)).status).toBe(404);
    run.child.kill("SIGINT");
    expect(await run.ended).toBe(130);
  });

  it("starts without a sandbox when asked, and does not mention one", async () => {
    const run = start(["--out", path.join(folder, "out"), "--port", "0", "--no-sandbox"]);
    const address = await addressOf(run);
    expect(run.output).not.toContain("sandbox");
    expect((await fetch(`${address}/sandbox.json`)).status).toBe(404);
    expect(findLeftOver()).toEqual([]);
  });

  it("starts without a nats-server too, and says what is missing", async () => {
    const env = { NATS_SERVER: path.join(folder, "none") };
    const run = start(["--out", path.join(folder, "out"), "--port", "0"], env);
    const address = await addressOf(run);
    const answer = await fetchJson(`${address}/sandbox.json`);
    expect(answer).toEqual({
      missing: expect.stringContaining(path.join(folder, "none")),
      howTo: expect.stringContaining("NATS_SERVER"),
    });
    expect(run.output).toContain(answer.missing);
  });

  it("warns when it is opened to the network", async () => {
    const run = start(["--out", path.join(folder, "out"), "--port", "0", "--host", "0.0.0.0"]);
    const address = await addressOf(run);
    expect(run.output).toContain("without TLS");
    const port = new URL(address).port;
    expect((await fetch(`http://127.0.0.1:${port}/sandbox.json`)).status).toBe(200);
  });

  const other = Object.values(os.networkInterfaces())
    .flat()
    .find((entry) => entry?.family === "IPv4" && !entry.internal);
  it.skipIf(other === undefined)("hides the sandbox from an address of the network", async () => {
    const run = start(["--out", path.join(folder, "out"), "--port", "0", "--host", "0.0.0.0"]);
    const port = new URL(await addressOf(run)).port;
    expect((await fetch(`http://127.0.0.1:${port}/sandbox.json`)).status).toBe(200);
    expect((await fetch(`http://${other?.address}:${port}/sandbox.json`)).status).toBe(404);
  });

  it("refuses an unknown option and a folder without an export", async () => {
    const unknown = start(["--sandboxed"]);
    expect(await unknown.ended).toBe(2);
    expect(unknown.output).toContain("Unknown option --sandboxed");
    const empty = start(["--out", folder]);
    expect(await empty.ended).toBe(1);
    expect(empty.output).toContain("no index.html");
  });
});
