// KV buckets as the page reads them, on the newest and the oldest server: pages and filters of keys, the history of a
// key, two revisions, and keys that were deleted, purged or have expired, and a bucket that is watched. No consumer is left.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JetStreamManager } from "nats.ws";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseStream } from "@/lib/page/actions/stored/jetstream-actions";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { bucketStore } from "@/lib/page/state/stored/bucket-store";
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
import { textOf } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../../scripts/sandbox/client.mjs";
import { closeKey, openKey, readKeys, readRevision } from "./bucket-actions";
import { stopWatching, watchBucket } from "./watch-actions";

/** More than one multi-get answers for. */
const KEYS = 1100;
const SLOW = { timeout: 60_000 };

startPage();
afterAll(endServers);

describe.each(await testedServers())("a KV bucket on $version", (on) => {
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let manager: JetStreamManager;
  let storeDir: string;
  let id: string;

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-bucket-"));
    world = await makeWorld({ limits: identities.jetStreamLimits });
    const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(config, { on });
    const user = await identities.makeUser({ name: "p", account: world.account });
    peer = await connectPeer(server.wsUrl, user);
    manager = await peer.jetstreamManager(SLOW);
    const js = peer.jetstream(SLOW);
    const bucket = await js.views.kv("conf", { history: 5 });
    await bucket.put("size", '{"w":1,"h":2}');
    await bucket.delete("size");
    await bucket.put("size", '{"w":1,"h":3}');
    await bucket.put("empty", "");
    await bucket.put("gone", "1");
    await bucket.delete("gone");
    await bucket.put("other", "1");
    await bucket.purge("other");
    await js.views.kv("many");
    const subjects = Array.from(
      { length: KEYS },
      (_, n) => `$KV.many.k.${String(n).padStart(4, "0")}`,
    );
    for (const subject of subjects.slice(1)) peer.publish(subject, "x");
    // Its answer comes once all before it are stored.
    await js.publish(subjects[0] ?? "", "x");
  });
  afterAll(async () => {
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });

  beforeEach(async () => {
    id = await paste((await identities.makeUser({ name: "u", account: world.account })).creds);
    expect((await connectShown(server.wsUrl)).outcome).toBe("accepted");
  });
  afterEach(resetPage);

  async function openBucket(name: string): Promise<StreamSummary> {
    await chooseStream(id, `KV_${name}`);
    const answer = jetStreamStore.of(id).streams.get(`KV_${name}`);
    if (!answer?.ok || answer.value.stream.kind !== "told") throw new Error("no info");
    return answer.value.stream.value;
  }

  function page() {
    const { answer } = bucketStore.of(id);
    if (!answer?.ok || answer.value.kind !== "told") throw new Error(JSON.stringify(answer));
    const { rows, total, isMore } = answer.value.value;
    return {
      keys: rows.map(({ subject }) => subject.split(".").slice(2).join(".")),
      total,
      isMore,
    };
  }

  it("goes through the keys by page, part of a name and pattern", async () => {
    const stream = await openBucket("many");
    const named = (from: number) =>
      Array.from({ length: 100 }, (_, n) => `k.${String(from + n).padStart(4, "0")}`);
    await readKeys(id, stream);
    expect(page()).toEqual({ keys: named(0), total: KEYS, isMore: true });
    const next = ["", "$KV.many.k.0099"];
    await readKeys(id, stream, { filter: "", pages: next });
    expect(page()).toEqual({ keys: named(100), total: KEYS, isMore: true });
    await readKeys(id, stream, { filter: "109", pages: [""] });
    expect(page().total).toBe(11);
    await readKeys(id, stream, { filter: "*.0007", pages: [""] });
    expect(page()).toEqual({ keys: ["k.0007"], total: 1, isMore: false });
    expect((await manager.streams.info("KV_many")).state.consumer_count).toBe(0);
  });

  it("tells removed keys from an empty value, and shows a key's history", async () => {
    const stream = await openBucket("conf");
    await readKeys(id, stream);
    const { answer } = bucketStore.of(id);
    const rows = answer?.ok && answer.value.kind === "told" ? answer.value.value.rows : [];
    expect(
      rows.map(({ subject, removal }) => [subject.slice("$KV.conf.".length), removal]),
    ).toEqual([
      ["empty", null],
      ["gone", "deleted"],
      ["other", "purged"],
      ["size", null],
    ]);
    const subject = "$KV.conf.size";
    await openKey(id, stream, subject, 3);
    await readRevision(id, stream, subject, "other", 1);
    const { key } = bucketStore.of(id);
    expect(key?.history).toMatchObject({
      value: {
        value: {
          rows: [
            { sequence: 1, removal: null, preview: '{"w":1,"h":2}' },
            { sequence: 2, removal: "deleted" },
            { sequence: 3, removal: null, preview: '{"w":1,"h":3}' },
          ],
        },
      },
    });
    const values = [key?.other, key?.shown].map((revision) => {
      const found = revision?.answer?.ok ? revision.answer.value : null;
      return found?.kind === "told" && found.value !== null ? textOf(found.value.payload) : null;
    });
    expect(values).toEqual(['{"w":1,"h":2}', '{"w":1,"h":3}']);
    closeKey(id);
    expect(bucketStore.of(id).key).toBeNull();
  });

  it.each([
    { name: "told", way: "consumer", claims: {} },
    { name: "asked", way: "polling", claims: { pub: { deny: ["$JS.API.CONSUMER.>"] } } },
    // The inbox of all requests is the only subscription, so a consumer would never be heard.
    { name: "deaf", way: "polling", claims: { subs: 1 } },
  ])("$name is watched by $way while its keys are shown, and nothing stays", async (row) => {
    const { name, way, claims } = row;
    await resetPage();
    const user = await identities.makeUser({ name: "w", account: world.account, claims });
    id = await paste(user.creds);
    await connectShown(server.wsUrl);
    const bucket = await peer.jetstream(SLOW).views.kv(name, { history: 2 });
    const stream = await openBucket(name);
    await readKeys(id, stream);
    const watching = watchBucket(id, stream);
    await until(() => bucketStore.of(id).watch !== null, "the watch");
    await bucket.put("a", "1");
    await until(() => page().keys.length === 1, "the new key");
    expect(bucketStore.of(id).watch).toEqual({ way, end: null });
    await openKey(id, stream, `$KV.${name}.a`, 1);
    expect(bucketStore.of(id).key?.history).toMatchObject({ value: { value: { rows: [{}] } } });
    await bucket.delete("a");
    const isRemoved = () => {
      const history = bucketStore.of(id).key?.history;
      const told = history?.ok && history.value.kind === "told" ? history.value.value.rows : [];
      return told.at(-1)?.removal === "deleted";
    };
    await until(isRemoved, "the deletion in the history of the open key");
    stopWatching(id);
    await watching;
    expect(bucketStore.of(id).watch).toBeNull();
    const consumers = async () => (await manager.streams.info(`KV_${name}`)).state.consumer_count;
    await expect.poll(consumers, { timeout: 60_000 }).toBe(0);
  });

  it.skipIf(!on.isAtLeast(2, 11))("names a key that has expired", async () => {
    const config = {
      name: "KV_short",
      subjects: ["$KV.short.>"],
      ...{ max_msgs_per_subject: 2, allow_direct: true, allow_rollup_hdrs: true },
      ...{ max_age: 1e9, allow_msg_ttl: true, subject_delete_marker_ttl: 600e9 },
    };
    await peer.request("$JS.API.STREAM.CREATE.KV_short", JSON.stringify(config), SLOW);
    await peer.jetstream(SLOW).publish("$KV.short.visit", "1");
    const lastSeq = async () => (await manager.streams.info("KV_short")).state.last_seq;
    await expect.poll(lastSeq, { timeout: 60_000 }).toBe(2);
    const stream = await openBucket("short");
    await readKeys(id, stream);
    expect(bucketStore.of(id).answer).toMatchObject({
      value: { value: { rows: [{ subject: "$KV.short.visit", removal: "expired" }] } },
    });
  });
});
