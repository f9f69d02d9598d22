// A listener with compression counts max_payload over a whole frame, protocol lines and all, once it is unpacked
// (nats-server server/websocket.go, wsDecompressAndParse, since 2.11.12 and 2.12.3; nats-io/nats-server#8303).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import { countsWholeFrames } from "@/lib/shared/base/server-version";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  type ServerBinary,
  startServer,
  testedServers,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, startRig, textOf } from "@/lib/testing/vault-rig";

const MAX_PAYLOAD = 8192;
const COMPRESSED = "no_tls: true\n  compression: true";

/** A server with compression whose account can be changed while it runs. */
async function startLiveWorld(on: ServerBinary) {
  const world = await makeWorld();
  const dir = mkdtempSync(path.join(tmpdir(), "credence-jwt-"));
  const resolver = `resolver { type: full, dir: ${JSON.stringify(dir)} }`;
  const { wsUrl } = await startServer(world.config().replace("resolver: MEMORY", resolver), {
    websocket: COMPRESSED,
    on,
  });
  const admin = await connectPeer(
    wsUrl,
    await identities.makeUser({ name: "admin", account: world.systemAccount }),
  );
  return {
    world,
    wsUrl,
    async lowerPayload(payload: number) {
      const jwt = identities.signAgain(world.account.jwt, world.operator, ({ nats }) => {
        nats["limits"] = { ...Object(nats["limits"]), payload };
      });
      const reply = await admin.request("$SYS.REQ.CLAIMS.UPDATE", bytesOf(jwt), {
        timeout: 60_000,
      });
      expect(textOf(reply.data)).toContain('"code":200');
    },
    async close() {
      await admin.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const rig = startRig();
afterAll(async () => {
  await rig.close();
  await endServers();
});

let lastRun = 0;

/** Publishes messages of 1 kB as fast as possible, and waits until none is left or the connection has ended. */
async function repeat(id: string, times: number): Promise<RepeatFacts> {
  const template = { subject: "r", payload: bytesOf("x".repeat(1000)), headers: [], reply: "" };
  lastRun += 1;
  const order = { id, run: lastRun, template, times, perSecond: null };
  const started = await rig.client.call("repeatStart", order);
  if (!started.ok) throw new Error(started.fault.code);
  let last = started.value;
  await until(() => {
    const changes = rig.events.filter((event) => event.kind === "repeatChanged");
    last = changes.findLast((one) => one.id === id && one.repeat.run === last.run)?.repeat ?? last;
    return last.state !== "running";
  }, "the end of the repeat");
  return last;
}

describe.each(await testedServers())("a compressed connection to $version", (on) => {
  let world: World;
  let server: RunningNatsServer;
  beforeAll(async () => {
    world = await makeWorld();
    const config = `max_payload: ${MAX_PAYLOAD}\n${world.config()}`;
    server = await startServer(config, { websocket: COMPRESSED, on });
  });

  async function open(address = server.wsUrl, name = "u") {
    const user = await identities.makeUser({ name, account: world.account });
    const id = await rig.load(user.creds);
    expect(await rig.connect(id, address)).toMatchObject({ outcome: "accepted" });
    return id;
  }

  it("takes a repeat of 20,000 messages of 1 kB", async () => {
    const id = await open();
    expect(await repeat(id, 20_000)).toMatchObject({ state: "done", sent: 20_000, isTaken: true });
    expect(rig.session(id)).toMatchObject({ phase: "open", outcome: "accepted", end: null });
    await rig.client.call("forget", { id });
  });

  it("takes a message of exactly the limit, and many at once", async () => {
    const id = await open();
    const payload = bytesOf("y".repeat(MAX_PAYLOAD));
    const message = { id, subject: "large", payload, headers: [], reply: "" };
    const sent = Array.from({ length: 5 }, () => rig.client.call("publish", message));
    for (const reply of await Promise.all(sent)) expect(reply).toMatchObject({ ok: true });
    expect(rig.session(id)).toMatchObject({ phase: "open", end: null });
    await rig.client.call("forget", { id });
  });

  if (countsWholeFrames(on.version)) {
    it("names the fault when the limit is lowered", async () => {
      const live = await startLiveWorld(on);
      const user = await identities.makeUser({ name: "u", account: live.world.account });
      const id = await rig.load(user.creds);
      await rig.connect(id, live.wsUrl);
      await live.lowerPayload(2000);
      expect(await repeat(id, 1000)).toMatchObject({ state: "failed" });
      const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
      expect(ended).toMatchObject({ endCode: "ended/lost", phase: "waiting" });
      const facts = await rig.client.call("readFacts", { id });
      if (!facts.ok) throw new Error(facts.fault.code);
      const causes = verdictOf(facts.value, ended, Date.now())?.causes.map(({ code }) => code);
      expect(causes).toEqual(["ended/lost", "server/compressed-frames"]);
      await rig.waitFor(id, "the next connection, with its limit", ({ phase, server: next }) => {
        return phase === "open" && next?.maxPayloadBytes === 2000;
      });
      expect(await repeat(id, 1000)).toMatchObject({ state: "done", sent: 1000, isTaken: true });
      await rig.client.call("forget", { id });
      await live.close();
    });
  }

  it("takes a CONNECT that is larger than the limit", async () => {
    const config = `max_payload: 1024\n${world.config()}`;
    const small = await startServer(config, { websocket: COMPRESSED, on });
    await rig.client.call("forget", { id: await open(small.wsUrl, "u".repeat(2000)) });
  });
});
