// Tries on a real server, which leave no trace where they should not.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
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
/** Another client of the same account. */
let peer: NatsConnection;
let rig: Rig;

beforeAll(async () => {
  version = await serverBinary();
  storeDir = mkdtempSync(path.join(tmpdir(), "credence-tries-"));
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

async function okValue<T>(
  reply: Promise<{ ok: true; value: T } | { ok: false; fault: unknown }>,
): Promise<T> {
  const result = await reply;
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

const trySub = (id: string, subject: string, queue = "") =>
  rig.client.call("trySubscribe", { id, subject, queue });
const tryPub = (id: string, subject: string, isTraceOnly = false) =>
  rig.client.call("tryPublish", { id, subject, payload: new Uint8Array(0), isTraceOnly });
/** The limit for a message that arrives. A test of one that does not arrive waits its whole limit. */
const LONG_MS = 60_000;
const reach = (from: string, to: string, publish: string, subscribe = publish, timeoutMs = 300) =>
  rig.client.call("tryReach", { from, to, publish, subscribe, queue: "", timeoutMs });

/** Subjects of the subscriptions that the server has, without internal ones. Only one session is open. */
async function serverSubscriptions(): Promise<string[]> {
  // Subscriptions of earlier tests may still be ending.
  await peer.flush();
  await until(async () => {
    const connections = await (await fetch(`${server.monitorUrl}/connz`)).json();
    return connections.num_connections === 2;
  }, "the end of earlier sessions");
  const reply = await (await fetch(`${server.monitorUrl}/subsz?subs=1&limit=10000`)).json();
  const list: { subject: string }[] = reply.subscriptions_list ?? [];
  return list.map(({ subject }) => subject).filter((subject) => !/^[$_]/.test(subject));
}

describe("rights from the server", () => {
  it("come with the identity, and again when asked", async () => {
    const claims = { pub: { allow: ["a.>", "$SYS.REQ.USER.INFO"] }, sub: { deny: ["b q"] } };
    const id = await open(claims);
    const result = await okValue(rig.client.call("askRights", { id }));
    if (!version.isAtLeast(2, 10)) {
      expect(result).toMatchObject({ answer: null, silence: "no-service" });
      return;
    }
    const permissions = result.answer?.permissions;
    expect(permissions?.publish.allow?.toSorted()).toEqual(["$SYS.REQ.USER.INFO", "a.>"]);
    expect(permissions?.subscribe.deny).toEqual([
      serverModel(version.version).tellsQueues ? "b q" : "b",
    ]);
    expect(rig.session(id)?.server?.identity?.permissions).toEqual(permissions);
  });

  it("are asked for on a click even when the JWT rules it out, and the refusal gives the reason", async () => {
    const id = await open({ pub: { allow: ["a"] } });
    expect(rig.session(id)?.server?.identitySilence).toBe("no-permission-subject");
    const result = await okValue(rig.client.call("askRights", { id }));
    expect(result).toMatchObject({ answer: null, silence: "not-permitted" });
    expect(result.text).toContain('Publish to "$SYS.REQ.USER.INFO"');
    expect(await rig.notices(id)).toMatchObject([{ code: "session/connected" }]);
  });
});

describe("a subscription is tried without subscribing", () => {
  it("reports the server's answer, and leaves nothing behind", async () => {
    const id = await open({ sub: { allow: ["work.*", "_INBOX.>", "team.x q"], deny: ["work.z"] } });
    const before = await serverSubscriptions();
    const checked = { isAllowed: true, text: "", manner: "checked" };
    expect(await okValue(trySub(id, "work.x"))).toEqual(checked);
    expect(await okValue(trySub(id, "work.x", "q"))).toEqual(checked);
    expect(await okValue(trySub(id, "team.x", "q"))).toEqual(checked);
    const denied = await okValue(trySub(id, "team.x"));
    expect(denied).toMatchObject({ isAllowed: false, manner: "checked" });
    expect(denied.text).toBe('Permissions Violation for Subscription to "team.x"');
    expect(await okValue(trySub(id, "work.z", "q"))).toMatchObject({
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
      while (!isOver) await trySub(id, "jobs", "q");
    })();
    const SENT = 300;
    for (let n = 0; n < SENT; n += 1) await tryPub(publisher, "jobs");
    isOver = true;
    await probing;
    await until(() => received === SENT, "all messages");
    subscription.unsubscribe();
    expect((await rig.window(id)).counts.received).toBe(0);
  });

  it("without an inbox it uses another subject", async () => {
    const id = await open({ sub: { allow: ["work.*", "lone q"] } });
    expect(await okValue(trySub(id, "lone", "q"))).toMatchObject({
      isAllowed: true,
      manner: "checked",
    });
    const onlyDeny = await open({ sub: { deny: ["_INBOX.>"] } });
    expect(await okValue(trySub(onlyDeny, "a", "q"))).toMatchObject({ manner: "checked" });
  });

  it("with only literal rights it is opened and ended in one write, but never in a queue group", async () => {
    const id = await open({ sub: { allow: ["lone"] } });
    const before = await serverSubscriptions();
    expect(await okValue(trySub(id, "lone"))).toEqual({
      isAllowed: true,
      text: "",
      manner: "opened",
    });
    expect(await okValue(trySub(id, "other"))).toMatchObject({
      isAllowed: false,
      manner: "opened",
    });
    expect(await trySub(id, "lone", "q")).toMatchObject({ fault: { code: "no-harmless-probe" } });
    expect(await serverSubscriptions()).toEqual(before);
  });

  it("validates its input", async () => {
    const id = await open();
    expect(await trySub(id, "a..b")).toMatchObject({ fault: { code: "subject-invalid" } });
    expect(await trySub(id, "a", "two words")).toMatchObject({
      fault: { code: "queue-invalid" },
    });
    expect(await trySub("nobody", "a")).toMatchObject({ fault: { code: "not-loaded" } });
  });
});

describe("a publish is tried", () => {
  it("for real, with the server's words when it is refused", async () => {
    const id = await open({ pub: { deny: ["no.>", "new.name"] } });
    const got: string[] = [];
    const subscription = peer.subscribe("yes", { callback: (_, msg) => got.push(msg.subject) });
    await peer.flush();
    expect(await okValue(tryPub(id, "yes"))).toEqual({ isAllowed: true, text: "", trace: null });
    await until(() => got.length === 1, "the message");
    subscription.unsubscribe();
    expect(await okValue(tryPub(id, "no.a"))).toMatchObject({
      isAllowed: false,
      text: 'Permissions Violation for Publish to "no.a"',
    });
    // The server refuses the name to which the account maps the subject.
    expect(await okValue(tryPub(id, "old.name"))).toMatchObject({
      isAllowed: false,
      text: 'Permissions Violation for Publish to "new.name"',
    });
    expect(await rig.notices(id)).toMatchObject([{ code: "session/connected" }]);
  });

  it("as a trace where the server supports it, and then no client receives it", async () => {
    const id = await open({ pub: { deny: ["no.>"] } });
    if (!version.isAtLeast(2, 11)) {
      expect(await tryPub(id, "yes", true)).toMatchObject({
        fault: { code: "trace-unsupported" },
      });
      return;
    }
    let received = 0;
    const subscription = peer.subscribe("new.*", { callback: () => (received += 1) });
    await peer.flush();
    const { isAllowed, trace } = await okValue(tryPub(id, "old.name", true));
    expect(isAllowed).toBe(true);
    expect(trace).toMatchObject([
      { kind: "ingress", subject: "old.name", error: "" },
      { kind: "mapping", what: "new.name" },
      { kind: "egress", subject: "new.*", error: "" },
    ]);
    expect(await okValue(tryPub(id, "no.a", true))).toMatchObject({
      isAllowed: false,
      text: 'Permissions Violation for Publish to "no.a"',
    });
    await peer.flush();
    subscription.unsubscribe();
    expect(received).toBe(0);
    const bound = await open({ pub: { allow: ["a"] } });
    expect(await tryPub(bound, "a", true)).toMatchObject(
      serverModel(version.version).tracesAnywhere
        ? { value: { isAllowed: true, trace: [{ kind: "ingress", subject: "a" }] } }
        : { fault: { code: "trace-not-permitted" } },
    );
    const deaf = await open({ sub: { allow: ["a"] } });
    expect(await tryPub(deaf, "a", true)).toMatchObject({
      fault: { code: "trace-not-permitted" },
    });
  });
});

describe("one reaches another", () => {
  it("within an account, or says which side was refused", async () => {
    const a = await open({ pub: { deny: ["no"] } });
    const b = await open({ sub: { deny: ["deaf", "part.secret"] } });
    const yes = { isAllowed: true, text: "" };
    const arrived = await okValue(reach(a, b, "part.open", "part.*", LONG_MS));
    expect(arrived).toMatchObject({ publish: yes, subscribe: yes, hasArrived: true });
    expect(arrived.arrivedAs).toBe("part.open");
    expect(arrived.elapsedMs).toBeGreaterThan(0);
    expect(await okValue(reach(a, b, "part.secret", "part.*"))).toMatchObject({
      publish: yes,
      hasArrived: false,
    });
    expect(await okValue(reach(a, b, "no"))).toMatchObject({ publish: { isAllowed: false } });
    expect(await okValue(reach(a, b, "deaf"))).toMatchObject({
      publish: null,
      subscribe: { isAllowed: false },
    });
    expect((await rig.window(b)).subscriptions).toEqual([]);
  });

  it("across accounts by an import, under the imported name", async () => {
    const a = await open();
    const b = await open({}, other);
    expect(await okValue(reach(a, b, "out.x", "in.x", LONG_MS))).toMatchObject({
      hasArrived: true,
      arrivedAs: "in.x",
    });
    expect(await okValue(reach(a, b, "out.x"))).toMatchObject({ hasArrived: false });
  });

  it("in a queue group, by the local name of an import from 2.14.8 and 2.15.1 on", async () => {
    const { filtersQueuesByOrigin } = serverModel(version.version);
    const a = await open();
    const b = await open({ sub: { deny: ["in.secret"] } }, other);
    const arrives = async (queue: string) => {
      const request = { from: a, to: b, publish: "out.secret", subscribe: "in.*", queue };
      const timeoutMs = queue !== "" && filtersQueuesByOrigin ? LONG_MS : 300;
      return (await okValue(rig.client.call("tryReach", { ...request, timeoutMs }))).hasArrived;
    };
    expect(await arrives("")).toBe(false);
    expect(await arrives("q")).toBe(filtersQueuesByOrigin);
  });

  it("needs both connections", async () => {
    const a = await open();
    const b = await rig.load((await makeUser({ name: "b", account: world.account })).creds);
    expect(await reach(a, b, "x")).toMatchObject({ fault: { code: "not-connected" } });
  });
});

describe("JetStream overview", () => {
  beforeAll(async () => {
    const manager = await peer.jetstreamManager({ timeout: 60_000 });
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    await manager.consumers.add("ORDERS", { durable_name: "worker", filter_subject: "orders.eu" });
    await peer.jetstream().views.kv("config");
    await peer.jetstream().publish("orders.eu");
    // The consumer is updated a little later than the publisher is answered.
    await until(async () => {
      return (await manager.consumers.info("ORDERS", "worker")).num_pending === 1;
    }, "the message at the consumer");
  });

  it("shows limits, streams, buckets and consumers", async () => {
    const id = await open();
    const { account, streams } = await okValue(
      rig.client.call("readJetStream", { id, domain: "" }),
    );
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
    const one = await okValue(rig.client.call("readStream", { id, domain: "", stream: "ORDERS" }));
    expect(one).toMatchObject({ kind: "told", value: { name: "ORDERS" } });
    const orders = { id, domain: "", stream: "ORDERS" };
    expect(await okValue(rig.client.call("readConsumers", orders))).toMatchObject({
      kind: "told",
      value: [{ name: "worker", isPull: true, filters: ["orders.eu"], pending: 1 }],
    });
  });

  it("reports for each request how it was refused", async () => {
    const id = await open({ pub: { allow: ["$JS.API.STREAM.NAMES", "$JS.API.STREAM.INFO.*"] } });
    const answer = await okValue(rig.client.call("readJetStream", { id, domain: "" }));
    expect(answer.account).toMatchObject({
      kind: "refused",
      text: 'Permissions Violation for Publish to "$JS.API.INFO"',
    });
    expect(answer.streams).toMatchObject({ kind: "told", value: { list: [], total: 2 } });
    const one = await okValue(rig.client.call("readStream", { id, domain: "", stream: "NONE" }));
    expect(one).toMatchObject({ kind: "error", text: "10059: stream not found" });
    const none = { id, domain: "", stream: "NONE" };
    const consumers = await okValue(rig.client.call("readConsumers", none));
    expect(consumers).toMatchObject({ kind: "refused" });
    const away = await open({}, other);
    const off = await okValue(rig.client.call("readJetStream", { id: away, domain: "" }));
    expect(off.account).toMatchObject({
      kind: "not-enabled",
      text: expect.stringContaining("not enabled for account"),
    });
    expect(await rig.client.call("readStream", { id, domain: "", stream: "a.b" })).toMatchObject({
      fault: { code: "subject-invalid" },
    });
  });
});
