// Newer creds of a user that is already loaded take over without a gap, on a real server.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  closedPort,
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  startSilence,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";

const { makeUser, makeAccount, makeKey, signAgain, credsText } = identities;
type User = Awaited<ReturnType<typeof makeUser>>;

let world: World;
let other: Awaited<ReturnType<typeof makeAccount>>;
let server: RunningNatsServer;
let rig: Rig;
beforeAll(async () => {
  world = await makeWorld();
  other = await makeAccount({ name: "OTHER", operator: world.operator });
  world.accounts.push(other);
  server = await startServer(world.config());
});
afterAll(endServers);
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

const nowSec = () => Math.floor(Date.now() / 1000);

/** One time for the whole file, because two creds made a second apart would differ. */
const BEGUN_SEC = nowSec();

/** The same user, issued `laterSec` after the first creds. */
function issued(
  user: User,
  laterSec: number,
  edit: (claims: Record<string, unknown>) => void = () => {},
  account = world.account,
): string {
  const jwt = signAgain(user.jwt, account, (claims) => {
    claims["iat"] = BEGUN_SEC - 1000 + laterSec;
    claims["iss"] = account.publicKey;
    edit(claims);
  });
  return credsText(jwt, user.seed);
}

const newUser = () => makeUser({ name: "u", account: world.account });

async function drop(creds: string) {
  const reply = await rig.client.call("openText", { bytes: bytesOf(creds) });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

async function factsOf(id: string) {
  const reply = await rig.client.call("readFacts", { id });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

const renewalEnded = async (id: string) => {
  const found = () => rig.events.find((event) => event.kind === "renewalEnded" && event.id === id);
  await until(() => found() !== undefined, "the end of the renewal");
  const event = found();
  return event?.kind === "renewalEnded" && event.isAccepted;
};

const subscribe = (id: string, subject: string, queue = "") =>
  rig.client.call("subscribe", { id, subject, queue, max: 0 });

const publish = (id: string, subject: string, text: string) =>
  rig.client.call("publish", { id, subject, payload: bytesOf(text), headers: [], reply: "" });

/** Another user connects completely. Anything that was dialled before has ended by then. */
async function connectAnother() {
  const id = await rig.load((await newUser()).creds);
  expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
}

async function texts(id: string, subject: string): Promise<string[]> {
  const out: string[] = [];
  let from = 0;
  for (;;) {
    const { rows } = await rig.window(id, subject, from);
    out.push(...rows.flatMap((row) => (row.kind === "message" ? [row.preview] : [])));
    if (rows.length < 400) return out;
    from += 400;
  }
}

/** How many recorded frames are this line. */
async function frameCount(id: string, wanted: string): Promise<number> {
  const reply = await rig.client.call("readFrames", { id, after: 0 });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value.frames.filter(({ direction, line }) => `${direction} ${line}` === wanted)
    .length;
}

/** Another user loses its server and reconnects twice. A retry that was planned before has been made by then. */
async function seeRetries(doomed: RunningNatsServer) {
  const id = await rig.load((await newUser()).creds);
  await rig.connect(id, doomed.wsUrl);
  await doomed.stop();
  await rig.waitFor(id, "two retries", ({ attempt }) => attempt?.number === 3);
}

describe("which creds renew others", () => {
  it("newer sound ones of the same user and account; the older ones keep a row", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    const report = await drop(issued(user, 10));
    const renewal = { id, other: `${id}~2`, isPending: false };
    expect(report).toMatchObject({ added: [], renewed: [renewal] });
    const at = async (one: string) => (await factsOf(one)).jwt?.issuedAtSec ?? 0;
    expect(await at(id)).toBe((await at(`${id}~2`)) + 10);
    expect((await drop(issued(user, 10))).recognised).toMatchObject([{ id }]);
    expect((await drop(issued(user, 0))).recognised).toMatchObject([{ id: `${id}~2` }]);
  });

  it("without a time of issue, those that are valid for longer", async () => {
    const user = await newUser();
    const until = (sec: number) => (claims: Record<string, unknown>) => {
      claims["iat"] = 0;
      claims["exp"] = nowSec() + sec;
    };
    const id = await rig.load(issued(user, 0, until(3_000)));
    expect(await drop(issued(user, 0, until(6_000)))).toMatchObject({
      renewed: [{ id, other: `${id}~2` }],
    });
    expect((await drop(issued(user, 0, until(4_000)))).renewed).toEqual([]);
  });

  it("not older ones, another account, an expired one, a wrong seed or a broken signature", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    const expired = issued(user, 20, (claims) => {
      claims["exp"] = nowSec() - 5;
    });
    const wrongSeed = issued(user, 30).replace(user.seed, makeKey("user").seed);
    const badly = issued(user, 40);
    const notSigned = badly.replace(/(?<=\n\S+\.\S+\.)./, (first) => (first === "A" ? "B" : "A"));
    const elsewhere = issued(user, 50, () => {}, other);
    for (const creds of [issued(user, -10), expired, wrongSeed, notSigned, elsewhere]) {
      expect(await drop(creds)).toMatchObject({ renewed: [] });
    }
    expect((await factsOf(id)).jwt?.issuedAtSec).toBeLessThan(nowSec() - 990);
  });
});

describe("while connected", () => {
  it("takes over without a gap: every message once, rows, counters and subscriptions stay", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    await rig.connect(id, server.wsUrl);
    expect((await subscribe(id, "flow.>")).ok).toBe(true);
    expect((await subscribe(id, "work.*", "q")).ok).toBe(true);
    const previousSocket = rig.session(id)?.server?.info.clientId;

    const publisher = await connectPeer(server.wsUrl, await newUser());
    let sent = 0;
    const send = () => {
      for (let n = 0; n < 5; n += 1) {
        publisher.publish("flow.x", String(sent));
        publisher.publish("work.x", String(sent));
        sent += 1;
      }
    };
    const sending = setInterval(send, 1);
    await until(() => sent > 50, "messages");
    const report = await drop(issued(user, 10));
    expect(report.renewed).toEqual([{ id, other: `${id}~2`, isPending: true }]);
    expect(await renewalEnded(id)).toBe(true);
    const soFar = sent;
    await until(() => sent > soFar + 50, "more messages");
    clearInterval(sending);
    await publisher.flush();
    // The server answers this after the last message.
    await publish(id, "other", "");

    const all = Array.from({ length: sent }, (_, n) => String(n));
    const inOrder = (seen: string[]) => [...seen].sort((a, b) => Number(a) - Number(b));
    expect(inOrder(await texts(id, "flow.x"))).toEqual(all);
    expect(inOrder(await texts(id, "work.x"))).toEqual(all);
    const { subscriptions, counts } = await rig.window(id);
    expect(subscriptions).toMatchObject([
      { subject: "flow.>", state: "active", received: sent },
      { subject: "work.*", queue: "q", state: "active", received: sent },
    ]);
    expect(counts.received).toBe(2 * sent);

    const now = rig.session(id);
    expect(now).toMatchObject({ phase: "open", outcome: "accepted", end: null });
    expect(now?.server?.info.clientId).not.toBe(previousSocket);
    expect((await factsOf(id)).jwt?.issuedAtSec).toBeGreaterThan(
      (await factsOf(`${id}~2`)).jwt?.issuedAtSec ?? 0,
    );
    await publisher.close();
  });

  it("ends only the previous connection, after the reply to its last request", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    await rig.connect(id, server.wsUrl);
    const service = await connectPeer(server.wsUrl, await newUser());
    let asked: (() => void) | null = null;
    service.subscribe("slow", {
      callback: (_, msg) => {
        asked = () => msg.respond(bytesOf("late"));
      },
    });
    await service.flush();
    const request = rig.client.call("request", {
      id,
      subject: "slow",
      payload: new Uint8Array(0),
      headers: [],
      timeoutMs: 60_000,
      maxReplies: 1,
    });
    await until(() => asked !== null, "the request");
    await drop(issued(user, 10));
    expect(await renewalEnded(id)).toBe(true);
    (asked as (() => void) | null)?.();
    expect(await request).toMatchObject({ ok: true, value: { timedOut: false } });
    const codes = (await rig.notices(id)).map(({ code }) => code);
    expect(codes).toEqual(["session/connected", "session/renewing", "session/renewed"]);
    expect(await frameCount(id, "out [close 1000]")).toBe(1);
    await service.close();
  });

  it("asks with the inbox of the renewed ones, if they have one", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    await rig.connect(id, server.wsUrl);
    const service = await connectPeer(server.wsUrl, await newUser());
    service.subscribe("echo", { callback: (_, msg) => msg.respond(msg.data) });
    await service.flush();
    const own = (claims: Record<string, unknown>) => {
      claims["nats"] = { ...Object(claims["nats"]), sub: { allow: ["_INBOX_u.>"] } };
    };
    await drop(issued(user, 10, own));
    expect(await renewalEnded(id)).toBe(true);
    const payload = new Uint8Array(0);
    const message = { id, subject: "echo", payload, headers: [], timeoutMs: 60_000, maxReplies: 1 };
    expect(await rig.client.call("request", message)).toMatchObject({ ok: true });
    await service.close();
  });

  it("refused: the previous connection continues, and the row of the renewed ones says why", async () => {
    const user = await newUser();
    const dated = (claims: Record<string, unknown>) => {
      claims["nats"] = { ...Object(claims["nats"]), src: ["10.99.0.0/16"] };
    };
    const id = await rig.load(issued(user, 0));
    await rig.connect(id, server.wsUrl);
    await subscribe(id, "kept.>");
    const before = rig.session(id)?.server?.info.clientId;
    await drop(issued(user, 10, dated));
    expect(await renewalEnded(id)).toBe(false);
    expect(rig.session(id)).toMatchObject({ phase: "open", outcome: "accepted" });
    expect(rig.session(id)?.server?.info.clientId).toBe(before);
    expect(rig.session(`${id}~2`)).toMatchObject({ phase: "idle", outcome: "refused" });
    expect((await factsOf(`${id}~2`)).jwt?.user?.source).toEqual(["10.99.0.0/16"]);
    expect((await factsOf(id)).jwt?.user?.source).toEqual([]);
    expect((await rig.notices(id)).at(-1)).toMatchObject({ code: "session/renewal-failed" });
    await publish(id, "kept.x", "still here");
    await until(() => rig.events.some(({ kind }) => kind === "rowsArrived"), "rows");
    expect(await texts(id, "kept.x")).toEqual(["still here"]);
  });

  it("a subscription that the renewed ones do not allow is marked with the server's words", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    await rig.connect(id, server.wsUrl);
    await subscribe(id, "open.>");
    await subscribe(id, "secret.>");
    const narrow = (claims: Record<string, unknown>) => {
      claims["nats"] = { ...Object(claims["nats"]), sub: { deny: ["secret.>"] } };
    };
    await drop(issued(user, 10, narrow));
    expect(await renewalEnded(id)).toBe(true);
    const { subscriptions } = await rig.window(id);
    expect(subscriptions).toMatchObject([
      { subject: "open.>", state: "active" },
      { subject: "secret.>", state: "violated" },
    ]);
    expect(subscriptions[1]?.reason).toContain("secret.>");
  });

  it("disconnected before an answer: nothing connects, and the next Connect uses them", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    await rig.connect(id, server.wsUrl);
    await drop(issued(user, 10));
    await rig.client.call("disconnect", { id });
    await connectAnother();
    expect(rig.session(id)).toMatchObject({ phase: "idle" });
    const newer = (await factsOf(id)).jwt?.issuedAtSec ?? 0;
    expect(newer).toBeGreaterThan((await factsOf(`${id}~2`)).jwt?.issuedAtSec ?? 0);
    expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
  });
});

describe("while not connected", () => {
  it("expired, then renewed: nothing connects by itself; Connect restores the subscriptions", async () => {
    const doomed = await startServer(world.config(), { wsPort: await closedPort() });
    let user = await newUser();
    const make = async (exp: number) => {
      user = await newUser();
      return issued(user, 0, (claims) => {
        claims["exp"] = exp;
      });
    };
    const { id } = await rig.connectBeforeExpiry(make, server.wsUrl, async (one) => {
      return (await subscribe(one, "again.>")).ok;
    });
    await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");

    expect((await drop(issued(user, 10))).renewed).toEqual([
      { id, other: `${id}~2`, isPending: false },
    ]);
    await seeRetries(doomed);
    expect(rig.session(id)).toMatchObject({ phase: "idle", outcome: null, attempt: null });
    expect((await rig.notices(id)).at(-1)?.code).toBe("session/renewal-loaded");

    expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
    await publish(id, "again.x", "back");
    // Rows have arrived before: the notices of the end and of the renewal.
    await expect.poll(() => texts(id, "again.x"), { timeout: 60_000 }).toEqual(["back"]);
    expect((await rig.window(id)).subscriptions).toMatchObject([{ state: "active", received: 1 }]);
  });

  it("while it dials: continues to the same address with the renewed ones", async () => {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    const silence = await startSilence();
    const address = `127.0.0.1:${silence.port}`;
    await rig.client.call("connect", {
      id,
      address,
      timeLimitMs: 60_000,
      inboxPrefix: "_INBOX",
      asksIdentity: true,
    });
    await until(() => silence.calls() === 1, "the dial");
    await drop(issued(user, 10));
    await until(() => silence.calls() === 2, "the dial with the renewed ones");
    silence.hangUp();
    const over = await rig.waitFor(id, "the attempt", ({ phase }) => phase === "idle");
    expect(over).toMatchObject({ outcome: "unreachable", attempt: { address: `ws://${address}` } });
  });
});

it("forgetting either row before an answer does not change the other", async () => {
  for (const goes of ["the row", "the renewed"]) {
    const user = await newUser();
    const id = await rig.load(issued(user, 0));
    await rig.connect(id, server.wsUrl);
    await drop(issued(user, 10));
    await rig.client.call("forget", { id: goes === "the row" ? id : `${id}~2` });
    await connectAnother();
    expect(rig.events.some((event) => event.kind === "renewalEnded" && event.id === id)).toBe(
      false,
    );
    const left = goes === "the row" ? `${id}~2` : id;
    expect((await factsOf(left)).id).toBe(left);
    if (left === id) expect(rig.session(id)).toMatchObject({ phase: "open" });
  }
});
