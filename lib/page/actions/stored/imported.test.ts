// A KV bucket and an object store that are not the account's own JetStream, on the newest and the oldest server:
// imported from another account as a whole or in part, or of a domain. What is there is read, watched and downloaded
// as in the own account, and no consumer is left.

import { resolveObjectURL } from "node:buffer";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JetStreamManager } from "nats.ws";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chooseStream, readJetStream } from "@/lib/page/actions/stored/jetstream-actions";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { bucketStore } from "@/lib/page/state/stored/bucket-store";
import { objectStore } from "@/lib/page/state/stored/object-store";
import { API_PREFIX, makeImportedWorld } from "@/lib/testing/imported-jetstream";
import { connectShown, paste, resetPage, startPage } from "@/lib/testing/page-rig";
import {
  connectPeer,
  endServers,
  identities,
  type RunningNatsServer,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { textOf } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../../scripts/sandbox/client.mjs";
import { openKey, readKeys } from "./bucket-actions";
import { downloadObject, readObjects } from "./object-actions";
import { stopWatching, watchBucket } from "./watch-actions";

const SLOW = { timeout: 60_000 };
/** Three chunks of 128 KiB. */
const BYTES = 300_000;

startPage();
// A browser without the File System Access API.
Object.assign(globalThis, { window: globalThis });
afterAll(endServers);

describe.each(await testedServers())("on $version", (on) => {
  let made: Awaited<ReturnType<typeof makeImportedWorld>>;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let manager: JetStreamManager;
  const storeDir = mkdtempSync(path.join(tmpdir(), "credence-imported-"));

  beforeAll(async () => {
    made = await makeImportedWorld();
    const { world } = made;
    const jetstream = `jetstream { domain: hub, store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(`${world.config()}\n${jetstream}`, { on });
    const user = await identities.makeUser({ name: "p", account: world.account });
    peer = await connectPeer(server.wsUrl, user);
    manager = await peer.jetstreamManager(SLOW);
  });
  afterAll(async () => {
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });
  afterEach(resetPage);

  it.each([
    { how: "imported as a whole", name: "whole", place: API_PREFIX, way: "polling" },
    { how: "imported in part", name: "part", place: API_PREFIX, way: "polling" },
    { how: "of a domain", name: "far", place: "hub", way: "consumer" },
  ] as const)("a bucket and a store are read: $how", async ({ name, place, way }) => {
    const { world, other, narrow } = made;
    const account = { whole: other, part: narrow, far: world.account }[name];
    const bucket = await peer.jetstream(SLOW).views.kv(name, { history: 3 });
    for (const value of ["1", "2"]) await bucket.put("size", value);
    await bucket.put("gone", "x");
    await bucket.delete("gone");
    const store = await peer.jetstream(SLOW).views.os(name);
    const content = Uint8Array.from({ length: BYTES }, (_, n) => n % 251);
    await store.putBlob({ name: "report" }, content);

    const id = await paste((await identities.makeUser({ name: "u", account })).creds);
    expect((await connectShown(server.wsUrl)).outcome).toBe("accepted");
    await readJetStream(id, place);
    const streams = jetStreamStore.of(id).report;
    const told =
      streams?.ok && streams.value.streams.kind === "told" ? streams.value.streams : null;
    expect(told?.value.names).toEqual(expect.arrayContaining([`KV_${name}`, `OBJ_${name}`]));

    const keys = await open(id, `KV_${name}`);
    expect(keys).toMatchObject({ allowsDirect: true, messages: 4 });
    await readKeys(id, keys);
    const rows = () => {
      const { answer } = bucketStore.of(id);
      if (!answer?.ok || answer.value.kind !== "told") throw new Error(JSON.stringify(answer));
      return answer.value.value.rows.map(({ subject, preview, removal }) => [
        ...[subject.split(".").at(-1), preview, removal],
      ]);
    };
    expect(rows()).toEqual([
      ["gone", "", "deleted"],
      ["size", "2", null],
    ]);
    await openKey(id, keys, `$KV.${name}.size`, 2);
    const { key } = bucketStore.of(id);
    expect(key?.history).toMatchObject({
      value: { value: { rows: [{ preview: "1" }, { preview: "2" }] } },
    });
    const shown = key?.shown.answer?.ok ? key.shown.answer.value : null;
    expect(shown?.kind === "told" && textOf(shown.value?.payload ?? new Uint8Array())).toBe("2");
    const watching = watchBucket(id, keys);
    await until(() => bucketStore.of(id).watch !== null, "the watch");
    // Who imports the subjects of the bucket as well can write.
    const writes = name === "whole" ? await identities.makeUser({ name: "w", account }) : null;
    const writer = writes === null ? peer : await connectPeer(server.wsUrl, writes);
    const stored = await writer.request(`$KV.${name}.new`, "3", SLOW);
    expect(stored.json()).toMatchObject({ stream: `KV_${name}`, seq: 5 });
    if (writer !== peer) await writer.close();
    await until(() => rows().length === 3, "the new key");
    expect(bucketStore.of(id).watch).toEqual({ way, end: null });
    stopWatching(id);
    await watching;

    const objects = await open(id, `OBJ_${name}`);
    await readObjects(id, objects);
    expect(objectStore.of(id).answer).toMatchObject({
      value: { value: { rows: [{ name: "report", bytes: BYTES, chunks: 3 }], total: 1 } },
    });
    const saved: Promise<ArrayBuffer>[] = [];
    await downloadObject(id, objects, { name: "report", bytes: BYTES }, (url) => {
      saved.push(resolveObjectURL(url)?.arrayBuffer() ?? Promise.reject(new Error(url)));
    });
    expect(objectStore.of(id).download?.end).toMatchObject({ kind: "kept", isVerified: true });
    const [bytes = new ArrayBuffer(0)] = await Promise.all(saved);
    expect(Buffer.compare(new Uint8Array(bytes), content)).toBe(0);
    const consumers = async () => (await manager.streams.info(`KV_${name}`)).state.consumer_count;
    await expect.poll(consumers, { timeout: 60_000 }).toBe(0);
  });
});

async function open(id: string, name: string) {
  await chooseStream(id, name);
  const answer = jetStreamStore.of(id).streams.get(name);
  if (!answer?.ok || answer.value.stream.kind !== "told") throw new Error(JSON.stringify(answer));
  return answer.value.stream.value;
}
