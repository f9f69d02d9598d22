// Account JWTs from a real server are verified, kept with their source, and prove why a user of the account
// was refused.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { standingOf } from "@/lib/page/diagnosis/trust/system-standing";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";

const { makeUser, makeKey } = identities;

const folders: string[] = [];
let rig: Rig;
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());
afterAll(async () => {
  await endServers();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const servers = await testedServers();
const revoked = makeKey("user");

async function start(on = servers[0], resolver: "full" | "MEMORY" = "full") {
  const world = await makeWorld({
    claims: { revocations: { [revoked.publicKey]: 4_000_000_000 } },
  });
  const dir = mkdtempSync(path.join(tmpdir(), "credence-jwt-"));
  folders.push(dir);
  const lines = `resolver { type: full, dir: ${JSON.stringify(dir)} }`;
  const config = world.config();
  const text = resolver === "full" ? config.replace("resolver: MEMORY", lines) : config;
  const server = await startServer(text, on === undefined ? {} : { on });
  const connect = async (options: Omit<Parameters<typeof makeUser>[0], "name">) => {
    const id = await rig.load((await makeUser({ name: "u", ...options })).creds);
    return { id, state: await rig.connect(id, server.wsUrl) };
  };
  return { world, server, connect };
}

async function fetchFrom(id: string, account: string) {
  const reply = await rig.client.call("fetchAccounts", { id, accounts: [account] });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

const trustTold = (): readonly TrustFacts[] =>
  rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];

it.each(servers)("nats-server $version: a bare refusal becomes one proven cause", async (on) => {
  const { world, server, connect } = await start(on);
  const account = world.account.publicKey;
  const user = await connect({ account: world.account, key: revoked });
  expect(user.state.outcome).toBe("refused");
  const admin = await connect({ account: world.systemAccount });
  const facts = await rig.client.call("readFacts", { id: user.id });
  if (!facts.ok) throw new Error(facts.fault.code);
  const causes = () => {
    const known = verdictOf(facts.value, user.state, Date.now(), trustTold())?.causes ?? [];
    return known
      .filter(({ certainty }) => certainty !== "ruled-out")
      .map(({ code, certainty }) => `${code} ${certainty}`);
  };
  expect(causes()).toContain("account/user-revoked possible");

  const report = await fetchFrom(admin.id, account);
  const source = `server ${new URL(server.wsUrl).host}`;
  expect(report).toEqual({ source, found: [account], missing: [] });
  expect(trustTold()).toMatchObject([
    { id: account, source: { kind: "server", name: source }, jwt: { signature: "valid" } },
  ]);
  expect(causes()).toEqual(["account/user-revoked proven"]);

  // Since 2.12 the server says so without being asked.
  if (on.isAtLeast(2, 12)) {
    await rig.waitFor(
      admin.id,
      "the INFO",
      ({ server: now }) => now?.info.inSystemAccount === true,
    );
  }
  const learned = rig.session(admin.id)?.server;
  expect(learned && standingOf(learned, null, [])).toBe("system");
});

it("a user of another account: there is no answer, and the session remembers it", async () => {
  const { world, connect } = await start();
  const { id } = await connect({ account: world.account });
  const { missing, found } = await fetchFrom(id, world.account.publicKey);
  expect(found).toEqual([]);
  expect(missing).toMatchObject([{ fault: { code: "not-system-account" } }]);
  expect(rig.session(id)?.server?.answersSystem).toBe(false);
  expect(trustTold()).toEqual([]);
});

it("no permission to ask: the fault has the server's words, and the log gets no notice", async () => {
  const { world, connect } = await start();
  const claims = { pub: { deny: ["$SYS.REQ.ACCOUNT.>"] } };
  const { id } = await connect({ account: world.systemAccount, claims });
  const { missing } = await fetchFrom(id, world.account.publicKey);
  expect(missing[0]?.fault.code).toBe("permissions-violation");
  expect(String(missing[0]?.fault.params?.["text"])).toContain("CLAIMS.LOOKUP");
  expect((await rig.notices(id)).map(({ code }) => code)).toEqual(["session/connected"]);
});

it("an account that the resolver does not have, and text that is not an account key", async () => {
  const { world, connect } = await start();
  const { id } = await connect({ account: world.systemAccount });
  const unknown = makeKey("account").publicKey;
  expect((await fetchFrom(id, unknown)).missing).toMatchObject([
    { account: unknown, fault: { code: "account-unknown" } },
  ]);
  expect((await fetchFrom(id, "*")).missing).toMatchObject([{ fault: { code: "not-found" } }]);
});

it("an answer with another account is not kept", async () => {
  const { world, server, connect } = await start();
  const liar = await connectPeer(
    server.wsUrl,
    await makeUser({ name: "liar", account: world.account }),
  );
  // In a separate account, any client may answer on these subjects.
  liar.subscribe("$SYS.REQ.ACCOUNT.*.CLAIMS.LOOKUP", {
    callback: (_, msg) => void msg.respond(bytesOf(world.account.jwt)),
  });
  await liar.flush();
  const { id } = await connect({ account: world.account });
  const { missing } = await fetchFrom(id, world.systemAccount.publicKey);
  expect(missing).toMatchObject([{ fault: { code: "not-that-account" } }]);
  expect(trustTold()).toEqual([]);
  await liar.close();
});

it("fails without a connection", async () => {
  const { world } = await start();
  const id = await rig.load((await makeUser({ name: "u", account: world.systemAccount })).creds);
  const accounts = [world.account.publicKey];
  expect(await rig.client.call("fetchAccounts", { id, accounts })).toMatchObject({
    fault: { code: "not-connected" },
  });
});
