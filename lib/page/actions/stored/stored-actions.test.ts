// Stored messages as the page reads them, on the newest and the oldest server: all of a stream through a consumer where
// there are no batches, but never of a stream that keeps messages for its consumers.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type JetStreamManager, RetentionPolicy } from "nats.ws";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jetStreamStore, NEWEST } from "@/lib/page/state/jetstream-store";
import { hasEarlier } from "@/lib/page/state/stored/earlier";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { connectShown, paste, resetPage, startPage } from "@/lib/testing/page-rig";
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
import type { NatsConnection } from "../../../../scripts/sandbox/client.mjs";
import { openEarlier } from "./earlier-actions";
import { chooseStream } from "./jetstream-actions";
import { showStored, wholeLog } from "./stored-actions";

const SLOW = { timeout: 60_000 };
/** More than what single gets read. */
const MESSAGES = 1100;

startPage();
afterAll(endServers);

describe.each(await testedServers())("stored messages on $version", (on) => {
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let manager: JetStreamManager;
  let storeDir: string;
  let id: string;
  /** The streams on which a consumer was made. */
  let consumed: string[] = [];

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-stored-"));
    world = await makeWorld({ limits: identities.jetStreamLimits });
    const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(config, { on });
    const user = await identities.makeUser({ name: "p", account: world.account });
    peer = await connectPeer(server.wsUrl, user);
    manager = await peer.jetstreamManager(SLOW);
    for (const retention of Object.values(RetentionPolicy)) {
      await manager.streams.add({ name: retention, subjects: [`${retention}.>`], retention });
    }
    // Nobody else would keep its messages.
    await manager.consumers.add("interest", { durable_name: "mine" });
    for (const retention of Object.values(RetentionPolicy)) {
      for (let n = 1; n <= MESSAGES; n++) peer.publish(`${retention}.a`, String(n));
      const count = async () => (await manager.streams.info(retention)).state.messages;
      await until(async () => (await count()) === MESSAGES, `all of ${retention}`);
    }
    peer.subscribe("$JS.EVENT.ADVISORY.CONSUMER.CREATED.>", {
      callback: (_, { subject }) => consumed.push(subject.split(".")[5] ?? ""),
    });
    await peer.flush();
  });
  afterAll(async () => {
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    consumed = [];
    const { creds } = await identities.makeUser({ name: "u", account: world.account });
    id = await paste(creds);
    expect((await connectShown(server.wsUrl)).outcome).toBe("accepted");
  });
  afterEach(resetPage);

  async function opened(name: string): Promise<StreamSummary> {
    await chooseStream(id, name);
    const answer = jetStreamStore.of(id).streams.get(name);
    if (!answer?.ok || answer.value.stream.kind !== "told") throw new Error("no info");
    return answer.value.stream.value;
  }

  it("shows a stream before its consumers are listed", async () => {
    const shown: unknown[] = [];
    const stop = jetStreamStore.store.subscribe(() => {
      const answer = jetStreamStore.of(id).streams.get("interest");
      if (answer?.ok) shown.push([answer.value.stream.kind, answer.value.consumers?.kind ?? null]);
    });
    await chooseStream(id, "interest");
    stop();
    expect(shown).toEqual([
      ["told", null],
      ["told", "told"],
    ]);
  });

  it("never begins with what was known of a stream before", async () => {
    await manager.streams.add({ name: "fresh", subjects: ["fresh"] });
    await peer.jetstream(SLOW).publish("fresh", "1");
    expect((await opened("fresh")).lastSeq).toBe(1);
    await peer.jetstream(SLOW).publish("fresh", "2");
    await chooseStream(id, null);
    const shown = new Set<number>();
    const stop = jetStreamStore.store.subscribe(() => {
      const { chosen, streams } = jetStreamStore.of(id);
      const answer = chosen === "fresh" ? streams.get("fresh") : null;
      if (answer?.ok && answer.value.stream.kind === "told") {
        shown.add(answer.value.stream.value.lastSeq);
      }
    });
    await chooseStream(id, "fresh");
    stop();
    expect([...shown]).toEqual([2]);
    await manager.streams.delete("fresh");
  });

  it("keeps what is shown where nothing is earlier", async () => {
    await manager.streams.add({ name: "two", subjects: ["two.*"] });
    await peer.jetstream(SLOW).publish("two.a", "1");
    await peer.jetstream(SLOW).publish("two.b", "2");
    const stream = await opened("two");
    const place = { from: { kind: "sequence", sequence: 2 }, subject: "two.b" } as const;
    jetStreamStore.change(id, { place });
    await showStored(id, stream, place, 200);
    await until(() => vaultStore.getState().storedLog?.state === "read", "the page");
    expect(hasEarlier(vaultStore.getState().storedLog)).toBe(true);
    await openEarlier();
    expect(jetStreamStore.of(id).place).toBe(place);
    await manager.streams.delete("two");
  });

  it.each([
    { mayConsume: true, read: Object.values(RetentionPolicy), streams: ["limits"] },
    { mayConsume: false, read: [RetentionPolicy.Limits], streams: [] },
  ])("reads all for an export; may consume: $mayConsume", async ({ mayConsume, read, streams }) => {
    for (const retention of read) {
      const stream = await opened(retention);
      jetStreamStore.change(id, { mayConsume });
      await showStored(id, stream, NEWEST, 200);
      const { storedLog: page } = vaultStore.getState();
      if (page === null) throw new Error("no log");
      await until(() => vaultStore.getState().storedLog?.state === "read", "the page");
      await wholeLog(page.id);
      expect(vaultStore.getState().storedLog).toMatchObject({ messages: MESSAGES, state: "read" });
      const { state } = await manager.streams.info(retention);
      const kept = retention === RetentionPolicy.Interest ? 1 : 0;
      expect(state).toMatchObject({ messages: MESSAGES, consumer_count: kept });
    }
    await peer.flush();
    expect(consumed).toEqual(streams);
  });
});
