// Replays on a real server, through the real port: a recorded file and a session's own messages, sent again.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import type { VaultOps } from "@/lib/shared/protocol/protocol";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";
import { headers, type NatsConnection } from "../../../scripts/sandbox/client.mjs";

let world: World;
let server: RunningNatsServer;
let peer: NatsConnection;
let rig: Rig;
let id: string;
let lastRun = 0;

beforeAll(async () => {
  world = await makeWorld();
  server = await startServer(world.config());
  const { account } = world;
  peer = await connectPeer(server.wsUrl, await identities.makeUser({ name: "p", account }));
});
afterAll(async () => {
  await peer.close();
  await endServers();
});
beforeEach(async () => {
  rig = startRig();
  lastRun = 0;
  id = await open();
});
afterEach(() => rig.close());

async function open(claims: Record<string, unknown> = {}, inboxPrefix?: string): Promise<string> {
  const { account } = world;
  const loaded = await rig.load((await identities.makeUser({ name: "u", account, claims })).creds);
  const { outcome } = await rig.connect(loaded, server.wsUrl, undefined, inboxPrefix);
  expect(outcome).toBe("accepted");
  // Who the user is comes by a request, which a peer that listens to everything would get as well.
  await rig.waitFor(loaded, "the identity", ({ server: facts }) => {
    return facts?.identitySilence != null || facts?.identity?.from === "user-info";
  });
  return loaded;
}

const runs = () => rig.events.flatMap((event) => (event.kind === "repeatChanged" ? [event] : []));
const runUntil = async (state: RepeatFacts["state"]) => {
  await until(() => runs().at(-1)?.repeat.state === state, state);
  return runs().at(-1);
};
const replay = (change: Partial<VaultOps["replayStart"]["request"]> = {}) =>
  rig.client.call("replayStart", {
    ...{ id, run: ++lastRun, from: id, scope: { kind: "all" } },
    ...{ pattern: ">", target: ">", speed: null },
    ...change,
  });

interface Line {
  readonly at?: number;
  readonly subject: string;
  readonly reply?: string;
  readonly data: Uint8Array;
  readonly headers?: Record<string, readonly string[]>;
}

/** Opens a recording of these messages and gives its id once it is read. */
async function record(lines: readonly Line[]): Promise<string> {
  const text = lines.map(({ at = 0, subject, reply = "_INBOX.gone", data, headers: fields = {} }) =>
    JSON.stringify({
      ...{ time: new Date(Date.UTC(2026, 10, 27) + at).toISOString(), subject, headers: fields },
      ...{ reply, data: Buffer.from(data).toString("base64") },
    }),
  );
  const file = new File([`${text.join("\n")}\n`], "a.ndjson");
  const reply = await rig.client.call("openRecording", { file });
  if (!reply.ok) throw new Error(reply.fault.code);
  const { id: recording } = reply.value;
  const isRead = () =>
    rig.events.some(
      (event) =>
        event.kind === "recordingChanged" &&
        event.recording.id === recording &&
        event.recording.state === "read",
    );
  await until(isRead, "the recording");
  return recording;
}

/** What the peer gets on a pattern. */
async function listen(pattern: string) {
  const got: string[] = [];
  const subscription = peer.subscribe(pattern, {
    callback: (_, { subject, reply, data, headers: fields }) => {
      const names = fields?.keys().map((name) => `${name}=${fields.values(name).join(",")}`) ?? [];
      got.push(
        [subject, reply ?? "", names.join(";"), Buffer.from(data).toString("hex")].join("|"),
      );
    },
  });
  await peer.flush();
  return { got, stop: () => subscription.unsubscribe() };
}

/** `REPLAYED=100000` for the figure of the note. */
const count = Number(process.env["REPLAYED"] ?? 10_000);

it(`${count} recorded messages arrive byte for byte, in order, without their reply subjects`, async () => {
  const dataOf = (n: number) =>
    Uint8Array.of(n & 255, n >> 8, n >> 16, 13, 10, 0, 255, ...bytesOf("x".repeat(n % 37)));
  const lines = Array.from({ length: count }, (_, n): Line => {
    const line = { at: n, subject: `orders.${n % 9}.ü`, data: dataOf(n) };
    return n % 5 === 0 ? { ...line, headers: { N: [String(n)], B: ["x", "y"] } } : line;
  });
  const from = await record(lines);
  let bad = 0;
  let next = 0;
  const subscription = peer.subscribe("copy.>", {
    callback: (_, { subject, reply, data, headers: fields }) => {
      const n = next++;
      const hasFields = n % 5 === 0 && fields?.get("N") === String(n) && fields.get("B") === "x";
      const isSame =
        subject === `copy.${n % 9}.ü` &&
        (reply ?? "") === "" &&
        Buffer.compare(data, dataOf(n)) === 0 &&
        (hasFields || (n % 5 !== 0 && fields === undefined));
      if (!isSame) bad += 1;
    },
  });
  await peer.flush();
  const started = await replay({ from, pattern: "orders.>", target: "copy.>" });
  expect(started).toMatchObject({ ok: true, value: { kind: "replay", times: count } });
  const end = await runUntil("done");
  expect(end).toMatchObject({
    repeat: { sent: count, done: count, leftOut: 0, isTaken: true },
  });
  await until(() => next === count, "all of them");
  subscription.unsubscribe();
  expect(bad).toBe(0);
});

it("sends nothing that is not mapped, and nothing to subjects of the server", async () => {
  const subjects = ["a.1", "b.1", "$SYS.REQ.X", "$JS.API.INFO", "_INBOX.x", "a.*", "a.2"];
  const from = await record(subjects.map((subject) => ({ subject, data: bytesOf("x") })));
  const { got, stop } = await listen(">");
  await replay({ from, pattern: "a.>", target: "z.>" });
  expect(await runUntil("done")).toMatchObject({ repeat: { sent: 2, leftOut: 5, done: 7 } });
  await replay({ from, pattern: ">", target: ">" });
  await until(() => runs().at(-1)?.repeat.run === 2, "the second run");
  expect(await runUntil("done")).toMatchObject({ repeat: { sent: 3, leftOut: 4, done: 7 } });
  await peer.flush();
  stop();
  const sent = ["z.1", "z.2", "a.1", "b.1", "a.2"];
  expect(got).toEqual(sent.map((subject) => `${subject}|||78`));
});

it("sends nothing to the connection's own inboxes, nor where a recorded request wanted its reply", async () => {
  id = await open({}, "team.inbox");
  const lines = [
    { subject: "a.1", reply: "app.replies.Wx7cQ0pT3nYbK5sLq8ZdRf.1" },
    { subject: "a.2", reply: "answers.eu" },
    { subject: "app.replies.Wx7cQ0pT3nYbK5sLq8ZdRf.1" },
    { subject: "app.replies.A1b2C3d4E5f6G7h8I9j0K1.9" },
    { subject: "answers.eu" },
    { subject: "team.inbox.x.1" },
    { subject: "answers.us" },
  ];
  const from = await record(lines.map((line) => ({ ...line, data: bytesOf("x") })));
  const { got, stop } = await listen(">");
  // The requests are not among those that are sent.
  const [scope, only] = [{ kind: "all" }, { kind: "selected", seqs: [3, 4, 5, 6, 7] }] as const;
  await replay({ from, scope: only });
  expect(await runUntil("done")).toMatchObject({ repeat: { sent: 1, leftOut: 4, refused: 4 } });
  await replay({ from, scope, pattern: "a.>", target: "z.>" });
  await until(() => runs().at(-1)?.repeat.run === 2, "the second run");
  expect(await runUntil("done")).toMatchObject({ repeat: { sent: 2, leftOut: 5, refused: 0 } });
  await replay({ from, scope, pattern: "a.1", target: "team.inbox.y" });
  await until(() => runs().at(-1)?.repeat.run === 3, "the third run");
  expect(await runUntil("done")).toMatchObject({ repeat: { sent: 0, leftOut: 7, refused: 1 } });
  await peer.flush();
  stop();
  expect(got.map((line) => line.split("|")[0])).toEqual(["answers.us", "z.1", "z.2"]);
});

it("sends a session's own messages: those that match a filter, and those selected", async () => {
  await rig.client.call("subscribe", { id, subject: "own.>", queue: "", max: 0 });
  const fields = headers();
  fields.set("Trace", "t");
  for (let n = 0; n < 6; n++) {
    peer.publish(`own.${n}`, bytesOf(`n${n}`), n % 2 === 0 ? { headers: fields } : {});
  }
  await until(async () => (await rig.window(id)).counts.received === 6, "six messages");
  const { got, stop } = await listen("again.>");
  const target = "again.>";
  await replay({
    ...{ pattern: "own.>", target },
    scope: { kind: "matching", filter: { text: "/n[2-9]/ header:trace" } },
  });
  expect(await runUntil("done")).toMatchObject({ repeat: { sent: 2, leftOut: 0 } });
  await replay({ pattern: "own.>", target, scope: { kind: "selected", seqs: [7, 3, 99] } });
  await until(
    () => runs().at(-1)?.repeat.sent === 2 && runs().at(-1)?.repeat.run === 2,
    "two more",
  );
  expect(await runUntil("done")).toMatchObject({ repeat: { leftOut: 1 } });
  await peer.flush();
  stop();
  expect(got.map((line) => line.split("|").slice(0, 3))).toEqual([
    ["again.2", "", "Trace=t"],
    ["again.4", "", "Trace=t"],
    ["again.1", "", ""],
    ["again.5", "", ""],
  ]);
});

it("keeps the pace of the arrival, scaled; pauses, continues and stops", async () => {
  const lines = Array.from({ length: 20_000 }, (_, n) => ({
    ...{ at: n * 100, subject: "slow", data: bytesOf(String(n)) },
  }));
  const from = await record(lines);
  const reply = await replay({ from, speed: 20 });
  if (!reply.ok) throw new Error(reply.fault.code);
  const { run } = reply.value;
  const control = (action: "pause" | "resume" | "cancel") =>
    rig.client.call("repeatControl", { id, run, action });
  expect(await replay({ from })).toMatchObject({ fault: { code: "repeat-running" } });
  await until(() => (runs().at(-1)?.repeat.sent ?? 0) > 20, "more than 20 sent");
  const paused = await control("pause");
  if (!paused.ok) throw new Error(paused.fault.code);
  const { sent, elapsedMs } = paused.value;
  // One every 5 ms, and the first at once.
  expect(sent).toBeLessThanOrEqual(1 + elapsedMs / 5);
  expect(await control("resume")).toMatchObject({ value: { state: "running", sent } });
  await until(() => (runs().at(-1)?.repeat.sent ?? 0) > sent, "more");
  expect(await control("cancel")).toMatchObject({ value: { state: "cancelled" } });
});

it("stops before the rest when the server denies a subject, and when a message is too large", async () => {
  id = await open({ pub: { allow: ["ok.>", "$SYS.REQ.USER.INFO"] } });
  const denied = await record(["no", "ok.1"].map((subject) => ({ subject, data: bytesOf("x") })));
  expect(await replay({ from: denied })).toMatchObject({
    fault: { code: "permissions-violation" },
  });
  expect(runs()).toEqual([]);
  const large = await record([
    { subject: "ok.1", data: bytesOf("x") },
    { subject: "ok.2", data: new Uint8Array(2_000_000) },
  ]);
  expect(await replay({ from: large })).toMatchObject({ ok: true });
  expect(await runUntil("failed")).toMatchObject({
    repeat: { sent: 1 },
    fault: { code: "payload-too-large" },
  });
});

it.each([
  [{ pattern: "a..b" }, "subject-invalid"],
  [{ target: "x.*" }, "subject-invalid"],
  [{ from: "recording-99" }, "not-loaded"],
])("is refused: %o", async (change, code) => {
  expect(await replay(change)).toMatchObject({ ok: false, fault: { code } });
});
