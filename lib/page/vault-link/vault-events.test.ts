// Each event of the vault lands in its store. The events come from a real vault and a real nats-server.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { followFrames } from "@/lib/page/actions/frame-actions";
import { openRecording } from "@/lib/page/actions/recording-actions";
import { restartVault } from "@/lib/page/actions/vault-actions";
import { changeView, viewOf } from "@/lib/page/state/console-store";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { tryStore } from "@/lib/page/state/try-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { loadRetention, retentionStore, setRetention } from "@/lib/page/storage/retention";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import {
  connectShown,
  crashVault,
  fileOf,
  listedSubjects,
  paste,
  resetPage,
  shownId,
  startPage,
  toastOf,
  untilSession,
} from "@/lib/testing/page-rig";
import {
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf } from "@/lib/testing/vault-rig";
import { ask } from "./vault-calls";
import { onFrames, onVaultReady } from "./vault-events";

let world: World;
let server: RunningNatsServer;

beforeAll(async () => {
  startPage();
  world = await makeWorld();
  server = await startServer(world.config());
});
afterEach(resetPage);
afterAll(endServers);

const user = () => identities.makeUser({ name: "u", account: world.account });
const state = () => vaultStore.getState();

it("ready: settings are handed to each new vault", async () => {
  let starts = 0;
  onVaultReady(() => {
    starts += 1;
  });
  loadRetention();
  await setRetention({ ...DEFAULT_RETENTION, maxRows: 2 });
  expect(retentionStore.getState().limits?.maxRows).toBe(2);
  crashVault();
  expect(state().health).toBe("crashed");
  await restartVault();
  await until(() => state().health === "running", "the new vault");
  expect(starts).toBeGreaterThan(0);
  const id = await paste((await user()).creds);
  await connectShown(server.wsUrl);
  await ask("subscribe", { id, subject: "kept", queue: "", max: 0 });
  for (let n = 0; n < 5; n += 1) {
    const payload = bytesOf(String(n));
    await ask("publish", { id, subject: "kept", payload, headers: [], reply: "" });
  }
  await until(() => (viewOf(id).window?.removed ?? 0) > 0, "rows beyond the limit to go");
  await setRetention(DEFAULT_RETENTION);
});

it("entriesChanged and trustChanged: entries, facts of the shown one, account JWTs", async () => {
  const id = await paste((await user()).creds);
  expect(state()).toMatchObject({ order: [id], selected: id, facts: { id } });
  await ask("openText", { bytes: bytesOf(world.account.jwt) });
  await until(() => state().trust.length === 1, "the account JWT");
});

it("batchProgressed: how far the files are, and nothing at the end", async () => {
  const seen: number[] = [];
  const stop = vaultStore.subscribe(({ batch }) => {
    if (batch !== null) seen.push(batch.done);
  });
  const files = [fileOf("notes.txt", "no creds", true)];
  const total = 1_000_000;
  // The vault reports the progress a few times a second, so a few files may bring no report.
  for (let before = 0; seen.length === 0; before += 1) {
    expect(await ask("openFiles", { files, before, total })).toMatchObject({ ok: true });
  }
  expect(seen[0]).toBeGreaterThan(0);
  expect(seen[0]).toBeLessThan(total);
  expect(state().batch).toMatchObject({ done: seen[0], total });
  await ask("openFiles", { files, before: total - 1, total });
  stop();
  expect(state().batch).toBeNull();
});

it("sessionChanged, rowsArrived and framesArrived: session, rows and protocol", async () => {
  const id = await paste((await user()).creds);
  const called: string[] = [];
  const stopListening = onFrames((of) => called.push(of));
  let lines: readonly string[] = [];
  const stopFollowing = followFrames(id, ({ frames }) => {
    lines = frames.map(({ line }) => line);
  });
  await connectShown(server.wsUrl);
  await ask("subscribe", { id, subject: "rows.>", queue: "", max: 0 });
  const payload = bytesOf("x");
  await ask("publish", { id, subject: "rows.a", payload, headers: [], reply: "" });
  await until(() => listedSubjects(id).includes("rows.a"), "the row");
  await until(() => lines.some((line) => line.startsWith("SUB rows.>")), "the frame");
  expect(new Set(called)).toEqual(new Set([id]));
  stopListening();
  stopFollowing();
});

it("recordingChanged: a recording is read, and one that was closed stays closed", async () => {
  const row = { seq: 1, time: new Date().toISOString(), subject: "a", data: btoa("x") };
  await openRecording(new File([JSON.stringify(row)], "a.ndjson"));
  const id = shownId();
  await until(() => state().recordings.get(id)?.state === "read", "the recording");
  expect(state().recordings.get(id)).toMatchObject({ messages: 1, badLines: 0 });
  const text = `${JSON.stringify(row)}\n`.repeat(5_000);
  const reply = await ask("openRecording", { file: new File([text], "b.ndjson") });
  expect(reply.ok).toBe(true);
  // The page never put it into the store, so its events must not.
  await until(async () => {
    const other = reply.ok ? reply.value.id : "";
    const window = { filter: { text: "" }, from: 0, count: 1, until: null };
    const rows = await ask("readWindow", { id: other, window });
    return rows.ok && rows.value.counts.kept >= 5_000;
  }, "the second recording");
  expect([...state().recordings.keys()]).toEqual([id]);
});

it("renewalEnded: the message of the handover is replaced, and leads to the former row", async () => {
  const first = await user();
  const id = await paste(first.creds);
  await connectShown(server.wsUrl);
  const jwt = identities.signAgain(first.jwt, world.account, (claims) => {
    claims["iat"] = Math.floor(Date.now() / 1000) + 5;
    claims["iss"] = world.account.publicKey;
  });
  await paste(first.creds.replace(first.jwt, jwt));
  await toastOf("Renewed creds of u took over");
  await untilSession(id, "the connection", ({ phase }) => phase === "open");
  expect(state().order).toHaveLength(2);
});

it("repeatChanged: for loaded creds only", async () => {
  const id = await paste((await user()).creds);
  await connectShown(server.wsUrl);
  const template = { subject: "r", payload: bytesOf("x"), headers: [], reply: "" };
  await ask("repeatStart", { id, run: 1, template, times: 5, perSecond: null });
  await until(() => viewOf(id).repeat?.facts.state === "done", "the end of the run");
  expect(viewOf(id).repeat?.facts.sent).toBe(5);
});

it("entriesForgotten: everything about the entry is dropped", async () => {
  const id = await paste((await user()).creds);
  await connectShown(server.wsUrl);
  changeView(id, { filter: "x" });
  tryStore.change(id, { isAskingRights: true });
  jetStreamStore.change(id, { domain: "hub" });
  await ask("forget", { id });
  await until(() => state().order.length === 0, "the end of the entry");
  expect(state()).toMatchObject({ selected: null, facts: null });
  expect(state().sessions.has(id)).toBe(false);
  expect(viewOf(id).filter).toBe("");
  expect(tryStore.of(id).isAskingRights).toBe(false);
  expect(jetStreamStore.of(id).domain).toBe("");
});

it("a crash ends sessions; creds that never connected stay as they are", async () => {
  const idle = await paste((await user()).creds);
  const id = await paste((await user()).creds);
  await connectShown(server.wsUrl);
  crashVault();
  expect(state().sessions.get(id)).toMatchObject({ outcome: "ended", endCode: "vault/stopped" });
  expect(state().sessions.get(idle)?.outcome ?? null).toBeNull();
});
