// What the server tells those who run it: its log in both forms and its metrics, of real requests and of real
// connections of the bridge to a real nats-server. Nothing in them is a query string, a login or a payload.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { visit } from "../../bridge/testing/bridge-rig.mjs";
import { makeNatsWorld } from "../../bridge/testing/nats-world.mjs";
import { checkConfig } from "../../config/load-config.mjs";
import { connectNats } from "../../sandbox/client.mjs";
import { rootDir } from "../../setup/paths.mjs";
import { bePatient, PATIENCE_MS, until } from "../../testing/patience.mjs";
import { listen } from "../listen.mjs";
import { runSite } from "../run-site.mjs";
import { createCounter, exposition } from "./counters.mjs";
import { siteLog } from "./log.mjs";

bePatient();

const ORIGIN = "https://credence.example.com";
const SUBJECT = "secret.subject";
const PAYLOAD = "a private payload";
const JWT = `eyJ0eXAiOiJKV1QifQ.${"e".repeat(40)}.${"s".repeat(40)}`;
const SEED = `SUA${"A".repeat(55)}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-observe-"));
fs.writeFileSync(path.join(folder, "index.html"), "<p>page</p>");

/** @type {Awaited<ReturnType<typeof makeNatsWorld>>} */
let world;
/** @type {import("../listen.mjs").Listening} */
let site;
let said = "";
let metricsUrl = "";
const write = process.stdout.write.bind(process.stdout);

beforeAll(async () => {
  world = await makeNatsWorld();
  const { clientUrl } = await world.serve();
  const { hostname: host, port } = new URL(clientUrl);
  const checked = checkConfig(
    JSON.stringify({
      bridge: {
        origins: [ORIGIN],
        targets: {
          orders: { host, port: Number(port), tls: "auto" },
          nothing: { host: "127.0.0.1", port: 1 },
        },
      },
    }),
  );
  if (!checked.ok) throw new Error(checked.problems.join());
  process.stdout.write = (/** @type {any} */ text) => {
    said += text;
    return true;
  };
  site = await runSite({
    folder,
    host: "127.0.0.1",
    port: 0,
    config: checked.config,
    configFile: null,
    log: true,
    logFormat: "json",
    metrics: { host: "127.0.0.1", port: 0 },
  });
  metricsUrl = linesOf("server").find(({ name }) => name === "metrics")?.detail ?? "";
});
afterAll(async () => {
  await site.stop();
  process.stdout.write = write;
  await world.end();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** @param {string} event */
const linesOf = (event) =>
  said
    .split("\n")
    .filter(Boolean)
    .map((text) => JSON.parse(text))
    .filter((entry) => entry.event === event);

const scrape = async () => (await fetch(metricsUrl)).text();
/** @param {string} series */
const numberOf = async (series) => {
  const found = (await scrape()).split("\n").find((text) => text.startsWith(`${series} `));
  return found === undefined ? undefined : Number(found.slice(series.length + 1));
};

describe("a running instance", () => {
  it("counts and logs answers", async () => {
    await fetch(`${site.url}/?token=${JWT}`);
    await fetch(`${site.url}/${JWT}/${SEED}`, { method: "HEAD" });
    await fetch(site.url, { method: "POST", body: PAYLOAD });
    await until(() => linesOf("request").length === 3, "three answers in the log");
    expect(linesOf("request")[0]).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: "request",
      address: "127.0.0.1",
      method: "GET",
      path: "/",
      status: 200,
      bytes: 11,
      ms: expect.any(Number),
    });
    expect(linesOf("request")[1]).toMatchObject({ path: "/[secret]/[secret]", status: 404 });
    expect(await numberOf('credence_http_requests_total{method="GET",code="200"}')).toBe(1);
    expect(await numberOf('credence_http_requests_total{method="HEAD",code="404"}')).toBe(1);
    expect(await numberOf('credence_http_requests_total{method="other",code="405"}')).toBe(1);
    expect(await numberOf("credence_http_response_bytes_total")).toBe(11);
  });

  it("counts the bridge's connections, refusals, failures and bytes", async () => {
    const bridge = `${site.url.replace("http", "ws")}/bridge`;
    const nc = await connectNats(`${bridge}/orders?jwt=${JWT}`, await world.user(), {
      webSocket: { origin: ORIGIN },
      timeout: PATIENCE_MS,
    });
    nc.publish(SUBJECT, PAYLOAD.repeat(1000));
    await nc.flush();
    expect(await numberOf('credence_bridge_connections{target="orders"}')).toBe(1);
    expect(await numberOf('credence_bridge_connections{target="nothing"}')).toBe(0);
    const sent = 'credence_bridge_bytes_total{target="orders",direction="from_page"}';
    const whileOpen = (await numberOf(sent)) ?? 0;
    expect(whileOpen).toBeGreaterThan(PAYLOAD.length * 1000);
    await nc.close();
    await until(() => linesOf("bridge").length === 1, "the connection in the log");
    expect(await numberOf('credence_bridge_connections{target="orders"}')).toBe(0);
    expect(await numberOf(sent)).toBeGreaterThanOrEqual(whileOpen);
    expect(await numberOf('credence_bridge_ended_total{target="orders",reason="closed"}')).toBe(1);
    expect(linesOf("bridge")[0]).toMatchObject({
      address: "127.0.0.1",
      target: "orders",
      end: "closed",
      fromPage: await numberOf(sent),
    });

    for (const [name, origin, reason] of [
      ["orders", "https://attacker.example", "origin"],
      [`x-${SEED}`, ORIGIN, "unknown-target"],
      ["nothing", ORIGIN, "upstream-refused"],
    ]) {
      const { closed } = visit(`${bridge}/${name}`, { origin });
      expect((await closed).reason).toContain(`bridge/${reason}`);
    }
    await until(() => linesOf("bridge").length === 4, "three more connections in the log");
    expect(await numberOf('credence_bridge_refused_total{reason="origin"}')).toBe(1);
    expect(await numberOf('credence_bridge_refused_total{reason="unknown-target"}')).toBe(1);
    expect(
      await numberOf(
        'credence_bridge_upstream_failures_total{target="nothing",reason="upstream-refused"}',
      ),
    ).toBe(1);
  });

  it("tells nothing of what passed, and no host or port of a target", async () => {
    const all = said + (await scrape());
    for (const secret of [JWT, JWT.slice(0, 12), SEED, PAYLOAD, SUBJECT, "?", "attacker"]) {
      expect(all).not.toContain(secret);
    }
    expect(await scrape()).not.toMatch(/127\.0\.0\.1|localhost/);
  });

  it("has every number that the Grafana dashboard and the list in docs name, and no other", async () => {
    const names = [...(await scrape()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    const read = (/** @type {string} */ file) =>
      fs.readFileSync(path.join(rootDir, file), "utf8").match(/\b(?:credence|process)_[a-z_]+\b/g);
    const listed = new Set(read("docs/operate.md"));
    expect([...listed].sort()).toEqual([...names].sort());
    const shown = new Set(read("deploy/grafana-dashboard.json"));
    expect([...shown].filter((name) => !listed.has(name))).toEqual([]);
    expect(shown.size).toBeGreaterThan(7);
  });

  it("answers /metrics on its own port only, and under its own name only", async () => {
    expect((await fetch(`${site.url}/metrics`)).status).toBe(404);
    expect((await fetch(metricsUrl)).headers.get("Content-Type")).toContain("version=0.0.4");
    expect((await fetch(new URL("/", metricsUrl))).status).toBe(404);
    expect((await fetch(metricsUrl, { method: "POST" })).status).toBe(404);
  });

  it("does not start where the metrics' port is taken", async () => {
    const taken = await listen((_, response) => response.end(), { host: "127.0.0.1", port: 0 });
    const checked = checkConfig("{}");
    if (!checked.ok) throw new Error();
    const start = runSite({
      folder,
      host: "127.0.0.1",
      port: 0,
      config: checked.config,
      configFile: null,
      log: false,
      metrics: { host: "127.0.0.1", port: taken.port },
    });
    await expect(start).rejects.toThrow(`port ${taken.port} for the metrics is taken`);
    await taken.stop();
  });
});

it("a log for people has one line for each answer and each connection", () => {
  const lines = /** @type {string[]} */ ([]);
  const log = siteLog("text", true, (text) => lines.push(text));
  log.answer({ address: "::1", method: "GET", path: "/a", status: 200, bytes: null, ms: 3 });
  log.bridge({
    target: "",
    address: "::1",
    end: "bridge/origin",
    elapsedMs: 1.4,
    fromPage: 0,
    toPage: 0,
  });
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z ::1 GET \/a 200 - 3ms\n$/);
  expect(lines[1]).toMatch(/Z ::1 BRIDGE - bridge\/origin 1ms\n$/);
  const none = siteLog("text", false, (text) => lines.push(text));
  none.answer({ address: "::1", method: "GET", path: "/a", status: 200, bytes: 1, ms: 3 });
  expect(lines).toHaveLength(2);
});

it("numbers are written as Prometheus reads them", () => {
  const counter = createCounter();
  counter.add({ name: 'a"\\\n' }, 2);
  counter.add({ name: 'a"\\\n' });
  const text = exposition([
    { name: "x_total", type: "counter", help: "X.", samples: counter.samples() },
  ]);
  expect(text).toBe('# HELP x_total X.\n# TYPE x_total counter\nx_total{name="a\\"\\\\\\n"} 3\n');
});
