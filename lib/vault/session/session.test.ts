import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import {
  closedPort,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  type ServerBinary,
  serverBinary,
  startServer,
  startSilence,
  type World,
} from "@/lib/testing/real-server";
import { until, withClockStopped } from "@/lib/testing/run-to-end";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

const PLAN = connectPlan(null, []);

const { makeUser, makeAccount, makeKey } = identities;
const inSeconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

let world: World;
let server: RunningNatsServer;
let version: ServerBinary;
let rig: Rig;

beforeAll(async () => {
  version = await serverBinary();
  world = await makeWorld();
  world.accounts.push(
    await makeAccount({ name: "NONE", operator: world.operator, limits: { conn: 0 } }),
  );
  server = await startServer(world.config());
});
afterAll(endServers);
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

const user = (options: Partial<Parameters<typeof makeUser>[0]> = {}) =>
  makeUser({ name: "u", account: world.account, ...options });
const loadUser = async (options: Parameters<typeof user>[0] = {}) =>
  rig.load((await user(options)).creds);

describe("outcomes", () => {
  it("accepted, with the identity that the server knows", async () => {
    const id = await loadUser();
    const opened = await rig.connect(id, server.wsUrl);
    expect(opened).toMatchObject({ phase: "open", outcome: "accepted", end: null, endCode: null });
    const { server: facts } = await rig.waitFor(id, "identity and round trip", (state) => {
      const { identity, identitySilence, roundTripMs } = state.server ?? {};
      const isAnswered = identitySilence != null || identity?.from === "user-info";
      return isAnswered && roundTripMs != null;
    });
    if (version.isAtLeast(2, 10)) {
      expect(facts?.identity).toMatchObject({
        from: "user-info",
        user: id,
        account: world.account.publicKey,
      });
      expect(facts?.identity?.clock).toMatchObject({ from: "server" });
      const { aheadMs = 9e9, accuracyMs = 0 } = facts?.identity?.clock ?? {};
      expect(Math.abs(aheadMs)).toBeLessThan(Math.max(1000, accuracyMs));
    } else {
      expect(facts).toMatchObject({ identity: null, identitySilence: "no-service" });
    }
    expect(facts?.info.clientIp).toBe("127.0.0.1");
    expect((await rig.notices(id)).map(({ code }) => code)).toEqual(["session/connected"]);
  });

  it("unchecked by an open server", async () => {
    const open = await startServer("");
    expect(await rig.connect(await loadUser(), open.wsUrl)).toMatchObject({
      phase: "open",
      outcome: "unchecked",
    });
  });

  it("unchecked when the server knows another identity", async () => {
    const who = await user();
    const nkeys = await startServer(
      `accounts { OTHER { users [ { nkey: ${who.publicKey} } ] }, SYS { users [ { user: s, password: s } ] } }\nsystem_account: SYS`,
    );
    const id = await rig.load(who.creds);
    const first = await rig.connect(id, nkeys.wsUrl);
    expect(first.phase).toBe("open");
    if (version.isAtLeast(2, 10)) {
      await rig.waitFor(id, "unchecked", ({ outcome }) => outcome === "unchecked");
    } else {
      expect(first.outcome).toBe("accepted");
    }
  });

  it.each([
    ["expired", () => loadUser({ exp: inSeconds(-60) })],
    [
      "unknown account",
      async () => rig.load((await makeUser({ name: "x", account: makeKey("account") })).creds),
    ],
  ])("refused: %s, with no retry", async (_, load) => {
    const state = await rig.connect(await load(), server.wsUrl);
    expect(state).toMatchObject({ phase: "idle", outcome: "refused", retryAt: null });
    expect(state.attempt?.errors).toEqual(["Authorization Violation"]);
  });

  it("refused: account without connections", async () => {
    const none = world.accounts[1];
    if (none === undefined) throw new Error("account is missing");
    const id = await rig.load((await makeUser({ name: "u", account: none })).creds);
    const state = await withClockStopped(() => rig.connect(id, server.wsUrl));
    expect(state.outcome).toBe("refused");
    expect(state.attempt?.elapsedMs).toBeLessThan(1000);
  });

  it("unreachable: silence, and a bad address", async () => {
    const id = await loadUser();
    const silent = await rig.connect(id, `127.0.0.1:${(await startSilence()).port}`, 300);
    expect(silent).toMatchObject({ phase: "idle", outcome: "unreachable", retryAt: null });
    const reply = await rig.client.call("connect", {
      id,
      address: "nats://127.0.0.1:4222",
      timeLimitMs: 1000,
      ...PLAN,
    });
    expect(reply).toMatchObject({ ok: false, fault: { code: "net/bad-url" } });
    expect(rig.session(id)?.attempt).toMatchObject({ end: "not-tried", localCode: "net/bad-url" });
  });

  it("cancelled while dialling", async () => {
    const id = await loadUser();
    const address = `127.0.0.1:${(await startSilence()).port}`;
    await rig.client.call("connect", { id, address, timeLimitMs: 60_000, ...PLAN });
    await rig.client.call("disconnect", { id });
    expect(rig.session(id)).toMatchObject({ phase: "idle", outcome: null });
    expect(rig.session(id)?.attempt?.end).toBe("cancelled");
  });

  it("creds that cannot be used are never sent", async () => {
    const { jwt } = await user();
    const id = await rig.load(jwt);
    const reply = await rig.client.call("connect", {
      id,
      address: server.wsUrl,
      timeLimitMs: 1000,
      ...PLAN,
    });
    expect(reply).toMatchObject({ ok: false, fault: { code: "creds/no-seed" } });
    expect(rig.session(id)).toBeUndefined();
  });
});

describe("ends", () => {
  it("expiry: ends with the server's text and without a retry", async () => {
    const { id, state } = await rig.connectBeforeExpiry(async (exp) => {
      return (await user({ exp })).creds;
    }, server.wsUrl);
    expect(state.outcome).toBe("accepted");
    const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
    expect(ended).toMatchObject({ phase: "idle", endCode: "ended/expired", retryAt: null });
    expect(ended.end).toMatchObject({
      byUser: false,
      errors: ["User Authentication Expired"],
      close: { code: 1008, reason: "Authentication Expired" },
    });
    expect((await rig.notices(id)).at(-1)).toMatchObject({
      code: "ended/expired",
      detail: "User Authentication Expired",
    });
  });

  it("disconnecting is not an end, and leaves a notice", async () => {
    const id = await loadUser();
    await rig.connect(id, server.wsUrl);
    await rig.client.call("disconnect", { id });
    expect(rig.session(id)).toMatchObject({ phase: "idle", outcome: "accepted", endCode: null });
    expect(rig.session(id)?.end?.byUser).toBe(true);
    expect((await rig.notices(id)).at(-1)?.code).toBe("session/disconnected");
  });

  it("a server restart: retries, restores the subscriptions, and messages flow", async () => {
    const config = world.config();
    const wsPort = await closedPort();
    const first = await startServer(config, { wsPort });
    const id = await loadUser();
    await rig.connect(id, first.wsUrl);
    const subscribed = await rig.client.call("subscribe", {
      id,
      subject: "again.>",
      queue: "",
      max: 0,
    });
    expect(subscribed.ok).toBe(true);

    await first.stop();
    const waiting = await rig.waitFor(id, "a planned retry", ({ phase }) => phase === "waiting");
    expect(waiting.outcome).toBe("ended");
    expect(["ended/lost", "ended/shutdown"]).toContain(waiting.endCode);
    expect(waiting.retryAt).toBeGreaterThan(waiting.end?.at ?? Number.POSITIVE_INFINITY);
    expect((await rig.window(id)).subscriptions[0]?.state).toBe("ended");
    const sent = await rig.client.call("publish", {
      id,
      subject: "again.x",
      payload: new Uint8Array(0),
      headers: [],
      reply: "",
    });
    expect(sent).toMatchObject({ ok: false, fault: { code: "not-connected" } });

    const failed = await rig.waitFor(
      id,
      "a failed retry",
      ({ attempt }) => attempt?.number === 2 && attempt.end !== null,
    );
    expect(failed).toMatchObject({ phase: "waiting", outcome: "ended" });

    await startServer(config, { wsPort });
    const back = await rig.waitFor(id, "the connection", ({ phase }) => phase === "open");
    expect(back).toMatchObject({ outcome: "accepted", end: null, endCode: null, retryAt: null });
    await rig.client.call("publish", {
      id,
      subject: "again.x",
      payload: new Uint8Array([1]),
      headers: [],
      reply: "",
    });
    await until(() => rig.events.some(({ kind }) => kind === "rowsArrived"), "rows");
    const { rows, subscriptions } = await rig.window(id);
    expect(rows.at(-1)).toMatchObject({ kind: "message", subject: "again.x" });
    expect(subscriptions[0]).toMatchObject({ state: "active", received: 1 });
    const [reconnected, gap] = (await rig.notices(id)).slice(-2);
    expect(reconnected?.code).toBe("session/reconnected");
    expect(gap).toMatchObject({ code: "flow/gap", values: { ms: expect.any(Number) } });
    expect(gap?.values["ms"]).toBeGreaterThan(100);
  });

  it("disconnecting stops the retries", async () => {
    const doomed = await startServer(world.config(), { wsPort: await closedPort() });
    const [id, other] = [await loadUser(), await loadUser()];
    for (const one of [id, other]) await rig.connect(one, doomed.wsUrl);
    await doomed.stop();
    const { retryAt } = await rig.waitFor(id, "a planned retry", ({ phase }) => {
      return phase === "waiting";
    });
    await rig.client.call("disconnect", { id });
    const attempts = () => rig.session(id)?.attempt?.number;
    const before = attempts();
    // A retry would have been made by now.
    await rig.waitFor(other, "a later retry of another user", ({ attempt }) => {
      return (attempt?.number ?? 0) > 2 && (attempt?.startedAt ?? 0) > (retryAt ?? 0);
    });
    expect(attempts()).toBe(before);
    expect(rig.session(id)).toMatchObject({ phase: "idle", outcome: "ended", retryAt: null });
  });
});

it("a server in lame duck mode leaves a notice in the log", async () => {
  const duck = await startServer(world.config());
  const id = await loadUser();
  await rig.connect(id, duck.wsUrl);
  process.kill(duck.pid, "SIGUSR2");
  await rig.waitFor(id, "the INFO", (state) => state.server?.info.lameDuck === true);
  expect((await rig.notices(id)).map(({ code }) => code)).toContain("server/lame-duck");
  expect(rig.session(id)?.server?.info.hasNonce).toBe(true);
});

it("records the control frames of attempt and session", async () => {
  const id = await loadUser();
  await rig.connect(id, server.wsUrl);
  await rig.client.call("subscribe", { id, subject: "a.b", queue: "q", max: 0 });
  await rig.client.call("disconnect", { id });
  const reply = await rig.client.call("readFrames", { id, after: 0 });
  if (!reply.ok) throw new Error(reply.fault.code);
  const lines = reply.value.frames.map(({ direction, line }) => `${direction} ${line}`);
  expect(lines.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(
    expect.arrayContaining(["in INFO", "out CONNECT", "out PING", "in PONG", "out SUB"]),
  );
  expect(lines.some((line) => /^out SUB a\.b q \d+$/.test(line))).toBe(true);
  expect(lines.at(-1)).toBe("out [close 1000]");
  expect(reply.value.total).toBe(reply.value.frames.length);
  const later = await rig.client.call("readFrames", { id, after: reply.value.total - 1 });
  expect(later.ok && later.value.frames).toHaveLength(1);
});
