// The consumers of a stream on the newest and the oldest server: their state in full, those that push, that are paused
// or have priority groups, and more of them than the server lists at once.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConsumerSummary } from "@/lib/shared/facts/permission-tries";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  testedServers,
  type World,
} from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";

const SLOW = { timeout: 60_000 };
/** The server lists 256 at once (nats-server server/jetstream_api.go JSApiListLimit). */
const PLAIN = 260;

afterAll(endServers);

describe.each(await testedServers())("consumers on $version", (on) => {
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let rig: Rig;
  let storeDir: string;
  let consumers: ReadonlyMap<string, ConsumerSummary>;

  const create = async (name: string, config: object) => {
    const body = { stream_name: "S", config: { durable_name: name, ...config } };
    const subject = `$JS.API.CONSUMER.DURABLE.CREATE.S.${name}`;
    await peer.request(subject, JSON.stringify(body), SLOW);
  };

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-consumers-"));
    world = await makeWorld({ limits: identities.jetStreamLimits });
    const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(config, { on });
    const user = await identities.makeUser({ name: "p", account: world.account });
    peer = await connectPeer(server.wsUrl, user);
    const manager = await peer.jetstreamManager(SLOW);
    const stream = { name: "S", subjects: ["s.>"] };
    await peer.request("$JS.API.STREAM.CREATE.S", JSON.stringify({ ...stream, storage: "memory" }));
    const js = peer.jetstream(SLOW);
    for (let n = 0; n < 10; n++) await js.publish("s.a", String(n));
    const explicit = { ack_policy: "explicit", ack_wait: 60e9, max_deliver: 4 };
    await create("pulled", { ...explicit, deliver_policy: "all", max_ack_pending: 50 });
    await create("pushed", {
      deliver_subject: "to.pushed",
      deliver_group: "g",
      ack_policy: "none",
    });
    await create("paused", { ...explicit, pause_until: "2099-01-01T00:00:00Z" });
    await create("grouped", {
      ...explicit,
      ...{ priority_groups: ["hot"], priority_policy: "pinned_client", priority_timeout: 60e9 },
    });
    for (let n = 0; n < PLAIN; n++)
      await create(`plain-${n}`, { ack_policy: "none", mem_storage: true });
    const pulled = await js.consumers.get("S", "pulled");
    const messages = await pulled.fetch({ max_messages: 4, expires: 5000 });
    let count = 0;
    for await (const message of messages) {
      count += 1;
      if (count === 1) await message.ackAck();
    }
    expect((await manager.consumers.info("S", "pulled")).num_ack_pending).toBe(3);
    rig = startRig();
    const creds = (await identities.makeUser({ name: "u", account: world.account })).creds;
    const id = await rig.load(creds);
    await rig.connect(id, server.wsUrl);
    const reply = await rig.client.call("readConsumers", { id, domain: "", stream: "S" });
    if (!reply.ok || reply.value.kind !== "told") throw new Error("no consumers");
    consumers = new Map(reply.value.value.map((one) => [one.name, one]));
  });
  afterAll(async () => {
    await rig.close();
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });

  it("lists more than the server does at once", () => {
    expect(consumers.size).toBe(PLAIN + 4);
  });

  it("tells where one stands", () => {
    expect(consumers.get("pulled")).toMatchObject({
      isPull: true,
      ...{ delivered: 4, ackFloor: 1, pending: 6, ackPending: 3, maxAckPending: 50 },
      ...{ deliverPolicy: "all", ackPolicy: "explicit", ackWaitMs: 60_000, maxDeliver: 4 },
      ...{ isBound: null, isPaused: false, pausedUntil: null, groups: [] },
      deliveredAt: expect.any(Number),
    });
  });

  it("tells who a push consumer delivers to, and that no client listens", () => {
    expect(consumers.get("pushed")).toMatchObject({
      ...{ isPull: false, isBound: false, deliverSubject: "to.pushed", deliverGroup: "g" },
      ackWaitMs: null,
    });
  });

  it.skipIf(!on.isAtLeast(2, 11))("tells of a pause and of priority groups", () => {
    expect(consumers.get("paused")).toMatchObject({
      isPaused: true,
      pausedUntil: Date.parse("2099-01-01T00:00:00Z"),
    });
    expect(consumers.get("grouped")).toMatchObject({
      groups: [{ name: "hot", pinnedTo: "" }],
      groupPolicy: "pinned_client",
    });
  });
});
