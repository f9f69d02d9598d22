// The vault behind the real bridge to a nats-server without a WebSocket listener: what it records, and how it
// handles refusals and ends that a server explains only over WebSocket.
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import { closedPort } from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import { startBridge, targetOf } from "../../../scripts/bridge/testing/bridge-rig.mjs";
import { makeNatsWorld } from "../../../scripts/bridge/testing/nats-world.mjs";

let world: Awaited<ReturnType<typeof makeNatsWorld>>;
let bridge: Awaited<ReturnType<typeof startBridge>>;
let rig: Rig;

beforeAll(async () => {
  world = await makeNatsWorld();
  const server = await world.serve();
  bridge = await startBridge({
    plain: targetOf({ url: server.clientUrl }),
    nothing: targetOf({ url: `nats://127.0.0.1:${await closedPort()}` }),
  });
  // A browser sends the origin of the page automatically.
  class PageSocket extends WebSocket {
    constructor(url: string) {
      super(url, { origin: bridge.ownOrigin });
    }
  }
  Object.assign(globalThis, { WebSocket: PageSocket });
  rig = startRig(bridge.ownOrigin);
});
afterAll(async () => {
  await rig.close();
  await bridge.stop();
  await world.end();
});

const load = async (claims: Record<string, unknown> = {}) =>
  rig.load((await world.user(claims)).creds);

const factsOf = async (id: string) => {
  const reply = await rig.client.call("readFacts", { id });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
};

describe("through the bridge", () => {
  it("is accepted, records the target, and messages flow", async () => {
    const id = await load();
    const session = await rig.connect(id, bridge.url("plain"));
    expect(session).toMatchObject({ outcome: "accepted", attempt: { bridge: "plain" } });
    expect(session.attempt?.info).toMatchObject({
      clientIp: null,
      tlsRequired: false,
      bridgeTls: false,
    });
    await rig.client.call("subscribe", { id, subject: "t.>", queue: "", max: 0 });
    const payload = new TextEncoder().encode("hello");
    const sent = await rig.client.call("publish", {
      id,
      subject: "t.one",
      payload,
      headers: [["A", "b"]],
      reply: "",
    });
    expect(sent.ok).toBe(true);
    await expect
      .poll(async () => (await rig.window(id)).rows.filter(({ kind }) => kind === "message"), {
        timeout: 60_000,
      })
      .toMatchObject([{ subject: "t.one", preview: "hello" }]);
    const frames = await rig.client.call("readFrames", { id, after: 0 });
    if (!frames.ok) throw new Error(frames.fault.code);
    const lines = frames.value.frames.map(({ line }) => line).join("\n");
    expect(lines).toContain("INFO {");
    expect(lines).not.toMatch(/"client_ip"|"host"|"tls_/);
  });

  it("for the server it is a TCP client: STANDARD may connect, WEBSOCKET alone may not", async () => {
    const standard = await load({ allowed_connection_types: ["STANDARD"] });
    expect((await rig.connect(standard, bridge.url("plain"))).outcome).toBe("accepted");
    const web = await load({ allowed_connection_types: ["WEBSOCKET"] });
    const session = await rig.connect(web, bridge.url("plain"));
    expect(session.outcome).toBe("refused");
    // The end is reported at once, not only after the bridge stops waiting for the browser.
    // The operating system decides how the end of a TCP connection appears.
    const reason = expect.stringMatching(/^bridge\/upstream-closed/);
    expect(session.attempt?.close).toMatchObject({ reason });
    const verdict = verdictOf(await factsOf(web), session, Date.now());
    expect(verdict?.causes[0]).toMatchObject({ code: "jwt/connection-type", certainty: "proven" });
  });

  it("a refusal for the source address: the one of the bridge counts, and the cause is listed as possible", async () => {
    const id = await load({ src: ["192.0.2.0/24"] });
    const session = await rig.connect(id, bridge.url("plain"));
    expect(session.outcome).toBe("refused");
    const verdict = verdictOf(await factsOf(id), session, Date.now());
    expect(verdict?.causes.map(({ code }) => code)).toContain("jwt/source-address");
  });

  it.each([
    ["nothing", "bridge/upstream-refused"],
    ["unlisted", "bridge/unknown-target"],
  ])("%s: %s", async (target, code) => {
    const id = await load();
    const session = await rig.connect(id, bridge.url(target));
    expect(session).toMatchObject({ outcome: "unreachable", phase: "idle" });
    const verdict = verdictOf(await factsOf(id), session, Date.now());
    expect(verdict?.causes.map((cause) => cause.code)).toEqual([code]);
  });

  it("an expiry has the server's text", async () => {
    const { id } = await rig.connectBeforeExpiry(async (exp) => {
      return (await world.user({}, exp)).creds;
    }, bridge.url("plain"));
    const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
    expect(ended.endCode).toBe("ended/expired");
  });

  it("a server that stops is retried until it is back", async () => {
    const port = await closedPort();
    const first = await world.serve({ clientPort: port });
    const own = await startBridge(
      { plain: targetOf({ url: first.clientUrl }) },
      { origins: [bridge.ownOrigin] },
    );
    const id = await load();
    await rig.connect(id, own.url("plain"));
    await first.stop();
    const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
    expect(ended.endCode).toBe("bridge/upstream-closed");
    await world.serve({ clientPort: port });
    await rig.waitFor(id, "the return", ({ outcome }) => outcome === "accepted");
    await own.stop();
    const stopped = await rig.waitFor(id, "the stop", ({ endCode }) => endCode !== null);
    expect(stopped.endCode).toBe("bridge/stopped");
    await rig.client.call("disconnect", { id });
  });

  it("the server gets the JWT and a signature, and no part of the seed", async () => {
    const { port, hostname } = new URL((await world.serve()).clientUrl);
    let heard = "";
    const listening = await world.startTcpServer((socket) => {
      const server = connect(Number(port), hostname);
      socket.on("data", (bytes) => {
        heard += bytes.toString("latin1");
      });
      socket.pipe(server).pipe(socket);
    });
    const own = await startBridge(
      { eavesdropper: targetOf({ url: listening }) },
      { origins: [bridge.ownOrigin] },
    );
    const user = await world.user();
    const id = await rig.load(user.creds);
    expect((await rig.connect(id, own.url("eavesdropper"))).outcome).toBe("accepted");
    expect(heard).toContain(user.jwt);
    expect(heard).toMatch(/"sig":"[\w+/=-]{80,}"/);
    expect(heard).not.toContain(user.seed.slice(2, 20));
    await rig.client.call("disconnect", { id });
    await own.stop();
  });

  it("a payload over the limit of the bridge is refused before it is sent", async () => {
    const server = await world.serve();
    const own = await startBridge(
      { plain: targetOf({ url: server.clientUrl }) },
      { origins: [bridge.ownOrigin], limits: { messageBytes: 100_000 } },
    );
    const id = await load();
    await rig.connect(id, own.url("plain"));
    const sent = await rig.client.call("publish", {
      id,
      subject: "t",
      payload: new Uint8Array(90_000),
      headers: [],
      reply: "",
    });
    expect(sent).toMatchObject({ ok: false, fault: { code: "payload-too-large" } });
    await own.stop();
    await rig.client.call("disconnect", { id });
  });
});
