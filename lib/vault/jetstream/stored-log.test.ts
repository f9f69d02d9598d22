// A log of stored messages on the newest and the oldest server: read from a place and on, stopped, in batches that are
// asked for ahead, and followed with and without a consumer, which is gone afterwards.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { headers, RetentionPolicy } from "nats.ws";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { isServerAtLeast } from "@/lib/shared/base/server-version";
import type { StoredPlace } from "@/lib/shared/facts/stored-place";
import type { StoredTarget } from "@/lib/shared/protocol/requests";
import { type FrameProxy, startFrameProxy } from "@/lib/testing/chaos/frame-proxy";
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
import { until } from "@/lib/testing/run-to-end";
import { storedLogs } from "@/lib/testing/stored-logs";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";

const { makeUser, jetStreamLimits } = identities;
const LARGE = 2500;
const LARGE_BYTES = 8192;
/** Subjects of a stream whose messages need many frames. */
const MANY = 400;

afterAll(endServers);

describe.each(await testedServers())("a log of stored messages on $version", (on) => {
  const hasBatches = isServerAtLeast(on.version, "2.11");
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let rig: Rig;
  let id: string;
  let storeDir: string;
  const { factsOf, reached, readOn, sequencesOf } = storedLogs(() => rig);

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-log-"));
    world = await makeWorld({ limits: jetStreamLimits });
    const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(config, { on });
    peer = await connectPeer(server.wsUrl, await makeUser({ name: "p", account: world.account }));
    const { streams } = await peer.jetstreamManager({ timeout: 60_000 });
    await streams.add({ name: "S", subjects: ["s.>"], allow_direct: true });
    const retention = RetentionPolicy.Workqueue;
    await streams.add({ name: "WORK", subjects: ["w.>"], allow_direct: true, retention });
    await streams.add({ name: "LARGE", subjects: ["large"], allow_direct: true });
    await streams.add({ name: "MANY", subjects: ["last.*"], allow_direct: true });
    for (let n = 0; n < 2 * MANY; n++) peer.publish(`last.${n >> 1}`, new Uint8Array(LARGE_BYTES));
    for (let n = 1; n <= 500; n++) peer.publish(n === 301 ? "s.rare" : "s.a", `text ${n}`);
    for (let n = 0; n < 3; n++) peer.publish("w.a", `text ${n}`);
    for (let n = 0; n < LARGE; n++) peer.publish("large", new Uint8Array(LARGE_BYTES).fill(n));
    for (const [name, messages] of [
      ["S", 500],
      ["WORK", 3],
      ["LARGE", LARGE],
      ["MANY", 2 * MANY],
    ] as const) {
      await until(async () => (await infoOf(name)).messages === messages, `all of ${name}`);
    }
  });
  afterAll(async () => {
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    rig = startRig();
    id = await rig.load((await makeUser({ name: "u", account: world.account })).creds);
    expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
  });
  afterEach(() => rig.close());

  async function publish(subject: string, count: number) {
    const js = peer.jetstream({ timeout: 60_000 });
    for (let n = 0; n < count; n++) await js.publish(subject, `text ${n}`);
  }

  /** Connects other creds, through a proxy. */
  async function connectThrough(): Promise<FrameProxy> {
    const proxy = await startFrameProxy(server.wsUrl);
    id = await rig.load((await makeUser({ name: "v", account: world.account })).creds);
    expect((await rig.connect(id, proxy.url)).outcome).toBe("accepted");
    return proxy;
  }

  async function infoOf(name: string) {
    const manager = await peer.jetstreamManager({ timeout: 60_000 });
    return (await manager.streams.info(name)).state;
  }

  /** Places a log and waits until as much is read. */
  async function placed(...order: Parameters<typeof begun>): Promise<string> {
    const log = await begun(...order);
    await reached(log, ({ state, messages }) => state === "read" && messages >= 0);
    return log;
  }

  /** Places a log. */
  async function begun(
    stream: string,
    place: StoredPlace,
    count: number | null,
    {
      subject = ">",
      follow = null,
    }: { subject?: string; follow?: "consumer" | "poll" | null } = {},
  ): Promise<string> {
    const { first_seq: firstSeq, last_seq: lastSeq } = await infoOf(stream);
    const limits = { firstSeq, lastSeq, isDense: stream === "LARGE" };
    const allowsDirect = stream !== "BUSY";
    const target: StoredTarget = { id, domain: "", stream, subject, allowsDirect, ...limits };
    const reply = await rig.client.call("placeStored", { target, place, count, follow });
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.value.id;
  }

  it("begins at a place and reads on as far as it is told", async () => {
    const log = await placed("S", { kind: "sequence", sequence: 101 }, 50);
    expect(factsOf(log)).toMatchObject({ messages: 50, stored: { from: 101, next: 151 } });
    await readOn(log, 10);
    await reached(log, ({ messages }) => messages === 60);
    await readOn(log, null);
    expect(await reached(log, ({ stored }) => stored?.next === null)).toMatchObject({
      messages: 400,
    });
    expect((await sequencesOf(log)).at(-1)).toBe(500);
    await publish("s.a", 1);
    await readOn(log, null, 501);
    expect(await reached(log, ({ messages }) => messages === 401)).toMatchObject({
      stored: { lastSeq: 501, next: null },
    });
  });

  it("begins at its place when it is read on after a stop before that was found", async () => {
    const proxy = await connectThrough();
    const asked = proxy.holdFromClient("GET.S");
    const log = await begun("S", { kind: "before", sequence: 501, count: 20 }, 20);
    await asked;
    await readOn(log, 0);
    expect(factsOf(log)).toMatchObject({ state: "read", messages: 0 });
    proxy.release();
    await readOn(log, 20);
    await reached(log, ({ messages }) => messages === 20);
    expect((await sequencesOf(log))[0]).toBe(481);
    expect(factsOf(log)?.stored).toMatchObject({ from: 481 });
    proxy.close();
  });

  it("begins at its time when it is read on after a stop before the first message", async () => {
    const { streams } = await peer.jetstreamManager({ timeout: 60_000 });
    // They were stored one after the other, for more than a millisecond.
    const { time } = await streams.getMessage("MANY", { seq: 2 * MANY });
    const proxy = await connectThrough();
    const asked = proxy.holdFromClient("GET.MANY");
    const log = await begun("MANY", { kind: "time", at: time.getTime() }, 1);
    await asked;
    await readOn(log, 0);
    proxy.release();
    await readOn(log, 1);
    await reached(log, ({ messages }) => messages === 1);
    const [first] = await sequencesOf(log);
    expect(first).toBeGreaterThan(1);
    expect(factsOf(log)?.stored?.from).toBe(first);
    proxy.close();
  });

  it("has each subject once when it is read on after a stop among the last of each", async () => {
    const proxy = await connectThrough();
    const held = hasBatches ? proxy.holdFromServer(`Nats-Subject: last.${MANY / 2}\r`) : null;
    const asked = hasBatches ? null : proxy.holdFromClient("GET.MANY");
    const log = await begun("MANY", { kind: "last-per-subject" }, null);
    await (held ?? asked);
    const rows = async () => (await rig.window(log)).counts.received;
    if (hasBatches) await until(async () => (await rows()) > 0, "some of them");
    await readOn(log, 0);
    expect(factsOf(log)?.messages).toBeLessThan(MANY);
    proxy.release();
    await readOn(log, null);
    await reached(log, ({ stored }) => stored?.next === null);
    // Each subject was published twice, one after the other.
    const all = Array.from({ length: MANY }, (_, n) => 2 * n + 2);
    expect((await sequencesOf(log)).toSorted((a, b) => Number(a) - Number(b))).toEqual(all);
    proxy.close();
  });

  it("asks for the newest page without looking for its place where none was deleted", async () => {
    const asked: unknown[] = [];
    const spy = peer.subscribe("$JS.API.DIRECT.GET.LARGE", {
      callback: (_, message) => asked.push(message.json()),
    });
    await peer.flush();
    const log = await placed("LARGE", { kind: "before", sequence: LARGE + 1, count: 20 }, 20);
    await peer.flush();
    spy.unsubscribe();
    const sequences = Array.from({ length: 20 }, (_, index) => LARGE - 19 + index);
    expect(await sequencesOf(log)).toEqual(sequences);
    const [first] = sequences;
    const batch = [expect.objectContaining({ seq: first, batch: 20 })];
    const singles = sequences.map((seq) => ({ seq }));
    expect(asked).toEqual(hasBatches ? batch : singles);
  });

  it("finds the messages before a sequence, also the rare ones of a subject", async () => {
    const last = await placed("S", { kind: "before", sequence: 501, count: 20 }, 20);
    expect((await sequencesOf(last))[0]).toBe(481);
    const subject = "s.rare";
    const rare = await placed("S", { kind: "before", sequence: 501, count: 20 }, 20, { subject });
    expect(await sequencesOf(rare)).toEqual([301]);
    const none = await placed("S", { kind: "before", sequence: 301, count: 20 }, 20, { subject });
    expect(factsOf(none)).toMatchObject({ messages: 0, state: "read", stored: { next: null } });
  });

  it("reads large messages in batches, each once and in order", async () => {
    const stream = "LARGE";
    const log = await placed(stream, { kind: "sequence", sequence: 1 }, null);
    const { counts } = await rig.window(log);
    expect(counts).toMatchObject({ received: LARGE, dropped: 0 });
    expect(counts.bytes).toBeGreaterThan(LARGE * LARGE_BYTES);
    const first = await rig.client.call("readMessage", { id: log, seq: 2000 });
    if (!first.ok) throw new Error(first.fault.code);
    expect(first.value).toMatchObject({ headers: [], stored: { stream, sequence: 2000 } });
    expect(first.value.payload).toEqual(new Uint8Array(LARGE_BYTES).fill(1999));
  });

  it("follows a stream through a consumer that is deleted at once", async () => {
    const { last_seq: before } = await infoOf("S");
    const log = await placed("S", { kind: "before", sequence: before + 1, count: 2 }, 2, {
      follow: "consumer",
    });
    const manager = await peer.jetstreamManager({ timeout: 60_000 });
    const names = async () => (await manager.consumers.list("S").next()).map(({ name }) => name);
    await until(async () => (await names()).length === 1, "the consumer");
    const [consumer] = await names();
    await publish("s.a", 3);
    const facts = await reached(log, ({ messages }) => messages === 5);
    expect(facts?.stored).toMatchObject({ isFollowing: true, lastSeq: before + 3 });
    const all = [-1, 0, 1, 2, 3].map((step) => before + step);
    expect(await sequencesOf(log)).toEqual(all);
    // It was not made again for each message.
    expect(await names()).toEqual([consumer]);
    await readOn(log, 0);
    await until(async () => (await names()).length === 0, "no consumer");
    const ended = { isFollowing: false, lastSeq: before + 3, next: null };
    expect(factsOf(log)?.stored).toMatchObject(ended);
    await publish("s.a", 1);
    await readOn(log, null, before + 4);
    await reached(log, (now) => now.messages === 6);
    expect(await sequencesOf(log)).toEqual([...all, before + 4]);
  });

  it("leaves no consumer behind when the connection ends, as when the tab dies", async () => {
    const { last_seq: before } = await infoOf("S");
    await placed("S", { kind: "before", sequence: before + 1, count: 2 }, 2, {
      follow: "consumer",
    });
    await until(async () => (await infoOf("S")).consumer_count === 1, "the consumer");
    await rig.client.call("disconnect", { id });
    await until(async () => (await infoOf("S")).consumer_count === 0, "the threshold");
  });

  it("counts the messages of each subject, a page at a time", async () => {
    const request = { id, domain: "", stream: "S", filter: ">", first: 0, count: 1 };
    const first = await rig.client.call("readSubjects", request);
    expect(first).toMatchObject({
      value: { kind: "told", value: { total: 2, rows: [{ subject: "s.a" }] } },
    });
    const rare = { subject: "s.rare", messages: 1 };
    const next = await rig.client.call("readSubjects", { ...request, first: 1 });
    expect(next).toMatchObject({ value: { value: { total: 2, rows: [rare] } } });
    const some = await rig.client.call("readSubjects", { ...request, filter: "*.rare" });
    expect(some).toMatchObject({ value: { value: { total: 1, rows: [rare] } } });
  });

  it("follows a work queue without a consumer, and takes nothing from it", async () => {
    const { last_seq: before, messages } = await infoOf("WORK");
    const log = await placed("WORK", { kind: "sequence", sequence: before }, 1, { follow: "poll" });
    await publish("w.a", 2);
    await reached(log, (facts) => facts.messages === 3);
    expect(await infoOf("WORK")).toMatchObject({ consumer_count: 0, messages: messages + 2 });
    await rig.client.call("closeRecording", { id: log });
  });

  it("is replayed as it was published, without the sequence that was added", async () => {
    const { streams } = await peer.jetstreamManager({ timeout: 60_000 });
    await streams.add({ name: "SENT", subjects: ["sent.>"], allow_direct: true });
    const js = peer.jetstream({ timeout: 60_000 });
    const fields = headers();
    fields.set("Trace", "t");
    await js.publish("sent.a", "one", { headers: fields });
    await js.publish("sent.b", "two");
    const log = await placed("SENT", { kind: "sequence", sequence: 1 }, null);
    const got: unknown[] = [];
    const subscription = peer.subscribe("again.>", {
      callback: (_, message) =>
        got.push([message.subject, message.headers?.keys() ?? null, message.string()]),
    });
    await peer.flush();
    const rest = { scope: { kind: "all" as const }, pattern: "sent.>", target: "again.>" };
    const order = { id, run: 1, from: log, ...rest, speed: null };
    expect(await rig.client.call("replayStart", order)).toMatchObject({ ok: true });
    await until(() => got.length === 2, "both");
    subscription.unsubscribe();
    expect(got).toEqual([
      ["again.a", ["Trace"], "one"],
      ["again.b", null, "two"],
    ]);
  });

  it("leaves nothing out that is stored between two gets of many at once", async () => {
    const { streams } = await peer.jetstreamManager({ timeout: 60_000 });
    await streams.add({ name: "BUSY", subjects: ["b"], allow_direct: false });
    await publish("b", 3);
    // Of the gets for 5 to 20, those from 12 on reach the server after 100 more messages.
    const slow = await startHolding(server.wsUrl, '"seq":12}', () => publish("b", 100));
    id = await rig.load((await makeUser({ name: "v", account: world.account })).creds);
    expect((await rig.connect(id, slow.url)).outcome).toBe("accepted");
    const log = await placed("BUSY", { kind: "sequence", sequence: 3 }, 1, { follow: "poll" });
    await publish("b", 1);
    await reached(log, ({ stored }) => stored?.lastSeq === 104);
    expect(slow.hasHeld()).toBe(true);
    expect(await sequencesOf(log)).toEqual(Array.from({ length: 102 }, (_, n) => n + 3));
    await rig.client.call("closeRecording", { id: log });
    slow.close();
  });
});

/** Passes everything on. Once, what is sent from the message with `mark` on waits until `before` has settled. */
async function startHolding(wsUrl: string, mark: string, before: () => Promise<void>) {
  const listener = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => listener.once("listening", resolve));
  let hasHeld = false;
  listener.on("connection", (socket) => {
    const upstream = new WebSocket(wsUrl);
    let sent = new Promise<void>((resolve) => upstream.once("open", () => resolve()));
    const pass = async (data: Buffer) => {
      const found = hasHeld ? -1 : data.indexOf(mark);
      if (found < 0) return upstream.send(data);
      hasHeld = true;
      const start = data.lastIndexOf("PUB ", found);
      // The PONG comes after the server has read all before it.
      const answered = new Promise<void>((resolve) => upstream.once("pong", () => resolve()));
      upstream.send(data.subarray(0, start));
      upstream.ping();
      await answered;
      await before();
      upstream.send(data.subarray(start));
    };
    socket.on("message", (data: Buffer) => {
      sent = sent.then(() => pass(data));
    });
    upstream.on("message", (data: Buffer) => socket.send(data));
    upstream.on("close", () => socket.close());
    // Not closed in form: to a close without a code the server answers with a code that `ws` calls invalid.
    socket.on("close", () => upstream.terminate());
  });
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = `ws://127.0.0.1:${address.port}`;
  return { url, hasHeld: () => hasHeld, close: () => listener.close() };
}
