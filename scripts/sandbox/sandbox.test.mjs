// The sandbox on a real nats-server: the server answers each sample as its line says, the rights are as
// described, the demo subjects carry messages, and the identities stay the same across starts.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { natsServerForTests } from "../setup/nats-server/for-tests.mjs";
import { leasePort } from "../setup/testing/ports.mjs";
import { bePatient, PATIENCE_MS } from "../testing/patience.mjs";
import { claimFolder } from "./claim.mjs";
import { connectNats } from "./client.mjs";
import { claimsOf } from "./identities.mjs";
import { closedShift, makeSamples } from "./samples.mjs";
import { startSandbox } from "./sandbox.mjs";
import { openKeyStore } from "./state.mjs";
import { makeTrust } from "./trust.mjs";

bePatient();

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-sandbox-"));
const trial = path.join(dir, "trial");
const expected = await makeSamples(await makeTrust(openKeyStore(trial)), openKeyStore(trial));

/** @type {import("./sandbox.mjs").Sandbox} */
let sandbox;
beforeAll(async () => {
  const binary = await natsServerForTests();
  sandbox = await startSandbox(binary, { dir, wsPort: -1, clientPort: -1 });
});
afterAll(async () => {
  await sandbox.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** @param {string} file */
function credsOf(file) {
  const lines = fs.readFileSync(path.join(sandbox.folder, file), "utf8").split(/\r?\n/);
  const [jwt = "", seed = ""] = lines.filter((text) => /^(ey|SU)/.test(text));
  return { jwt, seed };
}

/** @param {string} file */
const connect = (file) =>
  connectNats(sandbox.server.wsUrl, credsOf(file), { reconnect: false, timeout: PATIENCE_MS });

/** nats.ws itself waits a second for a reply. */
const patient = { timeout: PATIENCE_MS };

/**
 * @param {import("nats.ws").NatsConnection} nc
 * @returns {Promise<string>} the next error the server sends about this connection's rights
 */
async function nextViolation(nc) {
  for await (const status of nc.status()) {
    if (status.permissionContext)
      return `${status.permissionContext.operation} ${status.permissionContext.subject}`;
  }
  return "closed";
}

describe("samples", () => {
  it("has every case once, each with a title and a line", () => {
    expect(sandbox.samples.map(({ file }) => file)).toEqual(expected.map(({ file }) => file));
    expect(sandbox.samples.length).toBeGreaterThanOrEqual(18);
    for (const { title, shows } of [...sandbox.samples, ...sandbox.trust]) {
      expect(title).toMatch(/^\S.*\S$/);
      expect(shows).toMatch(/^[A-Z].*\.$/);
    }
    expect(new Set(sandbox.samples.map(({ title }) => title)).size).toBe(sandbox.samples.length);
  });

  it.each(expected.map(({ file, outcome }) => [file, outcome]))(
    "%s is %s",
    async (file, outcome) => {
      const attempt = connect(file ?? "");
      if (outcome === "refused") {
        await expect(attempt).rejects.toMatchObject({ code: "AUTHORIZATION_VIOLATION" });
      } else {
        const nc = await attempt;
        await nc.flush();
        await nc.close();
      }
    },
  );

  it("lets the narrow user do only what its rules allow", async () => {
    const nc = await connect("svc-fulfilment-eu.creds");
    let violation = nextViolation(nc);
    nc.publish("orders.eu.audit.1");
    expect(await violation).toBe("publish orders.eu.audit.1");
    violation = nextViolation(nc);
    nc.subscribe("orders.us.created", { callback: () => {} });
    expect(await violation).toBe("subscription orders.us.created");
    const received = new Promise((resolve) => {
      nc.subscribe("orders.us.>", {
        queue: "workers",
        callback: (_error, m) => resolve(m.subject),
      });
    });
    expect(await received).toMatch(/^orders\.us\./);
    await nc.close();
  });

  it("lets the responder answer and publish nothing else", async () => {
    const responder = await connect("svc-stock.creds");
    responder.subscribe("stock.check", { callback: (_error, m) => m.respond("7 left") });
    await responder.flush();
    const asker = await connect("svc-orders.creds");
    expect((await asker.request("stock.check", "lamp", patient)).string()).toBe("7 left");
    const violation = nextViolation(responder);
    responder.publish("orders.eu.created");
    expect(await violation).toBe("publish orders.eu.created");
    await Promise.all([responder.close(), asker.close()]);
  });

  it("gives the scoped user its template's subjects", async () => {
    const nc = await connect("sensor-17.creds");
    const violation = nextViolation(nc);
    nc.publish("devices.sensor-17.temperature", "21");
    nc.publish("devices.sensor-18.temperature", "21");
    expect(await violation).toBe("publish devices.sensor-18.temperature");
    await nc.close();
  });

  it("writes the files as their lines say", async () => {
    const left = () => claimsOf(credsOf("job-nightly.creds").jwt)["exp"] - Date.now() / 1000;
    // Once a minute the file is due for renewal and not yet renewed.
    await expect.poll(left, { timeout: PATIENCE_MS }).toBeGreaterThan(540);
    expect(left()).toBeLessThanOrEqual(600);
    expect(fs.readFileSync(path.join(sandbox.folder, "svc-windows.creds"), "utf8")).not.toMatch(
      /[^\r]\n/,
    );
    expect(claimsOf(credsOf("svc-legacy.creds").jwt)["type"]).toBe("user");
    for (const { file } of sandbox.trust) {
      const jwt = fs.readFileSync(path.join(sandbox.folder, file), "utf8").trim();
      expect(claimsOf(jwt)["nats"]["type"]).toMatch(/^(operator|account)$/);
    }
  });
});

describe("time window", () => {
  it("is closed at every hour of the day, by two hours at least", () => {
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      const { start, end } = closedShift(minute * 60);
      const from = Number(start.slice(0, 2)) * 60;
      const to = Number(end.slice(0, 2)) * 60;
      const until = (from - minute + 1440) % 1440;
      const since = (minute - to + 1440) % 1440;
      expect(Math.min(until, since)).toBeGreaterThanOrEqual(120);
    }
  });
});

describe("demo subjects", () => {
  it("carry JSON with headers, text and binary within seconds", async () => {
    const nc = await connect("svc-orders.creds");
    /** @type {Map<string, import("nats.ws").Msg>} */
    const seen = new Map();
    nc.subscribe("orders.*.created", { callback: (_error, m) => seen.set(m.subject, m) });
    nc.subscribe("demo.>", { callback: (_error, m) => seen.set(m.subject, m) });
    const wanted = ["orders.eu.created", "orders.us.created", "demo.text", "demo.binary"];
    await expect
      .poll(() => wanted.every((subject) => seen.has(subject)), { timeout: PATIENCE_MS })
      .toBe(true);
    expect(seen.get("orders.eu.created")?.json()).toMatchObject({ region: "eu" });
    expect(seen.get("orders.eu.created")?.headers?.get("Content-Type")).toBe("application/json");
    expect(seen.get("demo.binary")?.data.slice(0, 4)).toEqual(
      new Uint8Array([0xc0, 0xff, 0xee, 0]),
    );
    await nc.close();
  });

  it("are stored, with a mirror, consumers, a bucket and an object store", async () => {
    const nc = await connect("svc-orders.creds");
    const manager = await nc.jetstreamManager(patient);
    const count = async (/** @type {string} */ name) => (await manager.streams.info(name)).state;
    await expect
      .poll(async () => (await count("ORDERS_COPY")).messages, { timeout: PATIENCE_MS })
      .toBeGreaterThan(0);
    expect((await count("ORDERS")).consumer_count).toBe(5);
    const infoOf = (/** @type {string} */ name) => manager.consumers.info("ORDERS", name);
    const acks = async () => (await infoOf("billing")).num_ack_pending;
    await expect.poll(acks, { timeout: PATIENCE_MS }).toBeGreaterThan(0);
    expect(await infoOf("search-index")).toMatchObject({ paused: true });
    expect((await infoOf("packing")).config).toMatchObject({ priority_groups: ["warehouse"] });
    expect((await infoOf("audit")).push_bound ?? false).toBe(false);
    const sessions = await nc.jetstream(patient).views.kv("sessions", { bindOnly: true });
    const session = async () => (await sessions.get("ada"))?.operation;
    await expect.poll(session, { timeout: PATIENCE_MS }).toBe("PUT");
    expect((await manager.streams.info("KV_sessions")).config).toMatchObject({
      subject_delete_marker_ttl: 20e9,
    });
    const bucket = await nc.jetstream(patient).views.kv("config", { bindOnly: true });
    expect((await bucket.get("feature.old"))?.operation).toBe("DEL");
    const store = await nc.jetstream(patient).views.os("reports");
    expect((await store.info("readme.txt"))?.size).toBe(20);
    await nc.close();
  });

  it("answer requests: the echo and the service", async () => {
    const nc = await connect("svc-orders.creds");
    expect((await nc.request("demo.echo", "hello", patient)).string()).toBe("hello");
    const price = await nc.request("pricing.quote", '{"article":"lamp","quantity":2}', patient);
    expect(price.json()).toEqual({ article: "lamp", quantity: 2, price: 25, currency: "EUR" });
    const refused = await nc.request("pricing.quote", "{}", patient);
    expect(refused.headers?.get("Nats-Service-Error-Code")).toBe("400");
    const info = await nc.request("$SRV.INFO.pricing", undefined, patient);
    expect(info.json()).toMatchObject({ name: "pricing", version: "1.2.0" });
    const stats = await nc.request("$SRV.STATS.pricing", undefined, patient);
    const [endpoint] = stats.json().endpoints;
    expect(endpoint.last_error).toContain("article is one of");
    expect(endpoint.num_errors).toBeGreaterThan(1);
    expect(endpoint.num_requests).toBeGreaterThan(endpoint.num_errors);
    expect(endpoint.average_processing_time).toBeGreaterThan(1e6);
    await nc.close();
  });
});

describe("state", () => {
  it("keeps its identities across starts, for this user alone", async () => {
    const before = fs.readFileSync(path.join(dir, "keys.json"), "utf8");
    const user = claimsOf(credsOf("svc-orders.creds").jwt)["sub"];
    await sandbox.stop();
    sandbox = await startSandbox(await natsServerForTests(), { dir, wsPort: -1, clientPort: -1 });
    expect(fs.readFileSync(path.join(dir, "keys.json"), "utf8")).toBe(before);
    expect(claimsOf(credsOf("svc-orders.creds").jwt)["sub"]).toBe(user);
    if (process.platform !== "win32") {
      expect(fs.statSync(path.join(dir, "keys.json")).mode & 0o077).toBe(0);
    }
  });

  it("takes over the folder of a process that has ended, and of no other", async () => {
    const base = path.join(dir, "claimed");
    const { pid } = spawnSync(process.execPath, ["--version"]);
    fs.mkdirSync(base);
    fs.writeFileSync(path.join(base, "owner"), String(pid));
    const first = claimFolder(base);
    const second = claimFolder(base);
    expect([first.dir, second.dir]).toEqual([base, `${base}-2`]);
    expect(fs.readdirSync(base)).toEqual(["owner"]);
    first.release();
    expect(claimFolder(base).dir).toBe(base);
  });

  it("starts twice at the same time, when both found the same ports free", async () => {
    const binary = await natsServerForTests();
    const ports = { wsPort: await leasePort(), clientPort: await leasePort() };
    const both = await Promise.all(
      ["one", "other"].map((name) => startSandbox(binary, { dir: path.join(dir, name), ...ports })),
    );
    const [one, other] = both.map(({ server }) => server.wsUrl);
    expect(one).not.toBe(other);
    await Promise.all(both.map(({ stop }) => stop()));
  });

  it("gives a second sandbox of the same clone another folder", async () => {
    const second = await startSandbox(await natsServerForTests(), {
      dir,
      wsPort: -1,
      clientPort: -1,
    });
    expect(second.folder.startsWith(`${dir}-2`)).toBe(true);
    await second.stop();
    fs.rmSync(`${dir}-2`, { recursive: true, force: true });
  });
});
