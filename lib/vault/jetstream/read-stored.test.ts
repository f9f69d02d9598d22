// Stored messages on the newest and the oldest server: by sequence, time, subject and last of each subject, past
// deleted ones, and as a whole log. No consumer is ever made.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { headers } from "nats.ws";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Result } from "@/lib/shared/base/result";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { StoredFrom } from "@/lib/shared/facts/stored-place";
import type { StoredTarget } from "@/lib/shared/protocol/requests";
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
import { type Rig, startRig, textOf } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";

const { makeUser, jetStreamLimits } = identities;
const MESSAGES = 300;

afterAll(endServers);

describe.each(await testedServers())("stored messages on $version", (on) => {
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let rig: Rig;
  let storeDir: string;
  /** Milliseconds since 1970, between the first and the second half. */
  let halfAt = 0;

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-stored-"));
    world = await makeWorld({ limits: jetStreamLimits });
    const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(config, { on });
    peer = await connectPeer(server.wsUrl, await makeUser({ name: "p", account: world.account }));
    const manager = await peer.jetstreamManager({ timeout: 60_000 });
    const js = peer.jetstream({ timeout: 60_000 });
    for (const [name, allow_direct] of [
      ["DIRECT", true],
      ["PLAIN", false],
    ] as const) {
      await manager.streams.add({ name, subjects: [`${name}.>`], allow_direct });
      for (let n = 1; n <= MESSAGES; n++) {
        if (n === MESSAGES / 2 + 1) {
          const { message } = await lastOf(name);
          const storedAt = Date.parse(message.time);
          await until(() => Date.now() > storedAt + 2, "a later millisecond");
          halfAt = Date.now();
        }
        const header = headers();
        header.append("Order", String(n));
        await js.publish(`${name}.${n % 3}`, `text ${n}`, { headers: header });
      }
      await manager.streams.deleteMessage(name, 10);
    }
  });
  afterAll(async () => {
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });
  beforeEach(() => {
    rig = startRig();
  });
  afterEach(() => rig.close());

  async function lastOf(stream: string): Promise<{ message: { time: string } }> {
    const subject = `$JS.API.STREAM.MSG.GET.${stream}`;
    const reply = await peer.request(subject, `{"last_by_subj":"${stream}.>"}`, {
      timeout: 60_000,
    });
    return reply.json();
  }

  async function open(claims: Record<string, unknown> = {}) {
    const user = await makeUser({ name: "u", account: world.account, claims });
    const id = await rig.load(user.creds);
    expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
    return id;
  }

  const targetOf = (id: string, stream: string, subject = ">"): StoredTarget => ({
    ...{ id, domain: "", stream, subject, allowsDirect: stream === "DIRECT" },
    ...{ firstSeq: 1, lastSeq: MESSAGES },
  });

  async function page(target: StoredTarget, from: StoredFrom, count = 20) {
    return told(await rig.client.call("readStored", { target, from, count }));
  }

  it.each(["DIRECT", "PLAIN"])("reads %s by sequence, past a deleted message", async (stream) => {
    const id = await open();
    const { rows, next } = await page(targetOf(id, stream), { kind: "sequence", sequence: 5 });
    expect(rows.map(({ sequence }) => sequence).slice(0, 8)).toEqual([5, 6, 7, 8, 9, 11, 12, 13]);
    expect(rows[0]).toMatchObject({ subject: `${stream}.2`, preview: "text 5", payloadBytes: 6 });
    expect(next).toBe((rows.at(-1)?.sequence ?? 0) + 1);
    const end = await page(targetOf(id, stream), { kind: "sequence", sequence: MESSAGES - 1 });
    expect(end.rows.map(({ sequence }) => sequence)).toEqual([MESSAGES - 1, MESSAGES]);
    expect(end.next).toBeNull();
  });

  it("reads a mirror, which answers direct gets for its origin alone", async () => {
    const { streams } = await peer.jetstreamManager({ timeout: 60_000 });
    await streams.add({ name: "COPY", mirror: { name: "DIRECT" }, mirror_direct: true });
    const copied = async () => (await streams.info("COPY")).state.messages === MESSAGES - 1;
    await until(copied, "all messages in the mirror");
    const id = await open();
    const detail = await rig.client.call("readStream", { id, domain: "", stream: "COPY" });
    const info = detail.ok && detail.value.kind === "told" ? detail.value.value : null;
    expect(info?.mirror).toMatchObject({ name: "DIRECT", api: "", lag: 0 });
    expect(info?.mirror?.heardMs).toBeGreaterThanOrEqual(0);
    const target = { ...targetOf(id, "COPY"), allowsDirect: info?.allowsDirect ?? true };
    const { rows } = await page(target, { kind: "sequence", sequence: 1 }, 3);
    expect(rows.map(({ preview }) => preview)).toEqual(["text 1", "text 2", "text 3"]);
  });

  it.each(["DIRECT", "PLAIN"])("reads %s from a time, and by subject", async (stream) => {
    const id = await open();
    const target = targetOf(id, stream);
    const { message } = await lastOf(stream);
    const late = await page(target, { kind: "time", at: Date.parse(message.time) + 60_000 });
    expect(late.rows).toEqual([]);
    if (stream === "PLAIN") {
      const half = await page(target, { kind: "time", at: halfAt });
      expect(half.rows[0]?.sequence).toBe(MESSAGES / 2 + 1);
    }
    const some = await page(
      targetOf(id, stream, `${stream}.1`),
      { kind: "sequence", sequence: 2 },
      3,
    );
    // 10 was deleted.
    expect(some.rows.map(({ sequence }) => sequence)).toEqual([4, 7, 13]);
  });

  it("gives a message with its headers, and null for a deleted one", async () => {
    const id = await open();
    for (const stream of ["DIRECT", "PLAIN"]) {
      const target = targetOf(id, stream);
      const found = told(await rig.client.call("readStoredMessage", { target, sequence: 7 }));
      expect(found).toMatchObject({
        sequence: 7,
        subject: `${stream}.1`,
        headers: [["Order", "7"]],
      });
      expect(textOf(found?.payload ?? new Uint8Array(0))).toBe("text 7");
      const gone = await rig.client.call("readStoredMessage", { target, sequence: 10 });
      expect(told(gone)).toBeNull();
    }
  });

  it("reads the last message of each subject", async () => {
    const id = await open();
    const target = targetOf(id, "DIRECT");
    const request = { target, from: { kind: "last-per-subject" as const }, count: 20 };
    const reply = await rig.client.call("readStored", request);
    const sequences = told(reply).rows.map(({ sequence }) => sequence);
    expect(sequences.toSorted((a, b) => a - b)).toEqual([298, 299, 300]);
    const cut = await rig.client.call("readStored", { ...request, count: 2 });
    expect(told(cut)).toMatchObject({ isCut: true });
  });

  it("tells a deleted key from an empty value, and lists objects", async () => {
    const js = peer.jetstream({ timeout: 60_000 });
    const bucket = await js.views.kv("conf", { history: 3 });
    await bucket.put("gone", "1");
    await bucket.put("empty", "");
    await bucket.put("theme", "dark");
    await bucket.delete("gone");
    await bucket.put("other", "1");
    await bucket.purge("other");
    const store = await js.views.os("files");
    await store.putBlob({ name: "a/b.txt" }, new TextEncoder().encode("hello"));
    await store.putBlob({ name: "old" }, new TextEncoder().encode("x"));
    await store.delete("old");
    const id = await open();
    const lastOfEach = { kind: "last-per-subject" as const };
    for (const allowsDirect of [true, false]) {
      const target = { ...targetOf(id, "KV_conf", "$KV.conf.>"), allowsDirect };
      const { rows } = await page(target, lastOfEach);
      const removals = rows.map(({ subject, removal }) => [subject, removal]);
      expect(removals.toSorted()).toEqual([
        ["$KV.conf.empty", null],
        ["$KV.conf.gone", "deleted"],
        ["$KV.conf.other", "purged"],
        ["$KV.conf.theme", null],
      ]);
    }
    const target = targetOf(id, "OBJ_files");
    const objects = told(await rig.client.call("readObjects", { target, after: "", count: 100 }));
    expect(objects.rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
      { name: "a/b.txt", bytes: 5, chunks: 1, isDeleted: false, link: "" },
      { name: "old", isDeleted: true },
    ]);
  });

  it("falls back to message gets where direct gets are refused, and names a refusal", async () => {
    const allow = ["$JS.API.STREAM.MSG.GET.DIRECT"];
    const id = await open({ pub: { allow } });
    const { rows } = await page(targetOf(id, "DIRECT"), { kind: "sequence", sequence: 1 }, 3);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const other = await open({ pub: { allow: ["none"] } });
    const target = targetOf(other, "DIRECT");
    const from: StoredFrom = { kind: "sequence", sequence: 1 };
    expect(await rig.client.call("readStored", { target, from, count: 1 })).toMatchObject({
      value: { kind: "refused", text: expect.stringContaining("STREAM.MSG.GET.DIRECT") },
    });
    const deaf = await open({ sub: { allow: ["none"] } });
    expect(await rig.client.call("readJetStream", { id: deaf, domain: "" })).toMatchObject({
      value: { account: { kind: "no-inbox" }, streams: { kind: "no-inbox" } },
    });
    const away = await rig.client.call("readJetStream", { id, domain: "leaf" });
    expect(away).toMatchObject({ value: { account: { kind: "refused" } } });
  });

  it("opens a whole stream as a log, without a consumer", async () => {
    const id = await open();
    const opened = await rig.client.call("placeStored", {
      target: targetOf(id, "DIRECT"),
      ...{ place: { kind: "sequence", sequence: 1 }, count: null, follow: null },
    });
    if (!opened.ok) throw new Error(opened.fault.code);
    const log = opened.value.id;
    const isRead = () =>
      rig.events.some(
        (event) => event.kind === "recordingChanged" && event.recording.state === "read",
      );
    await until(isRead, "the end of the reading");
    const all = await rig.window(log);
    expect(all.counts).toMatchObject({ kept: MESSAGES - 1, dropped: 0 });
    const found = await rig.window(log, "'text 299'");
    expect(found.rows).toMatchObject([{ subject: "DIRECT.2", preview: "text 299" }]);
    const detail = await rig.client.call("readMessage", { id: log, seq: found.rows[0]?.seq ?? 0 });
    expect(detail).toMatchObject({
      value: {
        headers: [["Order", "299"]],
        stored: { stream: "DIRECT", sequence: 299 },
      },
    });
    const reply = await rig.client.call("readStream", { id, domain: "", stream: "DIRECT" });
    if (!reply.ok || reply.value.kind !== "told") throw new Error("no info of the stream");
    const stream = reply.value.value;
    expect(stream).toMatchObject({
      messages: 299,
      firstSeq: 1,
      lastSeq: 300,
      deleted: 1,
      consumers: 0,
    });
    expect(stream.config.find(([name]) => name === "subjects")?.[1]).toBe('["DIRECT.>"]');
  });
});

function told<T>(reply: Result<ApiAnswer<T>, string>): T {
  if (!reply.ok) throw new Error(reply.fault.code);
  if (reply.value.kind !== "told") throw new Error(JSON.stringify(reply.value));
  return reply.value.value;
}
