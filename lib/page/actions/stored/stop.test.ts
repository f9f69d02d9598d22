// A Stop on stored messages holds until the user asks for more: while a filter needs all of a stream, at the end of the
// list, after Follow, and when the page refreshes by itself. An export of a stream that was read in part chooses its
// file first, and says how its reading ended.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { cancelExport, exportStore, runExport } from "@/lib/page/actions/export/export-actions";
import type { ExportSink } from "@/lib/page/actions/export-sink";
import { changeView, viewOf } from "@/lib/page/state/console-store";
import { jetStreamStore, NEWEST, type ShownPlace } from "@/lib/page/state/jetstream-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { type FrameProxy, startFrameProxy } from "@/lib/testing/chaos/frame-proxy";
import { connectShown, paste, resetPage, startPage } from "@/lib/testing/page-rig";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import type { NatsConnection } from "../../../../scripts/sandbox/client.mjs";
import { openEarlier } from "./earlier-actions";
import { chooseStream, readJetStream, refreshRegularly } from "./jetstream-actions";
import { noteLook, wantedFor } from "./read-ahead";
import { choosePlace, readForAll, readOn, showStored, stopReading } from "./stored-actions";

const SLOW = { timeout: 60_000 };
/** More than one batch. */
const MESSAGES = 3000;
const HALF = MESSAGES / 2;
const RARE = 600;

startPage();
const storeDir = mkdtempSync(path.join(tmpdir(), "credence-stop-"));
let world: World;
let peer: NatsConnection;
let proxy: FrameProxy;
let id: string;
let stream: StreamSummary;

beforeAll(async () => {
  world = await makeWorld({ limits: identities.jetStreamLimits });
  const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
  const server = await startServer(config);
  peer = await connectPeer(
    server.wsUrl,
    await identities.makeUser({ name: "p", account: world.account }),
  );
  const { streams } = await peer.jetstreamManager(SLOW);
  await streams.add({ name: "S", subjects: ["s.*"], allow_direct: true });
  for (let n = 1; n <= MESSAGES; n++) peer.publish(`s.${n}`, "text");
  await until(async () => (await streams.info("S")).state.messages === MESSAGES, "all of them");
  // One message of a subject, long after the others.
  await streams.add({ name: "T", subjects: ["t.*"], allow_direct: true });
  for (let n = 1; n < MESSAGES; n++) peer.publish(n <= RARE ? "t.a" : "t.b", "text");
  peer.publish("t.a", "text");
  await until(async () => (await streams.info("T")).state.messages === MESSAGES, "all of T");
  proxy = await startFrameProxy(server.wsUrl);
});
afterAll(async () => {
  proxy.close();
  await peer.close();
  await endServers();
  rmSync(storeDir, { recursive: true, force: true });
});
beforeEach(async () => {
  id = await paste((await identities.makeUser({ name: "u", account: world.account })).creds);
  expect((await connectShown(proxy.url)).outcome).toBe("accepted");
  await open("S");
});
afterEach(async () => {
  proxy.release();
  await resetPage();
});

async function open(name: string): Promise<void> {
  await chooseStream(id, name);
  const answer = jetStreamStore.of(id).streams.get(name);
  if (!answer?.ok || answer.value.stream.kind !== "told") throw new Error("no info");
  stream = answer.value.stream.value;
}

function shown(): RecordingFacts {
  const { storedLog } = vaultStore.getState();
  if (storedLog === null) throw new Error("no log");
  return storedLog;
}

const isRead = () => until(() => shown().state === "read", "the messages");

async function show(place: ShownPlace, count: number | null = 200): Promise<void> {
  choosePlace(id, place);
  await showStored(id, stream, jetStreamStore.of(id).place, count);
}

function wanted(isAtEnd: boolean): "page" | "all" | null {
  noteLook(id, isAtEnd);
  const { place, stop } = jetStreamStore.of(id);
  return wantedFor({ place, stop, log: shown(), filter: viewOf(shown().id).filter, isAtEnd });
}

/** Stops while messages are held back on their way, and lets them pass afterwards. */
async function stopHalfWay(read: () => Promise<unknown>): Promise<void> {
  const held = proxy.holdFromServer(`Nats-Subject: s.${HALF}\r`);
  await read();
  await held;
  await stopReading();
  proxy.release();
  await isRead();
}

it("ends a search of the whole stream, which goes on from there once the filter changes", async () => {
  await show(NEWEST);
  await isRead();
  changeView(shown().id, { filter: "text" });
  expect(wanted(true)).toBe("all");
  await stopHalfWay(() => readForAll(id, stream));
  const { id: log, messages } = shown();
  expect(messages).toBeLessThan(HALF);
  expect(wanted(true)).toBeNull();
  // As after a reconnect, which shows the place again.
  await showStored(id, stream, NEWEST, 200);
  await isRead();
  expect(viewOf(shown().id).filter).toBe("text");
  expect(shown().id).not.toBe(log);
  expect(wanted(true)).toBeNull();
  changeView(shown().id, { filter: "tex" });
  expect(wanted(true)).toBe("all");
});

it("goes on in the same log when all is wanted again", async () => {
  await show(NEWEST);
  await isRead();
  changeView(shown().id, { filter: "text" });
  await stopHalfWay(() => readForAll(id, stream));
  const { id: log } = shown();
  await readForAll(id, stream);
  await until(() => shown().stored?.next === null, "the rest");
  expect(shown()).toMatchObject({ id: log, messages: MESSAGES });
  expect(jetStreamStore.of(id).stop).toBeNull();
});

it("reads no page at the end of the list until that has been left", async () => {
  await show({ from: { kind: "sequence", sequence: HALF - 60 }, subject: ">" }, 20);
  await isRead();
  expect(wanted(true)).toBe("page");
  await stopHalfWay(() => readOn(200));
  expect(shown().messages).toBeLessThan(200);
  expect(wanted(true)).toBeNull();
  expect(wanted(false)).toBeNull();
  expect(wanted(true)).toBe("page");
});

it("ends following, also when the place is shown again or the page refreshes", async () => {
  const live = { from: { kind: "live", mayConsume: true }, subject: ">" } as const;
  const consumers = async () => {
    const { streams } = await peer.jetstreamManager(SLOW);
    return (await streams.info("S")).state.consumer_count;
  };
  await show(live);
  await until(async () => (await consumers()) === 1, "the consumer");
  await stopReading();
  await until(async () => (await consumers()) === 0, "its end");
  const { messages } = shown();
  await peer.jetstream(SLOW).publish("s.new", "text");
  await readJetStream(id, "", true);
  expect(shown()).toMatchObject({ state: "read", messages, stored: { next: null } });
  // As after a reconnect.
  await showStored(id, stream, jetStreamStore.of(id).place, 200);
  await isRead();
  // Once this is answered, following would have begun.
  await readJetStream(id, "", true);
  expect(shown().stored?.isFollowing).toBe(false);
  expect(await consumers()).toBe(0);
  // A press on Refresh, and on Follow.
  const before = shown().messages;
  await readJetStream(id, "");
  await until(() => shown().messages === before + 1, "the new message");
  await stopReading();
  await show(live);
  await until(async () => (await consumers()) === 1, "a consumer again");
});

it("brings new messages once a refresh every few seconds is asked for after a Stop, and follows none", async () => {
  const publish = () => peer.jetstream(SLOW).publish("s.new", "text");
  const refresh = () => readJetStream(id, "", true);
  await show({ from: { kind: "live", mayConsume: false }, subject: ">" });
  await until(() => shown().stored?.isFollowing === true, "following");
  await stopReading();
  const { messages } = shown();
  await publish();
  refreshRegularly(id, true);
  await refresh();
  await until(() => shown().messages === messages + 1, "the new message");
  await isRead();
  // A Stop while it is refreshed holds, also when that goes on.
  await stopReading();
  await publish();
  await refresh();
  expect(shown().messages).toBe(messages + 1);
  refreshRegularly(id, false);
  refreshRegularly(id, true);
  // As after a reconnect.
  await showStored(id, stream, jetStreamStore.of(id).place, 200);
  await isRead();
  const before = shown().messages;
  await publish();
  await refresh();
  // `stream` is from before the first of the three.
  await until(() => shown().messages === before + 3, "what is new since");
  await isRead();
  expect(shown().stored?.isFollowing).toBe(false);
});

it("ends the way back to the message before, page after page", async () => {
  await open("T");
  const last = { kind: "sequence", sequence: MESSAGES } as const;
  await show({ from: last, subject: "t.a" });
  await isRead();
  const held = proxy.holdFromServer("Nats-Sequence: 350\r");
  const opening = openEarlier();
  const place = () => jetStreamStore.of(id).place;
  await until(() => place().from.kind === "before", "the page before");
  await showStored(id, stream, place(), 200);
  await held;
  await stopReading();
  proxy.release();
  await opening;
  expect(jetStreamStore.of(id).stop).not.toBeNull();
  expect(shown().messages).toBeLessThan(350);
  expect(viewOf(shown().id).selected).toBeNull();
});

/** A file in memory, and what became of it. */
function makeSink() {
  const text: string[] = [];
  let state: "open" | "closed" | "aborted" = "open";
  const sink: ExportSink = {
    write: async (piece) => void text.push(new TextDecoder().decode(piece)),
    async close() {
      state = "closed";
    },
    async abort() {
      state = "aborted";
      return true;
    },
  };
  const lines = () => text.join("").split("\n").length - 1;
  return { open: async () => sink, state: () => state, lines };
}

const plan = () =>
  ({ id: shown().id, format: "ndjson", scope: { kind: "all" }, fileName: "s.ndjson" }) as const;

/** Presses Export where a page is read, and waits until some of the rest is. */
async function exportHalfWay(file = makeSink()) {
  await show(NEWEST);
  await isRead();
  const held = proxy.holdFromServer(`Nats-Subject: s.${HALF}\r`);
  const ending = runExport(plan(), file.open);
  await held;
  await until(() => shown().messages > 200, "more than the page");
  expect(exportStore.getState().progress).toMatchObject({ isReading: true });
  return { ending, file };
}

it("exports all of a stream of which a page was read, also while that page comes", async () => {
  await show(NEWEST);
  expect(shown().state).toBe("reading");
  const file = makeSink();
  const end = await runExport(plan(), file.open);
  expect(end).toMatchObject({ kind: "done", partial: null });
  expect([file.state(), file.lines()]).toEqual(["closed", stream.messages]);
  expect(exportStore.getState().progress).toBeNull();
});

it("opens the file of an export within the press", async () => {
  await show(NEWEST);
  await isRead();
  let isAsked = false;
  const ending = runExport(plan(), async () => {
    isAsked = true;
    return null;
  });
  expect(isAsked).toBe(true);
  expect(await ending).toBeNull();
  const refused = () => Promise.reject(new DOMException("no activation", "SecurityError"));
  expect(await runExport(plan(), refused)).toMatchObject({ fault: { code: "not-writable" } });
  expect(shown().messages).toBe(200);
});

it("cancels an export while it reads, and keeps nothing", async () => {
  const { ending, file } = await exportHalfWay();
  const other = makeSink();
  expect(await runExport(plan(), other.open)).toEqual({ kind: "busy" });
  cancelExport();
  proxy.release();
  expect(await ending).toEqual({ kind: "cancelled", isRemoved: true });
  expect([file.state(), file.lines(), other.state()]).toEqual(["aborted", 0, "open"]);
  expect(shown().state).toBe("read");
  changeView(shown().id, { filter: "" });
  expect(wanted(true)).toBeNull();
});

it("takes a Stop as the end of an export, not of the stream", async () => {
  const { ending, file } = await exportHalfWay();
  await stopReading();
  proxy.release();
  expect(await ending).toMatchObject({ kind: "cancelled" });
  expect(file.state()).toBe("aborted");
});

it("ends an export when other messages are shown before its own are read", async () => {
  const { ending, file } = await exportHalfWay();
  const shownOther = show({ from: { kind: "sequence", sequence: 10 }, subject: ">" }, 1);
  proxy.release();
  await shownOther;
  expect(await ending).toMatchObject({ kind: "closed" });
  expect(file.state()).toBe("aborted");
});

it("says how far a stream was read when the connection ends meanwhile", async () => {
  const { ending, file } = await exportHalfWay();
  proxy.cut();
  const end = await ending;
  if (end?.kind !== "done") throw new Error(end?.kind);
  expect(end.partial?.next).toBeGreaterThan(1);
  expect(end.partial?.next).toBeLessThanOrEqual(HALF);
  expect(file.lines()).toBe(end.progress.written);
});
