// The rights that the JetStream view names are the ones that a real server asks for: creds with exactly these can
// read, and with any one taken away the view names it and the server refuses. The same for what the matrix needs to
// read a stream.

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
import { until } from "@/lib/testing/run-to-end";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import { defaultValues, partsOf } from "./needs";
import {
  bulkRequests,
  consumerRequests,
  listRequests,
  messageRequests,
  type Requests,
  rightsFor,
  streamRequests,
} from "./stored-rights";
import { serverModel } from "./versions/server-model";

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
    await manager.streams.add({ name: "PLAIN", subjects: ["plain"], allow_direct: false });
    for (const subject of ["s", "plain"]) {
      await peer.jetstream({ timeout: 60_000 }).publish(subject, "1");
    }
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

  async function connectWith(pub: readonly string[], sub: readonly string[]) {
    const claims = { pub: { allow: pub }, sub: { allow: sub } };
    const user = await makeUser({ name: "u", account: world.account, claims });
    const id = await rig.load(user.creds);
    const session = await rig.connect(id, server.wsUrl);
    const facts = await rig.client.call("readFacts", { id });
    if (!facts.ok) throw new Error(facts.fault.code);
    const rights = effectiveRightsOf(facts.value, [], session.server);
    if (rights === null) throw new Error("no rights");
    const missingOf = (requests: Requests) =>
      rightsFor(rights.rules, rights.names, rights.inboxPrefix, requests).missing;
    return { id, missingOf };
  }

  /** What the view says beforehand, and which of the questions the server answers. */
  async function tryWith(allow: readonly string[]) {
    const { id, missingOf } = await connectWith(allow, ["_INBOX.>"]);
    const missing = views.map(({ requests }) => missingOf(requests).map(({ subject }) => subject));
    const [target, count]: [StoredTarget, number] = [
      { id, domain: "", stream: "S", subject: ">", allowsDirect: true, firstSeq: 1, lastSeq: 1 },
      1,
    ];
    const overview = await rig.client.call("readJetStream", { id, domain: "" });
    const stream = await rig.client.call("readStream", { id, domain: "", stream: "S" });
    const listed = await rig.client.call("readConsumers", { id, domain: "", stream: "S" });
    const from = { kind: "sequence", sequence: 1 } as const;
    const page = await rig.client.call("readStored", { target, from, count });
    if (!overview.ok || !stream.ok || !listed.ok || !page.ok) throw new Error("not connected");
    const answers = [overview.value.streams, stream.value, listed.value, page.value];
    return { missing, kinds: answers.map(({ kind }) => kind) };
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

  // That a server asks for just these: lib/vault/jetstream/bulk-read.test.ts.
  it("names what a consumer needs that reads very many messages, as the matrix does", async () => {
    const matrix = partsOf(
      "read-stream",
      { ...defaultValues("_INBOX"), stream: "S" },
      serverModel(null),
    );
    const publish = (rules: readonly string[]) => connectWith(["x", ...rules], ["_INBOX.>"]);
    for (const subject of [">", "s.*"]) {
      const asked = bulkRequests("", "S", subject);
      const rights = asked.map(([first]) => first ?? "");
      const { missingOf } = await publish(rights);
      expect(missingOf(asked)).toEqual([]);
      for (const right of subject === ">" ? rights : []) {
        const { missingOf: without } = await publish(rights.filter((one) => one !== right));
        expect(without(asked)).toEqual([{ action: "publish", subject: right }]);
      }
      const unnamed = await publish(["$JS.API.CONSUMER.CREATE.S", ...rights.slice(1)]);
      expect(unnamed.missingOf(asked)).toEqual([]);
      const rules = matrix.flatMap(({ action, rule }) => (action === "publish" ? [rule] : []));
      expect((await publish(rules)).missingOf(asked)).toEqual([]);
    }
  });

  /** What the view says beforehand of its state and messages, and how many messages it shows. */
  async function readWith(stream: string, allowsDirect: boolean, rights: readonly Right[]) {
    const rulesFor = (wanted: string) => [
      "x",
      ...rights.filter(({ action }) => action === wanted).map(({ rule }) => rule),
    ];
    const { id, missingOf } = await connectWith(rulesFor("publish"), rulesFor("subscribe"));
    const asked = [...streamRequests("", stream), ...messageRequests("", stream, allowsDirect)];
    const limits = { firstSeq: 1, lastSeq: 1, isDense: false };
    const target = { id, domain: "", stream, subject: ">", allowsDirect, ...limits };
    const info = await rig.client.call("readStream", { id, domain: "", stream });
    const place = { kind: "sequence", sequence: 1 } as const;
    const log = await rig.client.call("placeStored", { target, place, count: 10, follow: null });
    if (!log.ok || !info.ok) throw new Error("not connected");
    const facts = () =>
      rig.events.flatMap((event) =>
        event.kind === "recordingChanged" && event.recording.id === log.value.id
          ? [event.recording]
          : [],
      );
    await until(() => facts().some(({ state }) => state !== "reading"), "what is read");
    const hasInfo = info.value.kind === "told";
    return { missing: missingOf(asked), isRead: hasInfo && facts().at(-1)?.messages === 1 };
  }

  it.each([
    { stream: "PLAIN", allowsDirect: false },
    { stream: "S", allowsDirect: true },
  ])("reads $stream with the least rights of the matrix", async ({ stream, allowsDirect }) => {
    const parts = partsOf("read-stream", { ...defaultValues("_INBOX"), stream }, serverModel(null));
    const least = parts.filter(({ isOptional }) => !isOptional);
    expect(least.length).toBe(3);
    expect(await readWith(stream, allowsDirect, least)).toEqual({ missing: [], isRead: true });
    for (const right of least) {
      const rest = least.filter((one) => one !== right);
      const { missing, isRead } = await readWith(stream, allowsDirect, rest);
      expect(isRead, right.subject).toBe(false);
      const [named, ...others] = missing;
      expect(others).toEqual([]);
      // A stream with direct gets is read with them as well, and they are the ones that the view names.
      const isMessages = right.purpose === "read-messages" && allowsDirect;
      const subject =
        right.action === "subscribe"
          ? "_INBOX.credence.*"
          : isMessages
            ? `$JS.API.DIRECT.GET.${stream}`
            : right.subject;
      expect(named).toEqual({ action: right.action, subject });
      if (!isMessages) continue;
      const direct = parts.filter(({ purpose }) => purpose === "read-directly");
      const found = await readWith(stream, allowsDirect, [...rest, ...direct]);
      expect(found).toEqual({ missing: [], isRead: true });
    }
  });
});

interface Right {
  readonly action: "publish" | "subscribe";
  readonly rule: string;
}
