// The responder against a real server, with another client that asks.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { ResponderAnswer, ResponderFacts } from "@/lib/shared/facts/console";
import type { ResponderStartRequest } from "@/lib/shared/protocol/requests";
import {
  closedPort,
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

const { makeUser } = identities;
const REQUESTS = 1_000;

let world: World;
let server: RunningNatsServer;
let peer: NatsConnection;
let rig: Rig;

beforeAll(async () => {
  world = await makeWorld();
  server = await startServer(world.config());
  peer = await connectPeer(server.wsUrl, await makeUser({ name: "p", account: world.account }));
});
afterAll(async () => {
  await peer.close();
  await endServers();
});
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

async function open(claims: Record<string, unknown> = {}, url = server.wsUrl): Promise<string> {
  const id = await rig.load((await makeUser({ name: "u", account: world.account, claims })).creds);
  expect((await rig.connect(id, url)).outcome).toBe("accepted");
  return id;
}

const template = (text: string, more: readonly (readonly [string, string])[] = []) =>
  ({ kind: "template", payload: bytesOf(text), headers: more }) satisfies ResponderAnswer;

const start = (id: string, change: Partial<ResponderStartRequest> = {}) =>
  rig.client.call("responderStart", {
    ...{ id, subject: "price.*", queue: "", answer: template("ok"), delayMs: 0 },
    ...change,
  });

/** What the vault reported last. */
const lastEvent = () => rig.events.findLast((event) => event.kind === "responderChanged");
const untilFacts = (what: string, check: (facts: ResponderFacts) => boolean) =>
  until(() => {
    const event = lastEvent();
    return event !== undefined && check(event.responder);
  }, what);

const ask = (subject: string, payload = "", options = {}) =>
  peer.request(subject, bytesOf(payload), { timeout: 60_000, ...options });

/** True when the server says that there is no subscriber; false also without an answer. */
const isUnanswered = (client: NatsConnection, subject: string, timeoutMs = 2_000) =>
  client.request(subject, bytesOf(""), { timeout: timeoutMs }).then(
    () => false,
    (error: { readonly code?: string }) => error.code === "503",
  );

it(`answers ${REQUESTS} requests exactly once each`, async () => {
  const id = await open();
  expect((await start(id, { answer: template("{{seq}} {{payload}}") })).ok).toBe(true);
  const inbox = "answers.of.the.peer";
  const answers: string[] = [];
  const listening = peer.subscribe(inbox, {
    callback: (_error, message) => answers.push(message.string()),
  });
  for (let n = 1; n <= REQUESTS; n += 1)
    peer.publish("price.a", bytesOf(`r${n}`), { reply: inbox });
  await until(() => answers.length >= REQUESTS, "all answers");
  await untilFacts("the count of the vault", ({ answered }) => answered >= REQUESTS);
  // A further answer would come before this one.
  expect((await ask("price.a", "last")).string()).toBe(`${REQUESTS + 1} last`);
  const wanted = Array.from({ length: REQUESTS }, (_, index) => `${index + 1} r${index + 1}`);
  expect(answers).toEqual(wanted);
  await untilFacts("the last count", ({ answered }) => answered === REQUESTS + 1);
  listening.unsubscribe();
});

it("fills in parts of the request, in payload and headers", async () => {
  const id = await open();
  const answer = template("{{subject}}|{{token 2}}|{{header trace}}|{{payload}}|{{ own }}", [
    ["Trace", "{{header Trace}}"],
  ]);
  await start(id, { answer });
  const asked = headers();
  asked.set("Trace", "abc");
  const reply = await ask("price.lamp", "ü?", { headers: asked });
  expect(reply.string()).toBe("price.lamp|lamp|abc|ü?|{{ own }}");
  expect(reply.headers?.get("Trace")).toBe("abc");
});

it("lists the last requests and what became of them", async () => {
  const id = await open();
  await start(id, { answer: template("ok") });
  peer.publish("price.unasked", bytesOf("news"));
  for (let n = 1; n <= 30; n += 1) await ask(`price.${n}`, `r${n}`);
  await untilFacts("the last one", ({ answered }) => answered === 30);
  const { recent = [] } = lastEvent()?.responder ?? {};
  expect(recent).toHaveLength(20);
  expect(recent[0]).toMatchObject({
    ...{ number: 31, subject: "price.30", bytes: 3, preview: "r30", outcome: "answered" },
  });
  expect(recent.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => 31 - n));
  await start(id, { answer: template("ok"), delayMs: 60_000 });
  peer.publish("price.news", bytesOf("no reply subject"));
  peer.publish("price.late", bytesOf(""), { reply: "unread" });
  await untilFacts("one that waits", ({ waiting }) => waiting === 1);
  expect(lastEvent()?.responder.recent.map(({ outcome }) => outcome)).toEqual([
    "waiting",
    "unasked",
  ]);
});

it("echoes payload and headers byte for byte", async () => {
  const id = await open();
  await start(id, { answer: { kind: "echo" } });
  const payload = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const asked = headers();
  asked.set("X-Id", "7");
  const reply = await peer.request("price.a", payload, { timeout: 60_000, headers: asked });
  expect(reply.data).toEqual(payload);
  expect(reply.headers?.get("X-Id")).toBe("7");
});

it("sends an error as services do", async () => {
  const id = await open();
  await start(id, { answer: { kind: "error", code: "404", text: "no such price" } });
  const reply = await ask("price.a");
  expect(reply.headers?.get("Nats-Service-Error-Code")).toBe("404");
  expect(reply.headers?.get("Nats-Service-Error")).toBe("no such price");
  expect(reply.data.length).toBe(0);
});

it("waits for its delay, and counts messages that ask for no answer", async () => {
  const id = await open();
  await start(id, { delayMs: 300 });
  const startedAt = performance.now();
  peer.publish("price.a", bytesOf("no reply wanted"));
  await ask("price.a");
  expect(performance.now() - startedAt).toBeGreaterThan(290);
  await untilFacts("both counts", ({ answered, unasked }) => answered === 1 && unasked === 1);
});

it("shares the requests with the others of its queue group", async () => {
  const [one, two] = [await open(), await open()];
  await start(one, { queue: "q" });
  await start(two, { queue: "q" });
  for (let n = 0; n < 50; n += 1) await ask("price.a");
  const answered = (id: string) =>
    rig.events.findLast((event) => event.kind === "responderChanged" && event.id === id);
  await until(() => {
    const counts = [one, two].map((id) => {
      const event = answered(id);
      return event?.kind === "responderChanged" ? event.responder.answered : 0;
    });
    return counts.reduce((sum, count) => sum + count, 0) === 50;
  }, "fifty answers together");
});

it("is refused where the user may not subscribe", async () => {
  const id = await open({ sub: { allow: ["_INBOX.>"] } });
  const reply = await start(id);
  expect(reply).toMatchObject({ ok: false, fault: { code: "permissions-violation" } });
  expect(lastEvent()?.responder.isOn).toBe(false);
});

it("does not answer once it is stopped", async () => {
  const id = await open();
  await start(id);
  await ask("price.a");
  await rig.client.call("responderStop", { id });
  expect(lastEvent()).toMatchObject({ fault: null, responder: { isOn: false, answered: 1 } });
  // The end of the subscription is on its way to the server. Until it is there, a request is lost.
  await until(() => isUnanswered(peer, "price.a"), "no responder");
  expect(lastEvent()).toMatchObject({ responder: { isOn: false, answered: 1 } });
});

it("ends with the connection, and a reconnect does not restore it", async () => {
  const wsPort = await closedPort();
  const first = await startServer(world.config(), { wsPort });
  const id = await open({}, first.wsUrl);
  await start(id);
  await rig.client.call("subscribe", { id, subject: "other", queue: "", max: 0 });
  await first.stop();
  await untilFacts("its end", ({ isOn }) => !isOn);
  expect(lastEvent()).toMatchObject({ fault: { code: "connection-ended" } });
  const again = await startServer(world.config(), { wsPort });
  await rig.waitFor(id, "the next connection", ({ phase }) => phase === "open");
  const other = await connectPeer(
    again.wsUrl,
    await makeUser({ name: "q", account: world.account }),
  );
  await until(
    async () => (await rig.notices(id)).some(({ code }) => code === "flow/gap"),
    "restored",
  );
  expect(await isUnanswered(other, "price.a", 60_000)).toBe(true);
  await other.close();
});

it("a server that takes no headers costs answers, not the vault", async () => {
  const plain = await startServer(`${world.config()}\nno_header_support: true\n`);
  const id = await open({}, plain.wsUrl);
  expect((await start(id, { answer: { kind: "error", text: "no", code: "500" } })).ok).toBe(true);
  const other = await connectPeer(
    plain.wsUrl,
    await makeUser({ name: "q", account: world.account }),
  );
  other.publish("price.a", bytesOf(""), { reply: "answers" });
  await untilFacts("the failed answer", ({ failed }) => failed === 1);
  expect((await rig.client.call("ping", {})).ok).toBe(true);
  await other.close();
});

it("keeps no more waiting answers than have room", async () => {
  const id = await open();
  await start(id, { answer: { kind: "echo" }, delayMs: 60_000 });
  const payload = new Uint8Array(1024 * 1024 - 1024);
  // Few at a time: the server drops a client that falls too far behind.
  for (let n = 1; n <= 70; n += 1) {
    peer.publish("price.a", payload, { reply: "answers" });
    if (n % 5 > 0) continue;
    await untilFacts(`${n} requests`, ({ waiting, failed }) => waiting + failed === n);
  }
  expect(lastEvent()?.responder).toMatchObject({ waiting: 64, failed: 6 });
});
