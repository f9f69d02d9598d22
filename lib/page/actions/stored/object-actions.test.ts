// Object stores as the page reads them, on the newest and the oldest server: the list, and downloads into memory with
// their digest: whole, with a flipped byte, with a chunk missing, of a link, and cancelled. e2e/console/objects.spec.ts
// downloads to disk.

import { resolveObjectURL } from "node:buffer";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseStream } from "@/lib/page/actions/stored/jetstream-actions";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { objectStore } from "@/lib/page/state/stored/object-store";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { startFrameProxy } from "@/lib/testing/chaos/frame-proxy";
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
import type { NatsConnection } from "../../../../scripts/sandbox/client.mjs";
import { cancelDownload, downloadObject, fileNameOf, readObjects } from "./object-actions";

const SLOW = { timeout: 60_000 };
/** 33 chunks of 128 KiB, so more than one window of single gets. */
const BYTES = 33 * 128 * 1024 - 5;

startPage();
// A browser without the File System Access API.
Object.assign(globalThis, { window: globalThis });
afterAll(endServers);

const content = Uint8Array.from({ length: BYTES }, (_, n) => (n * 31 + (n >> 8)) % 251);
const base64Url = (text: string) =>
  Buffer.from(text).toString("base64").replaceAll("+", "-").replaceAll("/", "_");

describe.each(await testedServers())("an object store on $version", (on) => {
  let world: World;
  let server: RunningNatsServer;
  let peer: NatsConnection;
  let storeDir: string;
  let id: string;
  let stream: StreamSummary;

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-objects-"));
    world = await makeWorld({ limits: identities.jetStreamLimits });
    const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(config, { on });
    const user = await identities.makeUser({ name: "p", account: world.account });
    peer = await connectPeer(server.wsUrl, user);
    const store = await peer.jetstream(SLOW).views.os("files");
    await store.putBlob({ name: "a/whole.bin" }, content);
    await store.putBlob({ name: "empty" }, new Uint8Array(0));
    await store.putBlob({ name: "old" }, content.slice(0, 10));
    await store.delete("old");
    const whole = await store.info("a/whole.bin");
    if (whole === null) throw new Error("no info");
    await store.link("alias", whole);
    await linkToOtherStore();
    await copy("flipped", (chunk, n) => (n === 20 ? flipped(chunk) : chunk));
    await copy("missing", (chunk, n) => (n === 20 ? null : chunk));
  });
  afterAll(async () => {
    await peer.close();
    rmSync(storeDir, { recursive: true, force: true });
  });

  /** The store of the link begins after the chunks of the other one, which has no direct gets. */
  async function linkToOtherStore(): Promise<void> {
    const js = peer.jetstream(SLOW);
    const { streams } = await peer.jetstreamManager(SLOW);
    const far = await js.views.os("far");
    await far.putBlob({ name: "there" }, content);
    await streams.update("OBJ_far", { allow_direct: false });
    const links = await js.views.os("links");
    for (let n = 0; n < 40; n++) await js.publish("$O.links.C.x", "x");
    await streams.purge("OBJ_links");
    const there = await far.info("there");
    if (there === null) throw new Error("no info");
    await links.link("here", there);
  }

  /** Stores the object again under another name, with its chunks changed and the digest of the whole one. */
  async function copy(
    name: string,
    change: (chunk: Uint8Array, index: number) => Uint8Array | null,
  ): Promise<void> {
    const js = peer.jetstream(SLOW);
    const store = await js.views.os("files");
    const info = await store.info("a/whole.bin");
    for (let n = 0; n * 128 * 1024 < BYTES; n++) {
      const chunk = change(content.slice(n * 128 * 1024, (n + 1) * 128 * 1024), n);
      if (chunk !== null) await js.publish(`$O.files.C.${name}`, chunk);
    }
    const { bucket, size, chunks, digest } = info ?? {};
    const meta = JSON.stringify({ name, nuid: name, bucket, size, chunks, digest });
    await js.publish(`$O.files.M.${base64Url(name)}`, meta);
  }

  beforeEach(async () => {
    id = await paste((await identities.makeUser({ name: "u", account: world.account })).creds);
    expect((await connectShown(server.wsUrl)).outcome).toBe("accepted");
    stream = await openStore("OBJ_files");
  });
  afterEach(resetPage);

  async function openStore(name: string): Promise<StreamSummary> {
    await chooseStream(id, name);
    const answer = jetStreamStore.of(id).streams.get(name);
    if (!answer?.ok || answer.value.stream.kind !== "told") throw new Error("no info");
    return answer.value.stream.value;
  }

  /** What the browser would save, and how the download ended. */
  async function download(name: string) {
    let saved: Uint8Array | null = null;
    let reading: Promise<unknown> = Promise.resolve();
    await downloadObject(id, stream, { name, bytes: BYTES }, (url) => {
      reading = (resolveObjectURL(url)?.arrayBuffer() ?? Promise.reject(url)).then((bytes) => {
        saved = new Uint8Array(bytes);
      });
    });
    await reading;
    return { saved, end: objectStore.of(id).download?.end };
  }

  it("lists objects with deleted ones and links", async () => {
    await readObjects(id, stream);
    const { answer } = objectStore.of(id);
    const page = answer?.ok && answer.value.kind === "told" ? answer.value.value : null;
    expect(page?.total).toBe(6);
    const rows = page?.rows.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    expect(rows).toMatchObject([
      { name: "a/whole.bin", bytes: BYTES, chunks: 33, isDeleted: false, link: "" },
      { name: "alias", link: "files/a/whole.bin" },
      { name: "empty", bytes: 0 },
      { name: "flipped" },
      { name: "missing" },
      { name: "old", isDeleted: true },
    ]);
  });

  it("downloads whole objects and what a link leads to, and verifies them", async () => {
    for (const name of ["a/whole.bin", "alias"]) {
      const { saved, end } = await download(name);
      expect(end).toMatchObject({ kind: "kept", isVerified: true, bytes: BYTES });
      expect(Buffer.compare(saved ?? new Uint8Array(0), content)).toBe(0);
    }
    expect(await download("empty")).toMatchObject({ end: { kind: "kept", bytes: 0 } });
    const { consumer_count } = (await (await peer.jetstreamManager()).streams.info("OBJ_files"))
      .state;
    expect(consumer_count).toBe(0);
  });

  it("downloads what a link of another store leads to", async () => {
    stream = await openStore("OBJ_links");
    expect(stream.firstSeq).toBeGreaterThan(34);
    const { saved, end } = await download("here");
    expect(end).toMatchObject({ kind: "kept", isVerified: true, bytes: BYTES });
    expect(Buffer.compare(saved ?? new Uint8Array(0), content)).toBe(0);
  });

  it("keeps nothing when a byte is flipped, a chunk is missing, or there is no object", async () => {
    expect(await download("flipped")).toMatchObject({
      saved: null,
      end: { kind: "mismatch", isRemoved: true, expected: expect.stringMatching(/^SHA-256=/u) },
    });
    expect(await download("missing")).toMatchObject({
      saved: null,
      end: { kind: "incomplete", expected: BYTES, isRemoved: true },
    });
    expect(await download("old")).toMatchObject({ saved: null, end: { kind: "gone" } });
    expect(await download("never")).toMatchObject({ saved: null, end: { kind: "gone" } });
  });

  it("stops when it is cancelled", async () => {
    const running = download("a/whole.bin");
    cancelDownload(id);
    const end = { kind: "cancelled", isRemoved: true };
    expect(await running).toMatchObject({ saved: null, end });
  });

  it("stops at once when the server is silent", async () => {
    const proxy = await startFrameProxy(server.wsUrl);
    id = await paste((await identities.makeUser({ name: "v", account: world.account })).creds);
    expect((await connectShown(proxy.url)).outcome).toBe("accepted");
    stream = await openStore("OBJ_files");
    const held = proxy.holdFromServer("$O.files.C.");
    const running = download("a/whole.bin");
    await held;
    cancelDownload(id);
    expect(await running).toMatchObject({ saved: null, end: { kind: "cancelled" } });
    proxy.close();
  });

  it("says so when the browser lets the page ask for no file", async () => {
    const refused = () => Promise.reject(new DOMException("no activation", "SecurityError"));
    Object.assign(globalThis, { showSaveFilePicker: refused });
    const { end } = await download("a/whole.bin");
    Reflect.deleteProperty(globalThis, "showSaveFilePicker");
    expect(end).toMatchObject({ kind: "disk", text: "SecurityError" });
  });
});

function flipped(chunk: Uint8Array): Uint8Array {
  const changed = chunk.slice();
  changed[7] = (changed[7] ?? 0) ^ 1;
  return changed;
}

it("names the file after the last part of the object's name", () => {
  expect(
    ["2026/november.csv", "a/b/", "..", "../../etc/passwd", "x:y?.txt", ""].map(fileNameOf),
  ).toEqual(["november.csv", "b", "object", "passwd", "x_y_.txt", "object"]);
});
