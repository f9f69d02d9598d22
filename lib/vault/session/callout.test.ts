// Sentinel creds, a real server and a real auth callout service.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checksOf } from "@/lib/page/diagnosis/checks";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import {
  type CalloutService,
  type CalloutWorld,
  LOGIN,
  makeCalloutWorld,
  startCallout,
  TOKEN,
} from "@/lib/testing/callout";
import {
  endServers,
  identities,
  type RunningNatsServer,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { bytesOf, startRig } from "@/lib/testing/vault-rig";

/** Parts that look the same in JSON. */
const SECRETS = ["ünïcode", "anna", "päss"];

const rig = startRig();
afterAll(async () => {
  await rig.close();
  await endServers();
});

const addToken = (id: EntryId, token: string) =>
  rig.client.call("setLogin", { id, login: { kind: "token", token: bytesOf(token) } });
const addPassword = (id: EntryId, user: string, password: string) =>
  rig.client.call("setLogin", {
    id,
    login: { kind: "password", user: bytesOf(user), password: bytesOf(password) },
  });

async function factsOf(id: EntryId) {
  const facts = await rig.client.call("readFacts", { id });
  if (!facts.ok) throw new Error(facts.fault.code);
  return facts.value;
}

async function causesOf(id: EntryId, session: SessionState): Promise<readonly string[]> {
  const verdict = verdictOf(await factsOf(id), session, Date.now());
  return (verdict?.causes ?? []).map(({ code, certainty }) => `${code} ${certainty}`);
}

const identityOf = async (id: EntryId) =>
  rig.waitFor(id, "the identity", ({ server }) => server?.identity?.from === "user-info");

// Callouts came with 2.10. Before, the claim is ignored and the sentinel itself is connected.
const servers = (await testedServers()).filter((binary) => binary.isAtLeast(2, 10));

describe.each(servers)("a callout on nats-server $version", (binary) => {
  let world: CalloutWorld;
  let server: RunningNatsServer;
  let service: CalloutService;
  let id: EntryId;
  beforeAll(async () => {
    world = await makeCalloutWorld();
    server = await startServer(world.config, { on: binary });
    service = await startCallout(world, server.clientUrl);
    id = await rig.load(world.sentinel.creds);
  });
  afterAll(() => service.stop());

  it("refuses the sentinel alone, and names it", async () => {
    const before = service.decided();
    const session = await rig.connect(id, server.wsUrl);
    expect(session).toMatchObject({ outcome: "refused", attempt: { login: null } });
    expect(service.decided()).toBeGreaterThan(before);
    expect((await causesOf(id, session))[0]).toBe("creds/sentinel likely");
  });

  it.each([
    ["token", () => addToken(id, TOKEN)],
    ["password", () => addPassword(id, LOGIN.user, LOGIN.password)],
  ] as const)("accepts it with the %s, as a user of another account", async (kind, add) => {
    expect(await add()).toEqual({ ok: true, value: null });
    expect(await factsOf(id)).toMatchObject({ login: kind });
    const session = await rig.connect(id, server.wsUrl);
    expect(session).toMatchObject({ outcome: "accepted", attempt: { login: kind } });
    // The JWT of the sentinel forbids the question, and the user of the callout may ask it.
    const { outcome, server: seen } = await identityOf(id);
    expect(seen?.identity).toMatchObject({ account: world.app.publicKey });
    expect(seen?.identity?.permissions?.publish.allow).toContain("app.>");
    expect(outcome).toBe("accepted");
    await rig.client.call("disconnect", { id });
  });

  it("shows the login of CONNECT hidden", async () => {
    await addPassword(id, LOGIN.user, LOGIN.password);
    await rig.connect(id, server.wsUrl);
    const reply = await rig.client.call("readFrames", { id, after: 0 });
    if (!reply.ok) throw new Error(reply.fault.code);
    const lines = reply.value.frames.map(({ line }) => line);
    const connects = lines.filter((line) => line.startsWith("CONNECT"));
    expect(connects.at(-1)).toMatch(/^CONNECT \{"user":"\[hidden\]","pass":"\[hidden\]",/);
    const texts = JSON.stringify(rig.events) + lines.join();
    expect(SECRETS.filter((secret) => texts.includes(secret))).toEqual([]);
    await rig.client.call("disconnect", { id });
  });

  it("refuses the wrong token, and thinks that the callout did", async () => {
    await addToken(id, `${TOKEN}x`);
    const session = await rig.connect(id, server.wsUrl);
    expect(session).toMatchObject({ outcome: "refused", attempt: { login: "token" } });
    const [first = "", ...others] = await causesOf(id, session);
    expect(first).toBe("account/callout likely");
    const sentinel: CauseCode = "creds/sentinel";
    expect(others.join()).not.toContain(sentinel);
  });

  // A server can have sentinel creds of its own for logins without a JWT (default_sentinel, nats-server 2.11.2).
  it.runIf(binary.isAtLeast(2, 12))(
    "an accepted seed alone says little about the seed",
    async () => {
      const config = `${world.config}\ndefault_sentinel: ${world.sentinel.jwt}`;
      const own = await startServer(config, { on: binary });
      const decider = await startCallout(world, own.clientUrl);
      const lone = await rig.load(identities.makeKey("user").seed);
      await addToken(lone, TOKEN);
      await rig.connect(lone, own.wsUrl);
      const session = await identityOf(lone);
      expect(session).toMatchObject({ outcome: "accepted", attempt: { login: "token" } });
      const checks = checksOf(await factsOf(lone), Date.now(), session);
      expect(checks.find((check) => check.id === "who-am-i")).toMatchObject({
        state: "pass",
        evidence: { callout: 1, serverAccount: world.app.publicKey },
      });
      await rig.client.call("forget", { id: lone });
      await decider.stop();
    },
  );

  it("says so when a token makes CONNECT too long", async () => {
    await addToken(id, "x".repeat(6000));
    const session = await rig.connect(id, server.wsUrl);
    expect(await causesOf(id, session)).toContain("jwt/too-large proven");
    const [cause] = verdictOf(await factsOf(id), session, Date.now())?.causes ?? [];
    expect(cause && causeText(cause).title).toContain("what was added");
  });

  it("is the sentinel alone again when the login is removed", async () => {
    await addToken(id, TOKEN);
    expect(await rig.client.call("removeLogin", { id })).toEqual({ ok: true, value: null });
    expect(await factsOf(id)).not.toHaveProperty("login");
    expect(await rig.connect(id, server.wsUrl)).toMatchObject({ outcome: "refused" });
  });
});

it("keeps nothing of a login for creds that are not loaded", async () => {
  const reply = await addToken("nobody", "letmein");
  expect(reply).toMatchObject({ ok: false, fault: { code: "not-loaded" } });
});
