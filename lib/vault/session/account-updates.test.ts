// Account changes that end a connection: new account JWTs are pushed to a server with a full resolver.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
} from "@/lib/testing/real-server";
import { bytesOf, type Rig, startRig, textOf } from "@/lib/testing/vault-rig";

const { makeUser, makeKey, signAgain } = identities;

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

/** An operator and an account that can be changed while the server runs. */
async function liveWorld(claims: Record<string, unknown> = {}) {
  const world = await makeWorld({ claims });
  const dir = mkdtempSync(path.join(tmpdir(), "credence-jwt-"));
  folders.push(dir);
  const server = await startServer(
    world
      .config()
      .replace("resolver: MEMORY", `resolver { type: full, dir: ${JSON.stringify(dir)} }`),
  );
  const admin = await connectPeer(
    server.wsUrl,
    await makeUser({ name: "admin", account: world.systemAccount }),
  );
  const update = async (edit: (claims: Record<string, unknown>) => void) => {
    const jwt = signAgain(world.account.jwt, world.operator, ({ nats }) => edit(nats));
    const reply = await admin.request("$SYS.REQ.CLAIMS.UPDATE", bytesOf(jwt), { timeout: 60_000 });
    expect(textOf(reply.data)).toContain('"code":200');
  };
  return { world, server, update, close: () => admin.close() };
}

it("revoked while connected: ends without a retry", async () => {
  const { world, server, update, close } = await liveWorld();
  const id = await rig.load((await makeUser({ name: "u", account: world.account })).creds);
  await rig.connect(id, server.wsUrl);
  await update((claims) => {
    claims["revocations"] = { [id]: Math.floor(Date.now() / 1000) + 10 };
  });
  const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
  expect(ended).toMatchObject({ phase: "idle", endCode: "ended/revoked", retryAt: null });
  expect(ended.end?.errors).toEqual(["User Authentication Revoked"]);
  await close();
});

it("connection limit removed while connected: ends without a retry", async () => {
  const { world, server, update, close } = await liveWorld();
  const id = await rig.load((await makeUser({ name: "u", account: world.account })).creds);
  await rig.connect(id, server.wsUrl);
  await update((claims) => {
    claims["limits"] = { ...Object(claims["limits"]), conn: 0 };
  });
  const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
  expect(ended).toMatchObject({ phase: "idle", endCode: "ended/limits", retryAt: null });
  await close();
});

it("signing key removed: ends silently, one retry is refused, the verdict remains ended", async () => {
  const signer = makeKey("account");
  const { world, server, update, close } = await liveWorld({ signing_keys: [signer.publicKey] });
  const who = await makeUser({ name: "u", account: world.account, signer });
  const id = await rig.load(who.creds);
  expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
  await update((claims) => {
    claims["signing_keys"] = [];
  });
  const waiting = await rig.waitFor(id, "a planned retry", ({ phase }) => phase === "waiting");
  expect(waiting).toMatchObject({ outcome: "ended", endCode: "ended/authorization" });
  expect(waiting.end).toMatchObject({ errors: [], close: { code: 1008 } });
  const over = await rig.waitFor(id, "the retry", ({ attempt, phase }) => {
    return phase === "idle" && attempt?.number === 2;
  });
  expect(over).toMatchObject({ outcome: "ended", endCode: "ended/authorization", retryAt: null });
  expect(over.attempt?.errors).toEqual(["Authorization Violation"]);
  await close();
});

it("scope template changed: ends silently, one retry is accepted", async () => {
  const signer = makeKey("account");
  const scope = (subject: string) => ({
    kind: "user_scope",
    key: signer.publicKey,
    role: "r",
    template: { pub: { allow: [subject] }, sub: {}, subs: -1, data: -1, payload: -1 },
  });
  const { world, server, update, close } = await liveWorld({ signing_keys: [scope("a")] });
  const who = await makeUser({ name: "u", account: world.account, signer, scoped: true });
  const id = await rig.load(who.creds);
  expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
  await update((claims) => {
    claims["signing_keys"] = [scope("b")];
  });
  await rig.waitFor(id, "a planned retry", ({ phase }) => phase === "waiting");
  const back = await rig.waitFor(id, "the connection", ({ phase }) => phase === "open");
  expect(back).toMatchObject({ outcome: "accepted", end: null });
  await close();
});
