// A listener with compression counts max_payload over a whole frame, protocol lines and all, once it is unpacked
// (nats-server server/websocket.go, wsDecompressAndParse, since 2.11.12 and 2.12.3; nats-io/nats-server#8303).
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import {
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  testedServers,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, startRig } from "@/lib/testing/vault-rig";

const MAX_PAYLOAD = 8192;
const COMPRESSED = "no_tls: true\n  compression: true";

const rig = startRig();
afterAll(async () => {
  await rig.close();
  await endServers();
});

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
    const template = {
      subject: "r",
      payload: bytesOf("x".repeat(1000)),
      headers: [],
      reply: "",
    };
    await rig.client.call("repeatStart", { id, template, times: 20_000, perSecond: null });
    let last: RepeatFacts | undefined;
    await until(() => {
      const changes = rig.events.filter((event) => event.kind === "repeatChanged");
      last = changes.findLast((event) => event.id === id)?.repeat;
      return last !== undefined && last.state !== "running";
    }, "the end of the repeat");
    expect(last).toMatchObject({ state: "done", sent: 20_000, isTaken: true });
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

  it("takes a CONNECT that is larger than the limit", async () => {
    const config = `max_payload: 1024\n${world.config()}`;
    const small = await startServer(config, { websocket: COMPRESSED, on });
    await rig.client.call("forget", { id: await open(small.wsUrl, "u".repeat(2000)) });
  });
});
