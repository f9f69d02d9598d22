// What an administrator can do to one connection: kick it, or tell it to go elsewhere (nats-server 2.10 and newer).
import { afterAll, describe, expect, it } from "vitest";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { bytesOf, startRig, textOf } from "@/lib/testing/vault-rig";

const rig = startRig();
afterAll(async () => {
  await rig.close();
  await endServers();
});

const servers = (await testedServers()).filter((binary) => binary.isAtLeast(2, 10));

describe.each(servers)("on nats-server $version", (binary) => {
  /** A connected user, and an administrator who names its connection to the server. */
  async function connected() {
    const world = await makeWorld();
    const server = await startServer(world.config(), { on: binary });
    const { systemAccount } = world;
    const admin = await connectPeer(
      server.wsUrl,
      await identities.makeUser({ name: "admin", account: systemAccount }),
    );
    const user = await identities.makeUser({ name: "u", account: world.account });
    const id = await rig.load(user.creds);
    const { attempt } = await rig.connect(id, server.wsUrl);
    const { serverId, clientId } = attempt?.info ?? {};
    const order = async (verb: string) => {
      const subject = `$SYS.REQ.SERVER.${serverId}.${verb}`;
      const request = bytesOf(JSON.stringify({ cid: clientId }));
      const reply = await admin.request(subject, request, { timeout: 60_000 });
      expect(textOf(reply.data)).not.toContain('"error"');
    };
    return { id, order };
  }

  it("a kick is named, and the page comes back", async () => {
    const { id, order } = await connected();
    await order("KICK");
    const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
    expect(ended).toMatchObject({
      endCode: "ended/kicked",
      phase: "waiting",
      end: { errors: [], close: { code: 1011, reason: "Kicked" } },
    });
    const facts = await rig.client.call("readFacts", { id });
    if (!facts.ok) throw new Error(facts.fault.code);
    const [cause] = verdictOf(facts.value, ended, Date.now())?.causes ?? [];
    expect(cause).toMatchObject({ code: "ended/kicked", certainty: "proven" });
    expect((await rig.notices(id)).map(({ code }) => code)).toContain("ended/kicked");
    const back = await rig.waitFor(id, "the retry", ({ phase }) => phase === "open");
    expect(back).toMatchObject({ outcome: "accepted", attempt: { number: 2 } });
    await rig.client.call("forget", { id });
  });

  it("lame duck for one client is a notice, and the connection stays", async () => {
    const { id, order } = await connected();
    await order("LDM");
    const told = await rig.waitFor(id, "the INFO", ({ server }) => server?.info.lameDuck === true);
    expect(told).toMatchObject({ phase: "open", outcome: "accepted", end: null });
    expect((await rig.notices(id)).map(({ code }) => code)).toContain("server/lame-duck");
    await rig.client.call("forget", { id });
  });
});
