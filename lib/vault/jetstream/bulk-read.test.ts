// Very many stored messages on the newest and the oldest server where there are no batches: through a consumer that
// is gone afterwards, with a message lost on the way, stopped half way, and with fewer rights.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { headers } from "nats.ws";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
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
const SLOW = { timeout: 60_000 };
/** More bytes than a server sends without an answer to its flow control (2 MiB at first). */
const MESSAGES = 3000;
const BYTES = 1200;
const DELETED = 10;
const LISTED = Array.from({ length: MESSAGES }, (_, index) => index + 1);
const KEPT = LISTED.filter((sequence) => sequence !== DELETED);
const API = "$JS.API";
const RIGHTS = {
  get: `${API}.STREAM.MSG.GET.BULK`,
  create: `${API}.CONSUMER.CREATE.BULK.>`,
  unnamed: `${API}.CONSUMER.CREATE.BULK`,
  remove: `${API}.CONSUMER.DELETE.BULK.*`,
  flow: "$JS.FC.BULK.>",
  flaggedFlow: "$JS.FC.*.*.BULK.>",
};

afterAll(endServers);

/** With the flag, a newer server writes its replies in another form. */
const setups = (await testedServers()).flatMap((on) =>
  (serverModel(on.version).hasAckFlag ? [false, true] : [false]).map((hasFlag) => ({
    ...{ on, hasFlag, name: `${on.version}${hasFlag ? ", with js_ack_fc_v2" : ""}` },
  })),
);

describe.each(setups)("reading in bulk on $name", ({ on, hasFlag }) => {
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let rig: Rig;
  let storeDir: string;
  /** Of consumers, since the test began: "CREATED BULK" or "DELETED BULK". */
  let advisories: string[] = [];
  let proxy: FrameProxy | null = null;
  const { reached, readOn, rowsOf, sequencesOf } = storedLogs(() => rig);

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-bulk-"));
    world = await makeWorld({ limits: jetStreamLimits });
    const flag = hasFlag ? "feature_flags { js_ack_fc_v2: true }\n" : "";
    const store = `jetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(`${flag}${world.config()}\n${store}`, { on });
    peer = await connectPeer(server.wsUrl, await makeUser({ name: "p", account: world.account }));
    const { streams, consumers } = await peer.jetstreamManager(SLOW);
    await streams.add({ name: "BULK", subjects: ["bulk.*"], allow_direct: false });
    for (const n of LISTED) {
      const fields = headers();
      fields.append("Order", String(n));
      const options = n % 2 === 0 ? { headers: fields } : {};
      peer.publish(`bulk.${n % 3}`, new Uint8Array(BYTES + (n % 7)).fill(n), options);
    }
    const stored = async () => (await streams.info("BULK")).state.messages === MESSAGES;
    await until(stored, "all messages");
    await streams.deleteMessage("BULK", DELETED);
    peer.subscribe("$JS.EVENT.ADVISORY.CONSUMER.*.BULK.>", {
      callback: (_, { subject }) => advisories.push(subject.split(".")[4] ?? ""),
    });
    await consumers.add("BULK", { durable_name: "mine" });
    // It can come after the reply, and would count for the first test.
    await until(() => advisories.length > 0, "the advisory of mine");
  });
  afterAll(async () => {
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });
  beforeEach(() => {
    advisories = [];
    rig = startRig();
  });
  afterEach(async () => {
    proxy?.close();
    proxy = null;
    await rig.close();
  });

  async function open(url: string, allow: readonly string[] = [">"]): Promise<string> {
    const claims = { pub: { allow } };
    const id = await rig.load(
      (await makeUser({ name: "u", account: world.account, claims })).creds,
    );
    expect((await rig.connect(id, url)).outcome).toBe("accepted");
    return id;
  }

  /** Begins to read the whole stream. */
  async function place(id: string, subject = ">"): Promise<string> {
    const limits = { firstSeq: 1, lastSeq: MESSAGES, mayConsume: true };
    const stream = { domain: "", stream: "BULK", subject, allowsDirect: false };
    const target: StoredTarget = { id, ...stream, ...limits };
    const from = { kind: "sequence", sequence: 1 } as const;
    const reply = await rig.client.call("placeStored", {
      ...{ target, place: from, count: null, follow: null },
    });
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.value.id;
  }

  const read = (log: string) => reached(log, ({ state }) => state !== "reading");

  /** As many were made, and all are gone but the one that was there before. */
  async function expectConsumers(count: number): Promise<void> {
    const list = async () => {
      const { consumers } = await peer.jetstreamManager(SLOW);
      return (await consumers.list("BULK").next()).map(({ name }) => name);
    };
    await until(async () => (await list()).length === 1, "no more consumers");
    expect(await list()).toEqual(["mine"]);
    const counted = (kind: string) => advisories.filter((one) => one === kind).length;
    await until(() => counted("DELETED") >= count, "the end of each");
    expect([counted("CREATED"), counted("DELETED")]).toEqual([count, count]);
  }

  /** What anyone who may publish to the inbox can send. Gives what comes of it. */
  async function forgeFlowControl(): Promise<readonly string[]> {
    const { consumers } = await peer.jetstreamManager(SLOW);
    const listed = await consumers.list("BULK").next();
    const inbox = listed.find(({ name }) => name !== "mine")?.config.deliver_subject ?? "";
    const got: string[] = [];
    peer.subscribe("victim", { callback: (_, { subject }) => got.push(subject) });
    peer.publish(inbox, undefined, {
      ...{ headers: headers(100, "FlowControl Request"), reply: "victim" },
    });
    await peer.flush();
    return got;
  }

  it("takes every message as it was stored, through one consumer that is removed", async () => {
    const log = await place(await open(server.wsUrl));
    expect(await read(log)).toMatchObject({
      ...{ state: "read", messages: KEPT.length },
      stored: { next: null, problem: null },
    });
    await expectConsumers(1);
    const rows = await rowsOf(log);
    expect(rows.map(({ sequence }) => sequence)).toEqual(KEPT);
    expect(rows.map(({ subject }) => subject)).toEqual(KEPT.map((n) => `bulk.${n % 3}`));
    const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
    expect(sum(rows.map(({ payloadBytes }) => payloadBytes))).toBe(
      sum(KEPT.map((n) => BYTES + (n % 7))),
    );
    const detail = await rig.client.call("readMessage", { id: log, seq: MESSAGES - 1 });
    expect(detail).toMatchObject({
      value: {
        payload: new Uint8Array(BYTES + (MESSAGES % 7)).fill(MESSAGES),
        headers: [["Order", String(MESSAGES)]],
        stored: { sequence: MESSAGES },
      },
    });
  });

  it("takes the messages of one subject", async () => {
    const log = await place(await open(server.wsUrl), "bulk.1");
    await read(log);
    expect(await sequencesOf(log)).toEqual(KEPT.filter((n) => n % 3 === 1));
    await expectConsumers(1);
  });

  it("notices a message that was lost on the way, and reads it", async () => {
    // One whose beginning and end are in one frame. After a later one and its page a second consumer is not worth while.
    const whole =
      /MSG bulk\.1 \d+ \$JS\.ACK\.(?:\w+\.\w+\.)?BULK\.\w+\.1\.1[0-3]\d\d\.[^\r]* 12\d\d\r\n[\s\S]{1200,1206}\r\n(?=H?MSG )/u;
    let lost = 0;
    proxy = await startFrameProxy(server.wsUrl, {
      toClient: (text) =>
        text.replace(lost > 0 ? /$^/u : whole, () => {
          lost += 1;
          return "";
        }),
    });
    const log = await place(await open(proxy.url));
    await read(log);
    expect(lost).toBe(1);
    expect(await sequencesOf(log)).toEqual(KEPT);
    await expectConsumers(2);
  });

  it("removes the consumer when it is stopped half way, and reads on from there", async () => {
    let isHolding = true;
    // The server stops after 2 MiB when nothing answers its flow control.
    proxy = await startFrameProxy(server.wsUrl, {
      toServer: (text) => (isHolding ? text.replaceAll("PUB $JS.FC.", "PUB $JS.XX.") : text),
    });
    const log = await place(await open(proxy.url));
    await reached(log, ({ messages }) => messages > 500);
    const forged = await forgeFlowControl();
    await readOn(log, 0);
    const stopped = await read(log);
    expect(stopped?.messages).toBeLessThan(KEPT.length);
    await expectConsumers(1);
    await peer.flush();
    expect(forged).toEqual([]);
    isHolding = false;
    await readOn(log, null);
    await reached(log, ({ stored }) => stored?.next === null);
    expect(await sequencesOf(log)).toEqual(KEPT);
    await expectConsumers(2);
  });

  const { get, create, unnamed, remove } = RIGHTS;
  const flow = hasFlag ? RIGHTS.flaggedFlow : RIGHTS.flow;
  it.each([
    { rights: "all of them", allow: [get, create, remove, flow], count: 1 },
    { rights: "those from before 2.9", allow: [get, unnamed, remove, flow], count: 1 },
    { rights: "no consumer", allow: [get], count: 0 },
    { rights: "no flow control", allow: [get, create, remove], count: 1 },
  ])("reads the same with $rights", async ({ allow, count }) => {
    const log = await place(await open(server.wsUrl, allow));
    expect(await read(log)).toMatchObject({ state: "read", stored: { problem: null } });
    expect(await sequencesOf(log)).toEqual(KEPT);
    await expectConsumers(count);
  });
});
