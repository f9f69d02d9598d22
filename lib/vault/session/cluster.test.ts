// A real cluster of three behind one address: nodes are restarted one after another, go into lame duck, and kick the
// client. The page comes back through another node, and its verdict and permissions stay right.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { type Cluster, startCluster } from "@/lib/testing/cluster";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type ServerBinary,
  testedServers,
  type World,
} from "@/lib/testing/real-server";
import { bytesOf, startRig, textOf } from "@/lib/testing/vault-rig";

/** A node in lame duck waits for the grace period, then closes its clients one by one, at most a second apart. */
const LAME_DUCK = "lame_duck_duration: 30s\nlame_duck_grace_period: 200ms";
const ALLOWED = ["a.>", "$SYS.REQ.USER.INFO"];
/** Enough that a node which may be outrun by another one (before 2.12) is seen to be. */
const QUESTIONS = 40;

const rig = startRig();
afterAll(async () => {
  await rig.close();
  await endServers();
});

async function connected(world: World, cluster: Cluster, index = 0) {
  const claims = { pub: { allow: ALLOWED } };
  const user = await identities.makeUser({ name: "u", account: world.account, claims });
  const id = await rig.load(user.creds);
  cluster.prefer(index);
  await rig.connect(id, cluster.url);
  return { id, user, state: await accepted(id) };
}

/** Waits for a connection that is accepted and has asked for its permissions. */
async function accepted(id: string): Promise<SessionState> {
  const state = await rig.waitFor(id, "an accepted connection", ({ phase, server }) => {
    const isAsked = server?.identitySilence != null || server?.identity?.from === "user-info";
    return phase === "open" && isAsked;
  });
  expect(state.outcome).toBe("accepted");
  expect((await verdict(id, state)).causes).toEqual([]);
  return state;
}

async function verdict(id: string, state: SessionState) {
  const facts = await rig.client.call("readFacts", { id });
  if (!facts.ok) throw new Error(facts.fault.code);
  const found = verdictOf(facts.value, state, Date.now());
  if (found === null) throw new Error("no verdict");
  return found;
}

/** What the page says of the end: the code of its first cause, and the title. */
async function ended(id: string) {
  const state = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
  const [cause] = (await verdict(id, state)).causes;
  if (cause === undefined) throw new Error("no cause");
  expect(cause).toMatchObject({ code: state.endCode, certainty: "proven" });
  expect(state.phase).toBe("waiting");
  expect((await rig.notices(id)).map(({ code }) => code)).toContain(state.endCode);
  return { code: cause.code, title: causeText(cause).title };
}

const serverName = ({ server }: SessionState) => server?.info.serverName;

/** The permissions of the creds, or "not told"; never "unrestricted". */
function expectOwnRights(on: ServerBinary, { server }: SessionState): void {
  const told = server?.identity?.permissions ?? null;
  if (!on.isAtLeast(2, 10)) expect(told).toBeNull();
  if (told !== null) expect(told.publish.allow?.toSorted()).toEqual(ALLOWED.toSorted());
}

// Most of the time is the wait before each reconnection, so `npm test` tries one version, and servers.mjs the others.
const servers = (await testedServers()).slice(0, 1);

describe.each(servers)("a cluster of three on $version", (on) => {
  let world: World;
  let cluster: Cluster;
  beforeAll(async () => {
    world = await makeWorld();
    cluster = await startCluster(`${LAME_DUCK}\n${world.config()}`, { on });
  });
  afterAll(() => cluster.close());

  it("never takes another node's answer for the permissions in force", async () => {
    let others = 0;
    for (let index = 0; index < cluster.size; index += 1) {
      const { id, user, state } = await connected(world, cluster, index);
      expect(serverName(state)).toBe(`node${index}`);
      expectOwnRights(on, state);
      if (!on.isAtLeast(2, 10)) continue;
      const peer = await connectPeer(cluster.node(index)?.wsUrl ?? "", user);
      for (let question = 0; question < QUESTIONS; question += 1) {
        const [asked, raw] = await Promise.all([
          rig.client.call("askRights", { id }),
          peer.request("$SYS.REQ.USER.INFO", bytesOf(""), { timeout: 60_000 }),
        ]);
        if (!asked.ok) throw new Error(asked.fault.code);
        const { answer } = asked.value;
        expect(answer).toMatchObject({ from: "user-info", user: id });
        const allow = answer?.permissions?.publish.allow?.toSorted() ?? "not told";
        expect([ALLOWED.toSorted(), "not told"]).toContainEqual(allow);
        const { server, data } = JSON.parse(textOf(raw.data));
        if (server.name === `node${index}`) continue;
        others += 1;
        // What would read as unrestricted.
        expect(data.permissions).toBeUndefined();
      }
      await peer.close();
      await rig.client.call("forget", { id });
    }
    // nats-server 2.10 lets every node answer, and the first answer counts (nats-io/nats-server#7088).
    if (on.isAtLeast(2, 10) && !on.isAtLeast(2, 11)) expect(others).toBeGreaterThan(0);
  });

  it("comes back through the other nodes while all are restarted in turn", async () => {
    const { id, state } = await connected(world, cluster);
    let last = state;
    for (let restart = 0; restart < cluster.size; restart += 1) {
      const index = Number(serverName(last)?.slice(-1));
      await cluster.stop(index);
      expect(await ended(id)).toEqual({
        code: "ended/shutdown",
        title: "The server was shut down",
      });
      last = await accepted(id);
      expect(serverName(last)).not.toBe(`node${index}`);
      expectOwnRights(on, last);
      await cluster.start(index);
    }
    await rig.client.call("forget", { id });
  });

  it("learns of lame duck mode first, and moves when the node closes", async () => {
    const { id, state } = await connected(world, cluster, 1);
    process.kill(cluster.node(1)?.pid ?? 0, "SIGUSR2");
    await rig.waitFor(id, "lame duck", ({ server }) => server?.info.lameDuck === true);
    expect(await ended(id)).toEqual({ code: "ended/shutdown", title: "The server was shut down" });
    expect((await rig.notices(id)).map(({ code }) => code)).toContain("server/lame-duck");
    const moved = await accepted(id);
    expect(serverName(moved)).not.toBe(serverName(state));
    expect(moved.server?.info.lameDuck).toBe(false);
    expectOwnRights(on, moved);
    await rig.client.call("forget", { id });
    await cluster.stop(1);
    await cluster.start(1);
  });

  // Servers take this order from 2.10 on.
  if (on.isAtLeast(2, 10)) {
    it("names a kick that an administrator at another node ordered", async () => {
      const { id, state } = await connected(world, cluster, 2);
      const admin = await connectPeer(
        cluster.node(0)?.wsUrl ?? "",
        await identities.makeUser({ name: "admin", account: world.systemAccount }),
      );
      const { serverId, clientId } = state.server?.info ?? {};
      const order = bytesOf(JSON.stringify({ cid: clientId }));
      await admin.request(`$SYS.REQ.SERVER.${serverId}.KICK`, order, { timeout: 60_000 });
      expect(await ended(id)).toEqual({
        code: "ended/kicked",
        title: "An administrator closed this connection (kicked)",
      });
      const moved = await accepted(id);
      expect(serverName(moved)).toBe("node0");
      expectOwnRights(on, moved);
      await admin.close();
      await rig.client.call("forget", { id });
    });
  }
});
