import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PublishRequest, RequestRequest } from "@/lib/shared/protocol/requests";
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
import { bytesOf, type Rig, startRig, textOf } from "@/lib/testing/vault-rig";
import { headers, type NatsConnection } from "../../../scripts/sandbox/client.mjs";

const { makeUser } = identities;

let world: World;
let server: RunningNatsServer;
let version: ServerBinary;
/** Another client of the same account. */
let peer: NatsConnection;
let rig: Rig;

beforeAll(async () => {
  version = await serverBinary();
  world = await makeWorld();
  server = await startServer(`${world.config()}\nmax_payload: 1000`);
  peer = await connectPeer(server.wsUrl, await makeUser({ name: "p", account: world.account }));
});
afterAll(async () => {
  await peer.close();
  await endServers();
});
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

async function open(claims: Record<string, unknown> = {}): Promise<string> {
  const id = await rig.load((await makeUser({ name: "u", account: world.account, claims })).creds);
  const state = await rig.connect(id, server.wsUrl);
  expect(state.outcome).toBe("accepted");
  await rig.waitFor(id, "the identity", ({ server: facts }) => {
    return facts?.identitySilence != null || facts?.identity?.from === "user-info";
  });
  return id;
}
const publish = (id: string, subject: string, change: Partial<PublishRequest> = {}) =>
  rig.client.call("publish", {
    id,
    subject,
    payload: new Uint8Array(0),
    headers: [],
    reply: "",
    ...change,
  });
const request = (id: string, subject: string, change: Partial<RequestRequest> = {}) =>
  rig.client.call("request", {
    id,
    subject,
    payload: bytesOf("?"),
    headers: [],
    timeoutMs: 60_000,
    maxReplies: 1,
    ...change,
  });
const subscribe = (id: string, subject: string, queue = "") =>
  rig.client.call("subscribe", { id, subject, queue, max: 0 });
const messages = async (id: string) =>
  (await rig.window(id)).rows.filter((row) => row.kind === "message");
const firstMessage = async (id: string) => {
  await until(async () => (await messages(id)).length > 0, "a message");
  const [row] = await messages(id);
  if (row === undefined) throw new Error("the message is gone");
  return row;
};
const detailOf = async (id: string, seq: number) => {
  const reply = await rig.client.call("readMessage", { id, seq });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
};

describe("messages", () => {
  it("arrive byte by byte as they were sent, with headers as written", async () => {
    const id = await open();
    expect((await subscribe(id, "in.*")).ok).toBe(true);
    const payload = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const own = headers();
    own.append("x-Trace", "1");
    own.append("x-Trace", "2");
    peer.publish("in.binary", payload, { headers: own, reply: "over.there" });
    const row = await firstMessage(id);
    expect(row).toMatchObject({
      subject: "in.binary",
      hasReply: true,
      hasHeaders: true,
      colour: 0,
    });
    const detail = await detailOf(id, row.seq);
    expect(detail.payload).toEqual(payload);
    expect(detail.reply).toBe("over.there");
    expect(detail.headers).toEqual([
      ["x-Trace", "1"],
      ["x-Trace", "2"],
    ]);
  });

  it("arrive with header names that no client allows", async () => {
    const id = await open();
    await subscribe(id, "odd");
    // nats.ws refuses to write it, and throws when it reads it.
    const block = { encode: () => bytesOf("NATS/1.0\r\nodd name: v\r\n\r\n") };
    Reflect.apply(peer.publish, peer, ["odd", bytesOf("x"), { headers: block }]);
    const row = await firstMessage(id);
    expect((await detailOf(id, row.seq)).headers).toEqual([["odd name", "v"]]);
  });

  it("notify the page once until the window is read", async () => {
    const id = await open();
    await subscribe(id, "many");
    await rig.window(id);
    const notifications = () => rig.events.filter(({ kind }) => kind === "rowsArrived").length;
    const before = notifications();
    for (let i = 0; i < 50; i += 1) peer.publish("many", bytesOf(String(i)));
    await peer.flush();
    // The server answers this after the last message.
    await publish(id, "other");
    expect(notifications()).toBe(before + 1);
  });

  it("are listed only when the server has them", async () => {
    const id = await open();
    const listed = async () => {
      const window = { filter: { text: "" }, from: "tail", count: 0, until: null } as const;
      const reply = await rig.client.call("readWindow", { id, window });
      return reply.ok ? reply.value.subscriptions.length : -1;
    };
    const taken = subscribe(id, "soon");
    expect(await listed()).toBe(0);
    expect((await taken).ok).toBe(true);
    expect(await listed()).toBe(1);
  });

  it("stop after unsubscribe; queue groups share", async () => {
    const id = await open();
    const one = await subscribe(id, "work", "g");
    await subscribe(id, "work", "g");
    for (let i = 0; i < 40; i += 1) await publish(id, "work");
    const { subscriptions, counts } = await rig.window(id);
    expect(counts.received).toBe(40);
    expect(subscriptions.map(({ colour }) => colour)).toEqual([0, 1]);
    expect(subscriptions.every(({ received }) => received > 0 && received < 40)).toBe(true);
    if (one.ok) await rig.client.call("unsubscribe", { id, drain: false, ...one.value });
    await publish(id, "work");
    const after = await rig.window(id);
    expect(after.subscriptions).toHaveLength(1);
    expect(after.counts.received).toBe(41);
  });
});

describe("permissions", () => {
  const narrow = {
    pub: { allow: ["ok.>", "$SYS.REQ.USER.INFO"], deny: [] },
    sub: { allow: ["ok.>", "_INBOX.>", "q.work only"], deny: [] },
  };

  it("a denied publish is answered with the server's words, and the log gets a notice", async () => {
    const id = await open(narrow);
    expect(await publish(id, "ok.a")).toEqual({ ok: true, value: null });
    expect(await publish(id, "no.a")).toMatchObject({
      ok: false,
      fault: {
        code: "permissions-violation",
        params: { text: 'Permissions Violation for Publish to "no.a"' },
      },
    });
    expect((await rig.notices(id)).slice(1)).toMatchObject([
      { code: "permissions-violation", subject: "no.a" },
    ]);
    expect(rig.session(id)?.phase).toBe("open");
  });

  it("distinguishes several at once", async () => {
    const id = await open(narrow);
    const sent = await Promise.all(["ok.1", "no.1", "ok.2", "no.2"].map((s) => publish(id, s)));
    expect(sent.map(({ ok }) => ok)).toEqual([true, false, true, false]);
    expect(sent[3]).toMatchObject({ fault: { params: { text: expect.stringContaining("no.2") } } });
  });

  it("a denied subscription is marked; the others go on", async () => {
    const id = await open(narrow);
    await subscribe(id, "ok.x");
    expect(await subscribe(id, "no.>")).toMatchObject({
      ok: false,
      fault: { code: "permissions-violation" },
    });
    expect(await subscribe(id, "q.work", "other")).toMatchObject({ ok: false });
    expect((await subscribe(id, "q.work", "only")).ok).toBe(true);
    await publish(id, "ok.x");
    const { subscriptions } = await rig.window(id);
    expect(subscriptions.map(({ state }) => state)).toEqual([
      "active",
      "violated",
      "violated",
      "active",
    ]);
    expect(subscriptions[1]?.reason).toContain('Subscription to "no.>"');
    expect(subscriptions[0]?.received).toBe(1);
    expect((await rig.notices(id)).slice(1).map(({ subject }) => subject)).toEqual([
      "no.>",
      "q.work",
    ]);
  });

  it("a denied request is rejected at once", async () => {
    const id = await open(narrow);
    const settled: string[] = [];
    const asked = request(id, "no.request", { timeoutMs: 600_000 });
    void asked.then(() => settled.push("request"));
    await publish(id, "ok.behind").then(() => settled.push("publish behind it"));
    expect(settled).toEqual(["request", "publish behind it"]);
    const reply = await asked;
    expect(reply).toMatchObject({ ok: false, fault: { code: "permissions-violation" } });
  });

  it("a mapped subject is matched with its publish", async () => {
    const mapping = await makeWorld({
      claims: { mappings: { "map.src": [{ subject: "map.dst", weight: 100 }] } },
    });
    const own = await startServer(mapping.config());
    const claims = { pub: { allow: ["map.src"], deny: [] } };
    const id = await rig.load(
      (await makeUser({ name: "u", account: mapping.account, claims })).creds,
    );
    await rig.connect(id, own.wsUrl);
    expect(await publish(id, "map.src")).toMatchObject({
      ok: false,
      fault: { params: { text: expect.stringContaining('"map.dst"') } },
    });
  });

  it("without an inbox a request is rejected at once, and our own request makes no notice", async () => {
    const id = await open({
      pub: { allow: [], deny: [] },
      sub: { allow: ["ok.>"], deny: [] },
    });
    expect(rig.session(id)?.server?.identitySilence).toBe("no-permission-subject");
    expect((await rig.notices(id)).map(({ code }) => code)).toEqual(["session/connected"]);
    expect(await request(id, "ok.r")).toMatchObject({
      ok: false,
      fault: {
        code: "permissions-violation",
        params: { text: expect.stringContaining("_INBOX.") },
      },
    });
    expect((await rig.notices(id)).at(-1)?.code).toBe("permissions-violation");
  });

  it("our own request, refused by rights that the JWT does not show, makes no notice", async () => {
    const limited = await makeWorld({
      claims: { default_permissions: { pub: { allow: ["ok.>"] }, sub: { allow: ["ok.>"] } } },
    });
    const own = await startServer(limited.config());
    const id = await rig.load((await makeUser({ name: "u", account: limited.account })).creds);
    await rig.connect(id, own.wsUrl);
    await rig.waitFor(id, "silence", ({ server: facts }) => facts?.identitySilence != null);
    expect(rig.session(id)?.server?.identitySilence).toBe("not-permitted");
    expect((await rig.notices(id)).map(({ code }) => code)).toEqual(["session/connected"]);
  });

  it("a private inbox prefix is used", async () => {
    const id = await open({ sub: { allow: ["_INBOX_bob.>"], deny: [] } });
    const subscription = peer.subscribe("echo", {
      callback: (_, msg) => void msg.respond(msg.data),
    });
    await peer.flush();
    expect(await request(id, "echo")).toMatchObject({ ok: true, value: { timedOut: false } });
    subscription.unsubscribe();
    if (version.isAtLeast(2, 10)) {
      expect(rig.session(id)?.server?.identity?.user).toBe(id);
    }
  });
});

describe("requests", () => {
  it("a reply becomes a separate row", async () => {
    const id = await open();
    const subscription = peer.subscribe("echo", {
      callback: (_, msg) => void msg.respond(msg.data),
    });
    await peer.flush();
    const reply = await request(id, "echo", { payload: bytesOf("hello"), headers: [["A", "b"]] });
    subscription.unsubscribe();
    if (!reply.ok) throw new Error(reply.fault.code);
    expect(reply.value).toMatchObject({ noResponders: false, timedOut: false });
    expect(reply.value.replies).toHaveLength(1);
    const detail = await detailOf(id, reply.value.replies[0] ?? 0);
    expect(textOf(detail.payload)).toBe("hello");
    expect(detail).toMatchObject({ subscription: 0, answerTo: { subject: "echo" } });
    expect((await messages(id))[0]?.colour).toBe(-1);
  });

  it("several replies are collected until there are enough or the time is over", async () => {
    const id = await open();
    const responders = [1, 2, 3].map((n) =>
      peer.subscribe("poll", { callback: (_, msg) => void msg.respond(bytesOf(String(n))) }),
    );
    await peer.flush();
    const two = await request(id, "poll", { maxReplies: 2 });
    expect(two.ok && two.value.replies).toHaveLength(2);
    expect(two.ok && two.value.timedOut).toBe(false);
    // The time is enough for three replies on any machine, and all of it passes.
    const all = await request(id, "poll", { maxReplies: 10, timeoutMs: 3000 });
    expect(all.ok && all.value.replies).toHaveLength(3);
    expect(all.ok && all.value.timedOut).toBe(true);
    for (const responder of responders) responder.unsubscribe();
  });

  it("silence after a reply, or an empty reply, ends a request for many", async () => {
    const id = await open();
    const responder = peer.subscribe("parts", {
      callback: (_, msg) => {
        for (const part of ["a", "b", "", "late"]) msg.respond(bytesOf(part));
      },
    });
    await peer.flush();
    const many = { maxReplies: 100 };
    const whole = await request(id, "parts", { ...many, endsEmpty: true });
    expect(whole.ok && whole.value).toMatchObject({ timedOut: false });
    expect(whole.ok && whole.value.replies).toHaveLength(3);
    const silent = await request(id, "parts", { ...many, silenceMs: 300 });
    expect(silent.ok && silent.value).toMatchObject({ timedOut: false });
    expect(silent.ok && silent.value.replies).toHaveLength(4);
    responder.unsubscribe();
  });

  it("distinguishes no responders from no answer", async () => {
    const id = await open();
    const unheard = await request(id, "nobody.here");
    expect(unheard).toMatchObject({ ok: true, value: { noResponders: true, timedOut: false } });
    expect(unheard.ok && unheard.value.replies).toEqual([]);
    expect((await messages(id)).at(-1)).toMatchObject({ status: 503, colour: -1 });

    const mute = peer.subscribe("mute", { callback: () => {} });
    await peer.flush();
    const silent = await request(id, "mute", { timeoutMs: 200 });
    expect(silent).toMatchObject({ ok: true, value: { noResponders: false, timedOut: true } });
    mute.unsubscribe();
  });

  it("end with the connection", async () => {
    const id = await open();
    const mute = peer.subscribe("mute", { callback: () => {} });
    await peer.flush();
    const pending = request(id, "mute", { timeoutMs: 10_000 });
    await rig.client.call("ping", {});
    await rig.client.call("disconnect", { id });
    expect(await pending).toMatchObject({ ok: false, fault: { code: "connection-ended" } });
    mute.unsubscribe();
  });
});

describe("refused before anything is sent", () => {
  it("a payload over the limit in force", async () => {
    const id = await open();
    expect((await publish(id, "big", { payload: new Uint8Array(1000) })).ok).toBe(true);
    expect(await publish(id, "big", { payload: new Uint8Array(1001) })).toMatchObject({
      ok: false,
      fault: { code: "payload-too-large", params: { bytes: 1001, limit: 1000 } },
    });
    expect((await rig.notices(id)).at(-1)).toMatchObject({
      code: "limits/payload",
      subject: "big",
    });
    expect(rig.session(id)?.phase).toBe("open");
  });

  it.each([
    ["a\r\nPUB b 0", "", [], "subject-invalid"],
    ["a b", "", [], "subject-invalid"],
    ["a..b", "", [], "subject-invalid"],
    ["a.*", "", [], "subject-invalid"],
    ["", "", [], "subject-invalid"],
    ["a", "r x", [], "subject-invalid"],
    ["a", "", [["n", "v\r\nX: y"]], "header-invalid"],
    ["a", "", [["n:", "v"]], "header-invalid"],
    ["a", "", [["", "v"]], "header-invalid"],
  ] as const)("publish %j, reply %j, headers %j", async (subject, reply, list, code) => {
    const id = await open();
    const sent = await publish(id, subject, { reply, headers: list });
    expect(sent).toMatchObject({ ok: false, fault: { code } });
    const frames = await rig.client.call("readFrames", { id, after: 0 });
    expect(frames.ok && frames.value.frames.some(({ line }) => line.startsWith("PUB"))).toBe(false);
    expect(rig.session(id)?.phase).toBe("open");
  });

  it("a line that the server would refuse", async () => {
    const id = await open();
    const reply = "b".repeat(3000);
    expect(await publish(id, "a".repeat(3000), { reply })).toMatchObject({
      ok: false,
      fault: { code: "subject-invalid", params: { reason: "too-long" } },
    });
    expect(rig.session(id)?.phase).toBe("open");
  });

  it("a subscription that is not valid", async () => {
    const id = await open();
    expect(await subscribe(id, "a.>.b")).toMatchObject({ fault: { code: "subject-invalid" } });
    expect(await subscribe(id, "a", "two words")).toMatchObject({
      fault: { code: "queue-invalid" },
    });
    expect((await rig.window(id)).subscriptions).toEqual([]);
  });
});

it("a subscription over the limit is marked, and the connection stays", async () => {
  const id = await open({ subs: 2, data: -1, payload: -1 });
  const results = [await subscribe(id, "a"), await subscribe(id, "b"), await subscribe(id, "c")];
  const refused = results.find(({ ok }) => !ok);
  expect(refused).toMatchObject({ fault: { code: "limits/subscriptions" } });
  expect((await rig.notices(id)).some(({ code }) => code === "limits/subscriptions")).toBe(true);
  expect(rig.session(id)?.phase).toBe("open");
  const { subscriptions } = await rig.window(id);
  expect(subscriptions.some(({ state }) => state === "violated")).toBe(true);
});
