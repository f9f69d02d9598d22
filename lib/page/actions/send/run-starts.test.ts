// Presses in the moment between the start of a run and its first message, on a real server. Nothing waits for a reply
// between two presses, as a quick user does not.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { connect, disconnect } from "@/lib/page/actions/connection-actions";
import { isReplayStarting, isRunActive, viewOf } from "@/lib/page/state/console-store";
import { type FrameProxy, startFrameProxy } from "@/lib/testing/chaos/frame-proxy";
import {
  connectShown,
  listedSubjects,
  paste,
  resetPage,
  startPage,
  untilSession,
} from "@/lib/testing/page-rig";
import { endServers, identities, makeWorld, startServer } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { editDraft, send, subscribe } from "./messaging-actions";
import { controlRepeat } from "./repeat-actions";
import { startReplay } from "./replay-actions";

let creds = "";
let address = "";
let other = "";
let proxy: FrameProxy;
let id = "";

beforeAll(async () => {
  startPage();
  const world = await makeWorld();
  proxy = await startFrameProxy((await startServer(world.config())).wsUrl);
  address = proxy.url;
  other = (await startServer(world.config())).wsUrl;
  const claims = { pub: { deny: ["no.>"] } };
  creds = (await identities.makeUser({ name: "u", account: world.account, claims })).creds;
});
beforeEach(async () => {
  id = await paste(creds);
  await connectShown(address);
  await subscribe("a.>", "");
  await subscribe("z.>", "");
});
afterEach(async () => {
  proxy.release();
  await resetPage();
});
afterAll(async () => {
  proxy.close();
  await endServers();
});

const listed = () => listedSubjects(id);
const state = () => viewOf(id).repeat?.facts.state;
async function publish(subject: string) {
  editDraft((draft) => ({ ...draft, subject, payload: "x", isRepeated: false }));
  await send();
  await until(() => listed().includes(subject), subject);
}
const replay = (target: string) =>
  startReplay({ id, from: id, scope: { kind: "all" }, pattern: "a.>", target, speed: null });
const repeat = () => {
  editDraft((draft) => ({
    ...{ ...draft, subject: "z.repeated", payload: "x" },
    ...{ isRepeated: true, times: "5", perSecond: "" },
  }));
  return send();
};

it("a replay that loses its connection while it starts sends nothing on the next one", async () => {
  await publish("a.1");
  const started = replay("z.>");
  await disconnect();
  await connect(other);
  await started;
  await untilSession(id, "the other server", ({ phase }) => phase === "open");
  await publish("z.last");
  expect(listed()).toEqual(["a.1", "z.last"]);
  expect(viewOf(id).repeat).toMatchObject({
    facts: { kind: "replay", state: "failed", sent: 0 },
    fault: { code: "connection-ended" },
  });
});

it("a replay that is cancelled while it starts sends nothing", async () => {
  await publish("a.1");
  await publish("a.2");
  const started = replay("z.>");
  expect(state()).toBe("starting");
  await controlRepeat(id, "cancel");
  await started;
  await publish("z.last");
  expect(listed()).toEqual(["a.1", "a.2", "z.last"]);
  expect(viewOf(id).repeat).toMatchObject({ facts: { state: "cancelled", sent: 0 }, fault: null });
  // And the next one runs.
  await replay("z.>");
  await until(() => state() === "done", "the next replay");
  await until(() => listed().length === 5, "what it sent");
});

it("why a replay could not start stays in the view", async () => {
  await publish("a.1");
  await replay("no.>");
  expect(viewOf(id).repeat).toMatchObject({
    facts: { kind: "replay", state: "failed" },
    fault: { code: "permissions-violation" },
  });
});

it("two presses on Start make one run", async () => {
  await Promise.all([repeat(), repeat()]);
  await until(() => state() === "done", "the end of the run");
  await publish("z.last");
  expect(listed().filter((subject) => subject === "z.repeated")).toHaveLength(5);
  expect(viewOf(id).history).toHaveLength(2);
  expect(viewOf(id).counted).toBe(6);
  expect(viewOf(id).sent + (viewOf(id).repeat?.facts.sent ?? 0)).toBe(6);
});

it("a repeat that is cancelled while it starts sends nothing", async () => {
  const started = repeat();
  await controlRepeat(id, "cancel");
  await started;
  await publish("z.last");
  expect(listed()).toEqual(["z.last"]);
  expect(viewOf(id)).toMatchObject({ repeat: { facts: { state: "cancelled", sent: 0 } } });
});

it("a repeat that is cancelled before its first message is confirmed says that it was sent", async () => {
  const held = proxy.holdFromServer("MSG z.repeated ");
  const started = repeat();
  await held;
  await controlRepeat(id, "cancel");
  proxy.release();
  await started;
  await publish("z.last");
  expect(listed()).toEqual(["z.repeated", "z.last"]);
  expect(viewOf(id)).toMatchObject({ repeat: { facts: { state: "cancelled", sent: 1 } } });
});

it("a repeat that starts is no starting replay", async () => {
  const starts = () => [state(), isRunActive(viewOf(id)), isReplayStarting(viewOf(id))];
  const held = proxy.holdFromServer("MSG z.repeated ");
  const started = repeat();
  await held;
  expect(starts()).toEqual(["starting", true, false]);
  proxy.release();
  await started;
  await until(() => state() === "done", "the end of the run");
  await publish("a.1");
  const replayed = replay("z.>");
  expect(starts()).toEqual(["starting", true, true]);
  await replayed;
});
