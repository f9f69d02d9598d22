// The bridge in front of real nats-servers without a WebSocket listener, and of other programs: which
// connections it relays, what a page sees of INFO, and the reason that every other connection gets.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectNats } from "../sandbox/client.mjs";
import { natsServerForTests } from "../setup/nats-server/for-tests.mjs";
import { compareVersions } from "../setup/nats-server/version.mjs";
import { bePatient, PATIENCE_MS, until } from "../testing/patience.mjs";
import { readInfo } from "./info.mjs";
import { ORIGIN, startBridge, targetOf, visit } from "./testing/bridge-rig.mjs";
import { makeAuthority } from "./testing/certificates.mjs";
import { makeNatsWorld } from "./testing/nats-world.mjs";

/** @typedef {Awaited<ReturnType<typeof makeNatsWorld>>} World */
/** @typedef {Awaited<ReturnType<typeof startBridge>>} Rig */

bePatient();

const own = makeAuthority("Own CA");
const foreign = makeAuthority("Foreign CA");
const forServer = own.issue({ name: "nats", hosts: ["nats.test"], addresses: ["127.0.0.1"] });
const forClient = own.issue({ name: "bridge" });
const { version } = await natsServerForTests();
/** handshake_first: nats-server 2.10.4 and newer. */
const hasTlsFirst = compareVersions(version, "2.10.4") >= 0;

/** @type {World} */
let world;
/** @type {Rig} */
let rig;

beforeAll(async () => {
  world = await makeNatsWorld();
  const plain = await world.serve();
  const tls = await world.serve({ tls: forServer });
  const mutual = await world.serve({ tls: { ...forServer, clientCa: own.ca } });
  const expired = await world.serve({
    tls: own.issue({ name: "old", addresses: ["127.0.0.1"], isExpired: true }),
  });
  const ca = own.ca;
  rig = await startBridge({
    plain: targetOf({ url: plain.clientUrl }),
    tls: targetOf({ url: tls.clientUrl, ca }),
    named: targetOf({ url: tls.clientUrl, ca, serverName: "nats.test" }),
    mutual: targetOf({ url: mutual.clientUrl, ca, ...forClient }),
    "other-name": targetOf({ url: tls.clientUrl, ca, serverName: "other.test" }),
    "other-ca": targetOf({ url: tls.clientUrl, ca: foreign.ca }),
    "no-ca": targetOf({ url: tls.clientUrl }),
    expired: targetOf({ url: expired.clientUrl, ca }),
    "tls-wanted": targetOf({ url: plain.clientUrl, ca, tls: "required" }),
    "no-client-cert": targetOf({ url: mutual.clientUrl, ca }),
    "foreign-client-cert": targetOf({
      url: mutual.clientUrl,
      ca,
      ...foreign.issue({ name: "bridge" }),
    }),
    nothing: targetOf({ url: "nats://127.0.0.1:1" }),
    // This is no valid name, so the system refuses it without asking a name server that may be slow or silent.
    "no-such-name": targetOf({ url: "nats://no..such:4222" }),
    http: targetOf({ url: plain.monitorUrl }),
    talkative: targetOf({
      url: await world.startTcpServer((socket) => socket.write("SSH-2.0-x\r\n")),
    }),
    endless: targetOf({
      url: await world.startTcpServer((socket) => socket.write(`INFO {"x":"${"x".repeat(80_000)}`)),
    }),
    "hangs-up": targetOf({ url: await world.startTcpServer((socket) => socket.end()) }),
    "more-than-info": targetOf({
      url: await world.startTcpServer((socket) =>
        socket.write('INFO {"tls_required":true}\r\nPING\r\n'),
      ),
      ca,
    }),
  });
});
afterAll(async () => {
  await rig.stop();
  await world.end();
});

/** @param {string} name */
const connect = async (name) =>
  connectNats(rig.url(name), await world.user(), {
    webSocket: { origin: ORIGIN },
    timeout: PATIENCE_MS,
  });

describe("through the bridge", () => {
  it.each(["plain", "tls", "named", "mutual"])(
    "creds are accepted and messages flow: %s",
    async (name) => {
      const nc = await connect(name);
      const sub = nc.subscribe("t.>", { max: 3 });
      nc.publish("t.one", "1");
      nc.publish("t.large", new Uint8Array(700_000));
      nc.publish("t.last", "3");
      const sizes = [];
      for await (const msg of sub) sizes.push(msg.data.length);
      expect(sizes).toEqual([1, 700_000, 1]);
      await nc.drain();
    },
  );

  it.skipIf(!hasTlsFirst)("a server that begins with TLS", async () => {
    const first = await world.serve({ tls: { ...forServer, first: true } });
    const other = await startBridge({
      first: targetOf({ url: first.clientUrl, ca: own.ca, tls: "first" }),
    });
    const nc = await connectNats(other.url("first"), await world.user(), {
      webSocket: { origin: ORIGIN },
      timeout: PATIENCE_MS,
    });
    await nc.flush();
    await nc.close();
    await other.stop();
  });

  it.each(["plain", "tls"])("no INFO reveals addresses or TLS: %s", async (name) => {
    const nc = await connect(name);
    expect(nc.info?.version).toBe(version.replace(/^v/, ""));
    await nc.close();

    const { first, frames, socket, closed } = visit(rig.url(name));
    const info = readInfo((await first).toString().trimEnd());
    const hidden = ["host", "port", "ip", "client_ip", "connect_urls", "ws_connect_urls"];
    const tls = ["tls_required", "tls_available", "tls_verify"];
    for (const field of [...hidden, ...tls]) expect(info).not.toHaveProperty(field);
    expect(info).toMatchObject({ max_payload: 1_048_576, auth_required: true });
    expect(info?.["bridge_tls"]).toBe(name === "tls");
    expect(info?.["nonce"]).toMatch(/^[\w-]{8,}$/);
    socket.send('CONNECT {"verbose":false,"jwt":"x","sig":"x"}\r\nPING\r\n');
    await closed;
    expect(Buffer.concat(frames).toString()).toContain("-ERR 'Authorization Violation'");
  });

  it("the second INFO is rewritten as well", async () => {
    const nc = await connect("plain");
    await nc.flush();
    const later = nc.info;
    expect(later).not.toHaveProperty("client_ip");
    expect(later).not.toHaveProperty("host");
    await nc.close();
  });

  it("names a payload limit that the bridge can keep", async () => {
    const narrow = await startBridge(
      { plain: targetOf({ url: (await world.serve()).clientUrl }) },
      { limits: { messageBytes: 200_000 } },
    );
    const { first, socket } = visit(narrow.url("plain"));
    const info = readInfo((await first).toString().trimEnd());
    expect(info?.["max_payload"]).toBe(200_000 - 65_536);
    socket.terminate();
    await narrow.stop();
  });
});

describe("refused with a reason", () => {
  it.each([
    ["other-name", 4525, "bridge/upstream-tls ERR_TLS_CERT_ALTNAME_INVALID"],
    ["other-ca", 4525, "bridge/upstream-tls UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["no-ca", 4525, "bridge/upstream-tls UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["expired", 4525, "bridge/upstream-tls CERT_HAS_EXPIRED"],
    ["tls-wanted", 4525, "bridge/upstream-tls NOT_OFFERED"],
    ["no-client-cert", 4525, "bridge/upstream-tls CLIENT_CERTIFICATE_REQUIRED"],
    ["nothing", 4502, "bridge/upstream-refused ECONNREFUSED"],
    ["no-such-name", 4502, /^bridge\/upstream-refused (ENOTFOUND|EAI_AGAIN)$/],
    ["talkative", 4510, "bridge/not-nats"],
    ["endless", 4510, "bridge/not-nats"],
    ["hangs-up", 4510, /^bridge\/not-nats/],
    ["more-than-info", 4510, "bridge/not-nats"],
    ["unlisted", 4404, "bridge/unknown-target"],
    ["", 4404, "bridge/unknown-target"],
    ["__proto__", 4404, "bridge/unknown-target"],
    ["127.0.0.1:4222", 4404, "bridge/unknown-target"],
    ["nats%3A%2F%2F127.0.0.1%3A4222", 4404, "bridge/unknown-target"],
  ])("%s", async (name, code, reason) => {
    const end = await visit(`ws://127.0.0.1:${rig.port}/bridge/${name}`).closed;
    expect(end.code).toBe(code);
    expect(end.reason).toMatch(reason);
  });

  it("a client certificate of another authority", async () => {
    const { closed } = visit(rig.url("foreign-client-cert"));
    expect((await closed).reason).toMatch(/^bridge\/upstream-tls /);
  });

  it.each([
    ["foreign", "http://elsewhere.test"],
    ["missing", undefined],
    ["null", "null"],
    ["with the right beginning", `${ORIGIN}.elsewhere.test`],
    ["of the same host, another port", `${ORIGIN}:81`],
  ])("an origin that is %s", async (_, origin) => {
    const { closed } = visit(rig.url("plain"), { origin });
    expect(await closed).toEqual({ code: 4403, reason: "bridge/origin" });
  });

  it("does not tell a foreign origin which names exist", async () => {
    const { closed } = visit(rig.url("unlisted"), { origin: "http://elsewhere.test" });
    expect((await closed).reason).toBe("bridge/origin");
  });

  it("an upgrade of any other path", async () => {
    const { closed } = visit(`ws://127.0.0.1:${rig.port}/`);
    expect(await closed).toEqual({ code: 404, reason: "" });
  });
});

describe("limits", () => {
  it("a target that takes connections and never answers", async () => {
    const silent = await world.startTcpServer();
    const hasty = await startBridge(
      {
        silent: targetOf({ url: silent }),
        "silent-tls": targetOf({ url: silent, tls: "first" }),
      },
      { limits: { connectMs: 300 } },
    );
    expect((await visit(hasty.url("silent")).closed).reason).toBe("bridge/upstream-silent");
    expect((await visit(hasty.url("silent-tls")).closed).reason).toBe(
      "bridge/upstream-tls ETIMEDOUT",
    );
    await hasty.stop();
  });

  it("limits connections from one address and in all, and a closed connection counts no more", async () => {
    const { clientUrl } = await world.serve({ isOpen: true });
    const small = await startBridge(
      { plain: targetOf({ url: clientUrl }) },
      {
        trustedProxies: ["127.0.0.1"],
        limits: { connections: 3, connectionsPerAddress: 2 },
      },
    );
    const from = (/** @type {string} */ address) =>
      visit(small.url("plain"), { headers: { "x-forwarded-for": `203.0.113.9, ${address}` } });
    const held = [from("2001:db8::1"), from("2001:db8::2")];
    await Promise.all(held.map(({ first }) => first));
    expect((await from("2001:db8:0:0:9::3").closed).reason).toBe("bridge/busy address");
    const third = from("198.51.100.1");
    await third.first;
    expect((await from("198.51.100.2").closed).reason).toBe("bridge/busy all");
    held[0]?.socket.close();
    await held[0]?.closed;
    const next = from("2001:db8::7");
    await next.first;
    await small.stop();
    expect((await next.closed).reason).toBe("bridge/stopped");
  });

  it("an address in X-Forwarded-For counts only from a trusted proxy", async () => {
    const { clientUrl } = await world.serve({ isOpen: true });
    const small = await startBridge(
      { plain: targetOf({ url: clientUrl }) },
      { limits: { connectionsPerAddress: 1 } },
    );
    const first = visit(small.url("plain"));
    await first.first;
    const liar = visit(small.url("plain"), { headers: { "x-forwarded-for": "198.51.100.1" } });
    expect((await liar.closed).reason).toBe("bridge/busy address");
    await small.stop();
  });

  it("a client that sends nothing, one that falls silent, and one that sends too early", async () => {
    const { clientUrl } = await world.serve({ isOpen: true });
    const targets = {
      plain: targetOf({ url: clientUrl }),
      silent: targetOf({ url: await world.startTcpServer() }),
    };
    // Each limit gets its own bridge, so that only the limit under test can run out.
    const hasty = await startBridge(targets, { limits: { handshakeMs: 300 } });
    const mute = visit(hasty.url("plain"));
    expect((await mute.closed).reason).toBe("bridge/handshake");
    await hasty.stop();
    const watchful = await startBridge(targets, { limits: { idleMs: 600 } });
    const sleepy = visit(watchful.url("plain"));
    await sleepy.first;
    sleepy.socket.send("PING\r\n");
    expect((await sleepy.closed).reason).toBe("bridge/idle");
    await watchful.stop();
    const calm = await startBridge(targets);
    const eager = visit(calm.url("silent"));
    eager.socket.on("open", () => eager.socket.send("PING\r\n"));
    expect((await eager.closed).reason).toBe("bridge/handshake");
    await calm.stop();
  });

  it("a server that goes away", async () => {
    const server = await world.serve();
    const other = await startBridge({ plain: targetOf({ url: server.clientUrl }) });
    const { first, closed } = visit(other.url("plain"));
    await first;
    await server.stop();
    expect((await closed).reason).toMatch(/^bridge\/upstream-closed/);
    await other.stop();
  });
});

it("the last bytes that a client sends reach the server", async () => {
  const { clientUrl } = await world.serve({ isOpen: true });
  const open = await startBridge({ open: targetOf({ url: clientUrl }) });
  const listener = visit(open.url("open"));
  await listener.first;
  listener.socket.send("CONNECT {}\r\nSUB last.word 1\r\nPING\r\n");
  await until(
    () => Buffer.concat(listener.frames).includes("PONG"),
    "PONG, which follows the subscription",
  );
  const { socket, first } = visit(open.url("open"));
  await first;
  const payload = "x".repeat(900_000);
  socket.send(`CONNECT {}\r\nPUB last.word ${payload.length}\r\n${payload}\r\n`);
  socket.close();
  await until(
    () => Buffer.concat(listener.frames).includes(`${payload}\r\n`),
    () => `the payload; ${Buffer.concat(listener.frames).length} bytes have come`,
  );
  await open.stop();
});
