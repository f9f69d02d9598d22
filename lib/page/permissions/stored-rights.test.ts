// The rights that the JetStream view names are the ones that a real server asks for: creds with exactly these can
// read, and with any one taken away the view names it and the server refuses.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { effectiveRightsOf } from "@/components/permissions/rights/effective-rights";
import type { StoredTarget } from "@/lib/shared/protocol/requests";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  testedServers,
  type World,
} from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import {
  consumerRequests,
  listRequests,
  messageRequests,
  rightsFor,
  streamRequests,
} from "./stored-rights";

const { makeUser, jetStreamLimits } = identities;

afterAll(endServers);

describe.each(await testedServers())("reading a stream on $version", (on) => {
  let world: World;
  let server: RunningNatsServer;
  let rig: Rig;
  let storeDir: string;

  beforeAll(async () => {
    storeDir = mkdtempSync(path.join(tmpdir(), "credence-rights-"));
    world = await makeWorld({ limits: jetStreamLimits });
    const config = `${world.config()}\njetstream { store_dir: ${JSON.stringify(storeDir)} }`;
    server = await startServer(config, { on });
    const peer = await connectPeer(
      server.wsUrl,
      await makeUser({ name: "p", account: world.account }),
    );
    const manager = await peer.jetstreamManager({ timeout: 60_000 });
    await manager.streams.add({ name: "S", subjects: ["s"], allow_direct: true });
    await peer.jetstream({ timeout: 60_000 }).publish("s", "1");
    await peer.close();
  });
  afterAll(() => rmSync(storeDir, { recursive: true, force: true }));
  beforeEach(() => {
    rig = startRig();
  });
  afterEach(() => rig.close());

  const views = [
    { view: "list", requests: listRequests("") },
    { view: "stream", requests: streamRequests("", "S") },
    { view: "consumers", requests: consumerRequests("", "S") },
    { view: "messages", requests: messageRequests("", "S", true) },
  ] as const;
  const needed = views.map(({ requests }) => requests[0]?.[0] ?? "");

  /** What the view says beforehand, and which of the questions the server answers. */
  async function tryWith(allow: readonly string[]) {
    const claims = { pub: { allow }, sub: { allow: ["_INBOX.>"] } };
    const user = await makeUser({ name: "u", account: world.account, claims });
    const id = await rig.load(user.creds);
    const session = await rig.connect(id, server.wsUrl);
    const facts = await rig.client.call("readFacts", { id });
    if (!facts.ok) throw new Error(facts.fault.code);
    const rights = effectiveRightsOf(facts.value, [], session.server);
    if (rights === null) throw new Error("no rights");
    const missing = views.map(({ requests }) => {
      const found = rightsFor(rights.rules, rights.names, rights.inboxPrefix, requests);
      return found.missing.map(({ subject }) => subject);
    });
    const [target, count]: [StoredTarget, number] = [
      { id, domain: "", stream: "S", subject: ">", allowsDirect: true, firstSeq: 1, lastSeq: 1 },
      1,
    ];
    const overview = await rig.client.call("readJetStream", { id, domain: "" });
    const stream = await rig.client.call("readStream", { id, domain: "", stream: "S" });
    const from = { kind: "sequence", sequence: 1 } as const;
    const page = await rig.client.call("readStored", { target, from, count });
    if (!overview.ok || !stream.ok || !page.ok) throw new Error("not connected");
    const { streams } = overview.value;
    const { stream: info, consumers } = stream.value;
    return { missing, kinds: [streams, info, consumers, page.value].map(({ kind }) => kind) };
  }

  it("works with what the view names, and no less", async () => {
    expect(await tryWith(needed)).toEqual({
      missing: [[], [], [], []],
      kinds: ["told", "told", "told", "told"],
    });
    for (const [index, right] of needed.entries()) {
      const { missing, kinds } = await tryWith(needed.filter((one) => one !== right));
      expect(missing[index]).toEqual([right]);
      expect(kinds.map((kind) => kind === "refused")).toEqual(needed.map((_, n) => n === index));
    }
  });
});
