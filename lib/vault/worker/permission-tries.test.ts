// Trying things on a real server: what is tried leaves no trace where it should not.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  type ServerBinary,
  serverBinary,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";

const { makeAccount, makeUser, jetStreamLimits } = identities;
type Account = World["account"];

let world: World;
let other: Account;
let server: RunningNatsServer;
let version: ServerBinary;
let storeDir: string;
/** Another client of the same account, not ours. */
let peer: NatsConnection;
let rig: Rig;

beforeAll(async () => {
  version = await serverBinary();
  storeDir = mkdtempSync(path.join(tmpdir(), "credence-probes-"));
  world = await makeWorld({
    limits: jetStreamLimits,
    claims: {
      exports: [{ name: "out", subject: "out.>", type: "stream" }],
      mappings: { "old.name": [{ subject: "new.name", weight: 100 }] },
    },
  });
  const { account, operator } = world;
  const imports = [
    {
      name: "in",
      subject: "out.>",
      account: account.publicKey,
      type: "stream",
      local_subject: "in.>",
    },
  ];
  other = await makeAccount({ name: "OTHER", operator, claims: { imports } });
  world.accounts.push(other);
  server = await startServer(
    `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`,
  );
  peer = await connectPeer(server.wsUrl, await makeUser({ name: "p", account }));
});
afterAll(async () => {
  await peer.close();
  await endServers();
  rmSync(storeDir, { recursive: true, force: true });
});
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

async function open(claims: Record<string, unknown> = {}, account: Account = world.account) {
  const id = await rig.load((await makeUser({ name: "u", account, claims })).creds);
  expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
  await rig.waitFor(id, "the identity", ({ server: facts }) => {
    return facts?.identitySilence != null || facts?.identity?.from === "user-info";
  });
  return id;
}

async function told<T>(
  reply: Promise<{ ok: true; value: T } | { ok: false; fault: unknown }>,
): Promise<T> {
  const result = await reply;
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

const probeSub = (id: string, subject: string, queue = "") =>
  rig.client.call("trySubscribe", { id, subject, queue });
const probePub = (id: string, subject: string, isTraceOnly = false) =>
  rig.client.call("tryPublish", { id, subject, payload: new Uint8Array(0), isTraceOnly });
/** Long is for what arrives; what does not is waited for all the time. */
const LONG_MS = 60_000;
const reach = (from: string, to: string, publish: string, subscribe = publish, timeoutMs = 300) =>
  rig.client.call("tryReach", { from, to, publish, subscribe, queue: "", timeoutMs });

/** Subjects of the subscriptions that the server has, without its own. Only one session is open. */
async function serverSubscriptions(): Promise<string[]> {
  // What earlier tests left behind is on its way out.
  await peer.flush();
  await until(async () => {
    const connections = await (await fetch(`${server.monitorUrl}/connz`)).json();
    return connections.num_connections === 2;
  }, "the end of earlier sessions");
  const reply = await (await fetch(`${server.monitorUrl}/subsz?subs=1&limit=10000`)).json();
  const list: { subject: string }[] = reply.subscriptions_list ?? [];
  return list.map(({ subject }) => subject).filter((subject) => !/^[$_]/.test(subject));
}

describe("rights told by the server", () => {
  it("come with the identity, and again when asked", async () => {
    const claims = { pub: { allow: ["a.>", "$SYS.REQ.USER.INFO"] }, sub: { deny: ["b q"] } };
    const id = await open(claims);
    const report = await told(rig.client.call("askRights", { id }));
    if (!version.isAtLeast(2, 10)) {
      expect(report).toMatchObject({ answer: null, silence: "no-service" });
      return;
    }
    const permissions = report.answer?.permissions;
    expect(permissions?.publish.allow?.toSorted()).toEqual(["$SYS.REQ.USER.INFO", "a.>"]);
    expect(permissions?.subscribe.deny).toEqual([version.isAtLeast(2, 15) ? "b q" : "b"]);
    expect(rig.session(id)?.server?.identity?.permissions).toEqual(permissions);
  });

  it("are asked for on a click even where the JWT rules it out, and the refusal names why", async () => {
    const id = await open({ pub: { allow: ["a"] } });
    expect(rig.session(id)?.server?.identitySilence).toBe("no-permission-subject");
    const report = await told(rig.client.call("askRights", { id }));
    expect(report).toMatchObject({ answer: null, silence: "not-permitted" });
    expect(report.text).toContain('Publish to "$SYS.REQ.USER.INFO"');
    expect(await rig.notices(id)).toMatchObject([{ code: "session/connected" }]);
  });
});

describe("a subscription is tried without one", () => {
  it("says what the server says, and leaves nothing behind", async () => {
    const id = await open({ sub: { allow: ["work.*", "_INBOX.>", "team.x q"], deny: ["work.z"] } });
    const before = await serverSubscriptions();
    const checked = { isAllowed: true, text: "", manner: "checked" };
    expect(await told(probeSub(id, "work.x"))).toEqual(checked);
    expect(await told(probeSub(id, "work.x", "q"))).toEqual(checked);
    expect(await told(probeSub(id, "team.x", "q"))).toEqual(checked);
    const denied = await told(probeSub(id, "team.x"));
    expect(denied).toMatchObject({ isAllowed: false, manner: "checked" });
    expect(denied.text).toBe('Permissions Violation for Subscription to "team.x"');
    expect(await told(probeSub(id, "work.z", "q"))).toMatchObject({
      text: 'Permissions Violation for Subscription to "work.z" using queue "q"',
    });
    expect(await serverSubscriptions()).toEqual(before);
    expect(await rig.notices(id)).toMatchObject([{ code: "session/connected" }]);
    expect((await rig.window(id)).subscriptions).toEqual([]);
  });

  it("takes no message from a queue group", async () => {
    const id = await open();
    let received = 0;
    const subscription = peer.subscribe("jobs", { queue: "q", callback: () => (received += 1) });
    await peer.flush();
    const publisher = await open();
    let isOver = false;
    const probing = (async () => {
      while (!isOver) await probeSub(id, "jobs", "q");
    })();
    const SENT = 300;
    for (let n = 0; n < SENT; n += 1) await probePub(publisher, "jobs");
    isOver = true;
    await probing;
    await until(() => received === SENT, "all messages");
    subscription.unsubscribe();
    expect((await rig.window(id)).counts.received).toBe(0);
  });

  it("without an inbox it lends itself another subject", async () => {
    const id = await open({ sub: { allow: ["work.*", "lone q"] } });
    expect(await told(probeSub(id, "lone", "q"))).toMatchObject({
      isAllowed: true,
      manner: "checked",
    });
    const onlyDeny = await open({ sub: { deny: ["_INBOX.>"] } });
    expect(await told(probeSub(onlyDeny, "a", "q"))).toMatchObject({ manner: "checked" });
  });

  it("with literal rights alone it is opened and ended in one write, but never in a queue group", async () => {
    const id = await open({ sub: { allow: ["lone"] } });
    const before = await serverSubscriptions();
    expect(await told(probeSub(id, "lone"))).toEqual({
      isAllowed: true,
      text: "",
      manner: "opened",
    });
    expect(await told(probeSub(id, "other"))).toMatchObject({ isAllowed: false, manner: "opened" });
    expect(await probeSub(id, "lone", "q")).toMatchObject({ fault: { code: "no-harmless-probe" } });
    expect(await serverSubscriptions()).toEqual(before);
  });

  it("checks what it is given", async () => {
    const id = await open();
    expect(await probeSub(id, "a..b")).toMatchObject({ fault: { code: "subject-invalid" } });
    expect(await probeSub(id, "a", "two words")).toMatchObject({
      fault: { code: "queue-invalid" },
    });
    expect(await probeSub("nobody", "a")).toMatchObject({ fault: { code: "not-loaded" } });
  });
});

describe("a publish is tried", () => {
  it("for real, with the server's words when it is refused", async () => {
    const id = await open({ pub: { deny: ["no.>", "new.name"] } });
    const got: string[] = [];
    const subscription = peer.subscribe("yes", { callback: (_, msg) => got.push(msg.subject) });
    await peer.flush();
    expect(await told(probePub(id, "yes"))).toEqual({ isAllowed: true, text: "", trace: null });
    await until(() => got.length === 1, "the message");
    subscription.unsubscribe();
    expect(await told(probePub(id, "no.a"))).toMatchObject({
      isAllowed: false,
      text: 'Permissions Violation for Publish to "no.a"',
    });
    // Refused by the name that the account maps it to.
    expect(await told(probePub(id, "old.name"))).toMatchObject({
      isAllowed: false,
      text: 'Permissions Violation for Publish to "new.name"',
    });
    expect(await rig.notices(id)).toMatchObject([{ code: "session/connected" }]);
  });

  it("as a trace where the server can, and then nobody gets it", async () => {
    const id = await open({ pub: { deny: ["no.>"] } });
    if (!version.isAtLeast(2, 11)) {
      expect(await probePub(id, "yes", true)).toMatchObject({
        fault: { code: "trace-unsupported" },
      });
      return;
    }
    let received = 0;
    const subscription = peer.subscribe("new.*", { callback: () => (received += 1) });
    await peer.flush();
    const { isAllowed, trace } = await told(probePub(id, "old.name", true));
    expect(isAllowed).toBe(true);
    expect(trace).toMatchObject([
      { kind: "ingress", subject: "old.name", error: "" },
      { kind: "mapping", what: "new.name" },
      { kind: "egress", subject: "new.*", error: "" },
    ]);
    expect(await told(probePub(id, "no.a", true))).toMatchObject({
      isAllowed: false,
      text: 'Permissions Violation for Publish to "no.a"',
    });
    await peer.flush();
    subscription.unsubscribe();
    expect(received).toBe(0);
    const bound = await open({ pub: { allow: ["a"] } });
    expect(await probePub(bound, "a", true)).toMatchObject({
      fault: { code: "trace-not-permitted" },
    });
    const deaf = await open({ sub: { allow: ["a"] } });
    expect(await probePub(deaf, "a", true)).toMatchObject({
      fault: { code: "trace-not-permitted" },
    });
  });
});

describe("one reaches another", () => {
  it("within an account, or says which side was refused", async () => {
    const a = await open({ pub: { deny: ["no"] } });
    const b = await open({ sub: { deny: ["deaf", "part.secret"] } });
    const yes = { isAllowed: true, text: "" };
    const arrived = await told(reach(a, b, "part.open", "part.*", LONG_MS));
    expect(arrived).toMatchObject({ publish: yes, subscribe: yes, hasArrived: true });
    expect(arrived.arrivedAs).toBe("part.open");
    expect(arrived.elapsedMs).toBeGreaterThan(0);
    expect(await told(reach(a, b, "part.secret", "part.*"))).toMatchObject({
      publish: yes,
      hasArrived: false,
    });
    expect(await told(reach(a, b, "no"))).toMatchObject({ publish: { isAllowed: false } });
    expect(await told(reach(a, b, "deaf"))).toMatchObject({
      publish: null,
      subscribe: { isAllowed: false },
    });
    expect((await rig.window(b)).subscriptions).toEqual([]);
  });

  it("across accounts by an import, under the name that it has there", async () => {
    const a = await open();
    const b = await open({}, other);
    expect(await told(reach(a, b, "out.x", "in.x", LONG_MS))).toMatchObject({
      hasArrived: true,
      arrivedAs: "in.x",
    });
    expect(await told(reach(a, b, "out.x"))).toMatchObject({ hasArrived: false });
  });

  it("needs both connections", async () => {
    const a = await open();
    const b = await rig.load((await makeUser({ name: "b", account: world.account })).creds);
    expect(await reach(a, b, "x")).toMatchObject({ fault: { code: "not-connected" } });
  });
});

describe("JetStream at a glance", () => {
  beforeAll(async () => {
    const manager = await peer.jetstreamManager({ timeout: 60_000 });
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    await manager.consumers.add("ORDERS", { durable_name: "worker", filter_subject: "orders.eu" });
    await peer.jetstream().views.kv("config");
    await peer.jetstream().publish("orders.eu");
    // The consumer hears of it a little later than the publisher.
    await until(async () => {
      return (await manager.consumers.info("ORDERS", "worker")).num_pending === 1;
    }, "the message at the consumer");
  });

  it("shows limits, streams, buckets and consumers", async () => {
    const id = await open();
    const { account, streams } = await told(rig.client.call("readJetStream", { id, domain: "" }));
    expect(account).toMatchObject({
      kind: "told",
      value: { use: [{ tier: "", streams: 2, streamsLimit: -1, consumers: 1 }] },
    });
    if (streams.kind !== "told") throw new Error(streams.kind);
    expect(streams.value.names.toSorted()).toEqual(["KV_config", "ORDERS"]);
    expect(streams.value.list.find(({ name }) => name === "ORDERS")).toMatchObject({
      subjects: ["orders.>"],
      storage: "file",
      messages: 1,
      consumers: 1,
      holds: "messages",
    });
    expect(streams.value.list.find(({ holds }) => holds === "kv")).toMatchObject({
      name: "KV_config",
      lastAt: null,
    });
    const one = await told(rig.client.call("readStream", { id, domain: "", stream: "ORDERS" }));
    expect(one.stream).toMatchObject({ kind: "told", value: { name: "ORDERS" } });
    expect(one.consumers).toMatchObject({
      kind: "told",
      value: [{ name: "worker", isPull: true, filters: ["orders.eu"], pending: 1 }],
    });
  });

  it("says for each question how it was refused", async () => {
    const id = await open({ pub: { allow: ["$JS.API.STREAM.NAMES", "$JS.API.STREAM.INFO.*"] } });
    const report = await told(rig.client.call("readJetStream", { id, domain: "" }));
    expect(report.account).toMatchObject({
      kind: "refused",
      text: 'Permissions Violation for Publish to "$JS.API.INFO"',
    });
    expect(report.streams).toMatchObject({ kind: "told", value: { list: [], total: 2 } });
    const one = await told(rig.client.call("readStream", { id, domain: "", stream: "NONE" }));
    expect(one.stream).toMatchObject({ kind: "error", text: "10059: stream not found" });
    expect(one.consumers).toMatchObject({ kind: "refused" });
    const away = await open({}, other);
    const off = await told(rig.client.call("readJetStream", { id: away, domain: "" }));
    expect(off.account).toMatchObject({
      kind: "error",
      text: expect.stringContaining("not enabled for account"),
    });
    expect(await rig.client.call("readStream", { id, domain: "", stream: "a.b" })).toMatchObject({
      fault: { code: "subject-invalid" },
    });
  });
});
