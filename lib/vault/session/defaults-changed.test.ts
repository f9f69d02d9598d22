// Account defaults that change while a user without own rules is connected: newer servers apply them at once,
// older ones keep the former (ServerModel.keepsOldDefaults, nats-io/nats-server#8273).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { effectiveRightsOf } from "@/components/permissions/rights/effective-rights";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { bytesOf, startRig, textOf } from "@/lib/testing/vault-rig";

const ASK = "$SYS.REQ.USER.INFO";
const FORMER = [ASK, "a.>", "b.>"];
const PRESENT = [ASK, "a.>"];

const rig = startRig();
const dir = mkdtempSync(path.join(tmpdir(), "credence-jwt-"));
afterAll(async () => {
  await rig.close();
  await endServers();
  rmSync(dir, { recursive: true, force: true });
});

describe.each(await testedServers())("on nats-server $version", (on) => {
  const { keepsOldDefaults } = serverModel(on.version);

  it(keepsOldDefaults ? "are kept until the next connection" : "apply at once", async () => {
    const defaults = (allow: string[]) => ({ default_permissions: { pub: { allow } } });
    const world = await makeWorld({ claims: defaults(FORMER) });
    const resolver = `resolver { type: full, dir: ${JSON.stringify(path.join(dir, on.version))} }`;
    const config = world.config().replace("resolver: MEMORY", resolver);
    const server = await startServer(config, { on });
    const { account, systemAccount } = world;
    const admin = await connectPeer(
      server.wsUrl,
      await identities.makeUser({ name: "admin", account: systemAccount }),
    );
    const id = await rig.load((await identities.makeUser({ name: "u", account })).creds);
    await rig.connect(id, server.wsUrl);

    const jwt = identities.signAgain(account.jwt, world.operator, ({ nats }) => {
      Object.assign(nats, defaults(PRESENT));
    });
    const reply = await admin.request("$SYS.REQ.CLAIMS.UPDATE", bytesOf(jwt), { timeout: 60_000 });
    expect(textOf(reply.data)).toContain('"code":200');

    const mayPublish = async (subject: string) => {
      const payload = new Uint8Array(0);
      const answer = await rig.client.call("tryPublish", {
        ...{ id, subject, payload, isTraceOnly: false },
      });
      if (!answer.ok) throw new Error(answer.fault.code);
      return answer.value.isAllowed;
    };
    expect(await mayPublish("b.x")).toBe(keepsOldDefaults);

    if (on.isAtLeast(2, 10)) {
      const asked = await rig.client.call("askRights", { id });
      if (!asked.ok) throw new Error(asked.fault.code);
      const told = asked.value.answer?.permissions?.publish.allow?.toSorted();
      expect(told).toEqual(keepsOldDefaults ? FORMER : PRESENT);
      await rig.client.call("openText", { bytes: bytesOf(jwt) });
      const facts = await rig.client.call("readFacts", { id });
      const trust = rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];
      if (!facts.ok) throw new Error(facts.fault.code);
      const seen = rig.session(id)?.server ?? null;
      const difference = effectiveRightsOf(facts.value, trust, seen)?.difference;
      expect(difference?.isSame).toBe(!keepsOldDefaults);
      expect(difference?.causes[0]).toBe(keepsOldDefaults ? "defaults-kept" : undefined);
    }

    await rig.client.call("disconnect", { id });
    await rig.connect(id, server.wsUrl);
    expect(await mayPublish("b.x")).toBe(false);
    expect(await mayPublish("a.x")).toBe(true);
    await rig.client.call("forget", { id });
    await admin.close();
  });
});
