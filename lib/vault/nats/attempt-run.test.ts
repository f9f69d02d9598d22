import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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
import { attempt, identityOf, until, withClockStopped } from "@/lib/testing/run-to-end";

const { makeUser, makeAccount, makeKey, makeVersion1User, signAgain } = identities;
const inSeconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

let world: World;
let server: RunningNatsServer;
let version: ServerBinary;

beforeAll(async () => {
  version = await serverBinary();
  world = await makeWorld();
  const noConnections = await makeAccount({
    name: "NONE",
    operator: world.operator,
    limits: { conn: 0 },
  });
  world.accounts.push(noConnections);
  server = await startServer(world.config());
});
afterAll(endServers);

const user = (options: Partial<Parameters<typeof makeUser>[0]> = {}) =>
  makeUser({ name: "u", account: world.account, ...options });

describe("accepted", () => {
  it("records every phase and frame, with jwt, sig and nonce shortened", async () => {
    const who = await user();
    const { record, nc, run, frames, later } = await attempt(await identityOf(who), server.wsUrl);
    expect(record).toMatchObject({ end: "pong", socketOpened: true, errors: [], close: null });
    expect(record.signer).toBe("webcrypto");
    expect(record.info).toMatchObject({ authRequired: true, hasNonce: true, headers: true });
    expect(record.info?.version).toBe(version.version.replace(/^v/, ""));
    expect(record.info?.clientIp).toMatch(/127\.0\.0\.1|::1/);
    const { socketMs = -1, infoMs = -1, signMs = -1, connectMs = -1 } = record.phases;
    for (const ms of [socketMs, infoMs, signMs, connectMs]) expect(ms).toBeGreaterThanOrEqual(0);
    expect(socketMs + infoMs + signMs + connectMs).toBeCloseTo(record.elapsedMs, 0);
    expect(nc).not.toBeNull();

    const verbs = frames.map((frame) => frame.split(" ").slice(0, 2).join(" "));
    expect(verbs.slice(0, 4)).toEqual(["in INFO", "out CONNECT", "out PING", "in PONG"]);
    const text = frames.join("\n");
    expect(text).not.toContain(who.jwt.slice(0, 40));
    expect(text).toContain(`"jwt":"[${who.jwt.length} characters]"`);
    expect(text).toContain('"sig":"[88 characters]"');
    expect(text).toContain(`"nkey":"${who.publicKey}"`);
    expect(text).toMatch(/"nonce":"\[\d+ characters\]"/);

    if (version.isAtLeast(2, 12)) {
      await until(() => later.info.length > 0, "second INFO");
      expect(later.info[0]?.remoteAccount).toBe(world.account.publicKey);
    }
    run.end();
    expect(later.close).toEqual([]);
    await nc?.closed;
  });

  it("signs nothing for a bearer JWT without a seed", async () => {
    const who = await user({ claims: { bearer_token: true } });
    const bearer = { jwt: who.jwt, signer: null };
    const { record, run, frames } = await attempt(bearer, server.wsUrl);
    expect(record).toMatchObject({ end: "pong", signer: "none" });
    expect(record.phases.signMs).toBeUndefined();
    expect(frames.join()).toContain('"nkey":"","sig":"[0 characters]"');
    run.end();
  });

  it("accepts a version 1 user", async () => {
    const who = makeVersion1User({ name: "v1", account: world.account });
    const { record, run } = await attempt(await identityOf(who), server.wsUrl);
    expect(record.end).toBe("pong");
    run.end();
  });

  it("reports an end that comes together with the PONG", async () => {
    const who = await user({ claims: { subs: 0, payload: 0 } });
    const { record, later, run } = await attempt(await identityOf(who), server.wsUrl);
    expect(record.end).toBe("pong");
    // In every version the -ERR may come before or after the PONG.
    await until(() => later.close.length > 0, "the end");
    expect([...record.errors, ...later.errors]).toEqual(["maximum subscriptions exceeded"]);
    expect(later.close[0]?.reason).toBe("Maximum Subscriptions Exceeded");
    run.end();
  });
});

describe("refused, within a second and with the server's text", () => {
  const refusals: readonly [
    string,
    () => Promise<{ jwt: string; seed: string; publicKey: string }>,
  ][] = [
    ["expired", () => user({ exp: inSeconds(-60) })],
    ["not yet valid", () => user({ nbf: inSeconds(3600) })],
    ["seed of another user", async () => ({ ...makeKey("user"), jwt: (await user()).jwt })],
    ["unknown account", async () => makeUser({ name: "x", account: makeKey("account") })],
    ["WebSocket not allowed", () => user({ claims: { allowed_connection_types: ["STANDARD"] } })],
    ["source address not allowed", () => user({ claims: { src: ["10.9.8.0/24"] } })],
    [
      "broken signature",
      async () => {
        const who = await user();
        return { ...who, jwt: signAgain(who.jwt, makeKey("account"), () => {}) };
      },
    ],
  ];
  it.each(refusals)("%s", async (_, make) => {
    const who = await identityOf(await make());
    const { record, nc } = await withClockStopped(() => attempt(who, server.wsUrl));
    expect(record).toMatchObject({
      end: "server-closed",
      errors: ["Authorization Violation"],
      close: { code: 1008, reason: "Authentication Failure" },
    });
    expect(record.info?.hasNonce).toBe(true);
    expect(record.elapsedMs).toBeLessThan(1000);
    expect(nc).toBeNull();
  });

  it("account without connections", async () => {
    const none = world.accounts[1];
    if (none === undefined) throw new Error("account is missing");
    const who = await identityOf(await makeUser({ name: "u", account: none }));
    const { record } = await withClockStopped(() => attempt(who, server.wsUrl));
    expect(record.end).toBe("server-closed");
    expect(record.errors).toEqual(["maximum account active connections exceeded"]);
    expect(record.close?.reason).toBe("Maximum Account Connections Exceeded");
    expect(record.elapsedMs).toBeLessThan(1000);
  });

  it("server full", async () => {
    const full = await startServer(`${world.config()}\nmax_connections: 1`);
    const first = await attempt(await identityOf(await user()), full.wsUrl);
    expect(first.record.end).toBe("pong");
    const who = await identityOf(await user());
    const second = await withClockStopped(() => attempt(who, full.wsUrl));
    expect(second.record.end).toBe("server-closed");
    expect(second.record.errors).toEqual(["maximum connections exceeded"]);
    expect(second.record.elapsedMs).toBeLessThan(1000);
    first.run.end();
  });

  it("server that wants user and password, without a nonce", async () => {
    const plain = await startServer("authorization { user: u, password: p }");
    const { record, frames } = await attempt(await identityOf(await user()), plain.wsUrl);
    expect(record.end).toBe("server-closed");
    expect(record.info).toMatchObject({ authRequired: true, hasNonce: false });
    expect(record.errors).toEqual(["Authorization Violation"]);
    expect(record.phases.signMs).toBeUndefined();
    expect(frames.join()).toContain('"sig":"[0 characters]"');
  });

  it("no CONNECT in time: the authentication timeout of the server", async () => {
    const hasty = await startServer(`${world.config()}\nauthorization { timeout: 1 }`);
    const who = await identityOf(await user());
    const slow = {
      ...who,
      signer: who.signer && { ...who.signer, sign: () => new Promise<Uint8Array>(() => {}) },
    };
    const { record } = await attempt(slow, hasty.wsUrl);
    expect(record.end).toBe("server-closed");
    expect(record.errors).toEqual(["Authentication Timeout"]);
    expect(record.close?.reason).toBe("Authentication Timeout");
  });
});

describe("open server", () => {
  it("reports that the server asked for no login", async () => {
    const open = await startServer("");
    const { record, run } = await attempt(await identityOf(await user()), open.wsUrl);
    expect(record.end).toBe("pong");
    expect(record.info).toMatchObject({ authRequired: false, hasNonce: false });
    run.end();
  });
});

describe("unreachable", () => {
  it("no listener", async () => {
    const port = await closedPort();
    const who = await identityOf(await user());
    const { record } = await withClockStopped(() => attempt(who, `ws://127.0.0.1:${port}`));
    expect(record).toMatchObject({ end: "server-closed", socketOpened: false, info: null });
    expect(record.close?.code).toBe(1006);
    expect(record.elapsedMs).toBeLessThan(1000);
  });

  it.each(["clientUrl", "monitorUrl"] as const)("wrong port: %s", async (which) => {
    const address = server[which].replace(/^\w+:/, "ws:");
    const { record } = await attempt(await identityOf(await user()), address);
    expect(record).toMatchObject({ end: "server-closed", socketOpened: false, info: null });
  });

  it("silence until the time limit", async () => {
    const { port, calls } = await startSilence();
    const who = await identityOf(await user());
    const { record } = await withClockStopped(async () => {
      let isOver = false;
      const pending = attempt(who, `ws://127.0.0.1:${port}`, 700);
      void pending.then(() => {
        isOver = true;
      });
      await until(() => calls() === 1, "the dial");
      await vi.advanceTimersByTimeAsync(690);
      expect(isOver).toBe(false);
      await vi.advanceTimersByTimeAsync(800);
      return pending;
    });
    expect(record).toMatchObject({ end: "timed-out", socketOpened: false, info: null });
    expect(record.elapsedMs).toBeGreaterThanOrEqual(690);
    expect(record.elapsedMs).toBeLessThan(1500);
  });

  it("cancelled", async () => {
    const { port } = await startSilence();
    const identity = await identityOf(await user());
    const pending = attempt(identity, `ws://127.0.0.1:${port}`, 60_000, (run) => run.end());
    expect((await pending).record.end).toBe("cancelled");
  });
});

describe("after the verdict", () => {
  it("an expiry is reported with the server's text", async () => {
    let exp = 0;
    const dial = async (seconds: number) => {
      exp = inSeconds(seconds);
      return attempt(await identityOf(await user({ exp })), server.wsUrl);
    };
    // On a slow machine the JWT can expire before the server sees it: try again with more time.
    const first = await dial(2);
    const isLate = first.record.end !== "pong" && Date.now() / 1000 > exp;
    const { record, later } = isLate ? await dial(8) : first;
    expect(record.end).toBe("pong");
    await until(() => later.close.length > 0, "the end");
    expect(later.errors).toEqual(["User Authentication Expired"]);
    expect(later.close[0]).toMatchObject({ code: 1008, reason: "Authentication Expired" });
  });
});
