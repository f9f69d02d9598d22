// `npm run serve` as a process, as a container and a systemd unit run it. With a broken config.json nothing
// starts; with a good one it serves, logs, and ends cleanly.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, it } from "vitest";
import { addressOf, killAll, runScript, waitForOutput } from "./setup/testing/run-script.mjs";
import { bePatient } from "./testing/patience.mjs";

bePatient();

const SERVE = fileURLToPath(new URL("./serve.mjs", import.meta.url));
const HEALTH = fileURLToPath(new URL("./serve/health.mjs", import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-serve-"));
fs.writeFileSync(path.join(folder, "index.html"), "<p>dashboard</p>");
const config = path.join(folder, "config.json");

afterEach(killAll);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const serve = (/** @type {string[]} */ ...args) =>
  runScript(SERVE, ["--out", folder, "--config", config, "--port", "0", ...args]);

it("starts nothing with a broken config.json, and names every field", async () => {
  fs.writeFileSync(config, '{"locked": "yes", "servers": [{"name": "a", "address": "nats://a"}]}');
  const run = serve();
  expect(await run.ended).toBe(1);
  expect(run.output).toContain("Nothing was started");
  expect(run.output).toContain("locked: must be true or false");
  expect(run.output).toContain("servers[0].address: must be a WebSocket address");
  expect(run.output).not.toContain("dashboard ");
});

it("starts no bridge on an open host that does not say which pages may use it", async () => {
  fs.writeFileSync(config, '{"bridge": {"targets": {"a": {"host": "10.0.0.1"}}}}');
  const run = serve("--host", "0.0.0.0");
  expect(await run.ended).toBe(1);
  expect(run.output).toContain("bridge.origins must list");
});

it("serves, logs, is healthy, and ends on SIGTERM", async () => {
  fs.writeFileSync(config, '{"servers": [{"name": "a", "address": "wss://a"}], "locked": true}');
  const run = serve();
  const address = await addressOf(run);
  expect(run.output).toContain("1 server, locked to them, no bridge");
  expect(run.output).not.toContain("without TLS");
  expect(await (await fetch(`${address}/?secret=1`)).text()).toBe("<p>dashboard</p>");
  const health = runScript(HEALTH, [], { PORT: new URL(address).port });
  expect(await health.ended).toBe(0);
  await waitForOutput(run, / GET \/ 200 16 \d+ms\n/);
  expect(run.output).not.toContain("secret");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(143);
  expect(await runScript(HEALTH, [], { PORT: new URL(address).port }).ended).toBe(1);
});

it("warns when it is opened to the network", async () => {
  fs.writeFileSync(config, "{}");
  const run = serve("--host", "0.0.0.0", "--no-log");
  await addressOf(run);
  expect(run.output).toContain("open to the network on 0.0.0.0, without TLS");
});
