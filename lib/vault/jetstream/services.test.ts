// Services on a real server: instances with endpoints, statistics and errors, an account without any, and creds that
// may not ask.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { effectiveRightsOf } from "@/components/permissions/rights/effective-rights";
import {
  rightsFor,
  SERVICE_REQUESTS,
  SERVICE_STATS_REQUESTS,
} from "@/lib/page/permissions/stored-rights";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";

afterAll(endServers);

describe("services", () => {
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let rig: Rig;

  beforeAll(async () => {
    world = await makeWorld();
    server = await startServer(world.config());
    const user = await identities.makeUser({ name: "p", account: world.account });
    peer = await connectPeer(server.wsUrl, user);
  });
  afterAll(() => peer.close());
  beforeEach(() => {
    rig = startRig();
  });
  afterEach(() => rig.close());

  async function open(claims: Record<string, unknown> = {}) {
    const user = await identities.makeUser({ name: "u", account: world.account, claims });
    const id = await rig.load(user.creds);
    const { server: facts } = await rig.connect(id, server.wsUrl);
    const read = await rig.client.call("readFacts", { id });
    if (!read.ok) throw new Error(read.fault.code);
    const rights = effectiveRightsOf(read.value, [], facts);
    if (rights === null) throw new Error("no rights");
    const missing = [SERVICE_REQUESTS, SERVICE_STATS_REQUESTS].map((requests) => {
      const found = rightsFor(rights.rules, rights.names, rights.inboxPrefix, requests);
      return found.missing.map(({ subject }) => subject);
    });
    const reply = await rig.client.call("findServices", { id });
    if (!reply.ok) throw new Error(reply.fault.code);
    return { missing, ...reply.value };
  }

  it("finds none where there are none", async () => {
    expect(await open()).toEqual({
      missing: [[], []],
      list: { kind: "told", value: [] },
      stats: { kind: "told", value: null },
    });
  });

  it("does not say that there are none when the connection ends meanwhile", async () => {
    const user = await identities.makeUser({ name: "u", account: world.account });
    const id = await rig.load(user.creds);
    await rig.connect(id, server.wsUrl);
    const finding = rig.client.call("findServices", { id });
    await rig.client.call("disconnect", { id });
    expect(await finding).toMatchObject({ value: { list: { kind: "timed-out" } } });
  });

  it("finds instances with their endpoints, statistics and errors", async () => {
    const config = { name: "prices", version: "1.2.3", description: "Quotes." };
    const services = await Promise.all([peer.services.add(config), peer.services.add(config)]);
    for (const service of services) {
      service.addEndpoint("quote", {
        subject: "prices.quote",
        handler: (_, message) => {
          // The client counts what a handler throws.
          if (message.data.length === 0) throw new Error("no article");
          message.respond("12");
        },
      });
    }
    await peer.request("prices.quote", "lamp", { timeout: 60_000 });
    await peer.request("prices.quote", "", { timeout: 60_000 });
    const { list } = await open();
    if (list.kind !== "told") throw new Error(list.kind);
    expect(list.value.map(({ id }) => id).toSorted()).toEqual(
      services.map((service) => service.info().id).toSorted(),
    );
    const [first] = list.value;
    expect(first).toMatchObject({ ...config, startedAt: expect.any(Number) });
    const stats = list.value.flatMap(({ endpoints }) => endpoints);
    expect(stats.map(({ subject, queue }) => [subject, queue])).toEqual([
      ["prices.quote", "q"],
      ["prices.quote", "q"],
    ]);
    expect(stats.reduce((sum, one) => sum + (one.stats?.requests ?? 0), 0)).toBe(2);
    expect(stats.reduce((sum, one) => sum + (one.stats?.errors ?? 0), 0)).toBe(1);
    expect(stats.map((one) => one.stats?.lastError).join("")).toContain("no article");
    for (const service of services) await service.stop();
  });

  it("names the right that is missing, and shows what it may see without it", async () => {
    const sub = { allow: ["_INBOX.>"] };
    const service = await peer.services.add({ name: "seen", version: "0.0.1" });
    const some = await open({ pub: { allow: ["$SRV.INFO"] }, sub });
    expect(some).toMatchObject({ missing: [[], ["$SRV.STATS"]], stats: { kind: "refused" } });
    expect(some.list).toMatchObject({ value: [{ name: "seen", startedAt: null }] });
    const none = await open({ pub: { allow: ["x"] }, sub });
    expect(none).toMatchObject({
      missing: [["$SRV.INFO"], ["$SRV.STATS"]],
      list: { kind: "refused", text: expect.stringContaining("$SRV.INFO") },
    });
    await service.stop();
  });
});
