// The JetStream of another account, imported under an API prefix, on the newest and the oldest server: its streams,
// subjects and messages are read through the prefix, and new ones followed and
// watched for.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { API_PREFIX, makeImportedWorld } from "@/lib/testing/imported-jetstream";
import {
  connectPeer,
  endServers,
  identities,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { startRig } from "@/lib/testing/vault-rig";

const MESSAGES = 30;
const SLOW = { timeout: 60_000 };
const dir = mkdtempSync(path.join(tmpdir(), "credence-imported-"));

afterAll(async () => {
  await endServers();
  rmSync(dir, { recursive: true, force: true });
});

describe.each(await testedServers())("an imported JetStream on $version", (on) => {
  it.each([true, false])("is read, direct gets: %s", async (allow_direct) => {
    const { world, other } = await makeImportedWorld();
    const { account } = world;
    const store = JSON.stringify(path.join(dir, `${on.version}-${allow_direct}`));
    const config = `${world.config()}\njetstream { store_dir: ${store} }`;
    const { wsUrl } = await startServer(config, { on });
    const peer = await connectPeer(wsUrl, await identities.makeUser({ name: "p", account }));
    const manager = await peer.jetstreamManager(SLOW);
    await manager.streams.add({ name: "S", subjects: ["s.>"], allow_direct });
    for (let n = 1; n <= MESSAGES; n++)
      await peer.jetstream(SLOW).publish(`s.${n % 2}`, `text ${n}`);

    const rig = startRig();
    const { creds } = await identities.makeUser({ name: "u", account: other });
    const id = await rig.load(creds);
    await rig.connect(id, wsUrl);
    const at = { id, domain: API_PREFIX, stream: "S" };
    expect(await rig.client.call("readJetStream", { id, domain: API_PREFIX })).toMatchObject({
      value: { streams: { value: { names: ["S"] } } },
    });
    expect(
      await rig.client.call("readSubjects", { ...at, filter: ">", first: 0, count: 10 }),
    ).toMatchObject({ value: { value: { total: 2 } } });
    const limits = { firstSeq: 1, lastSeq: MESSAGES, isDense: true };
    const target = { ...at, subject: ">", allowsDirect: allow_direct, ...limits };
    const from = { kind: "sequence", sequence: 1 } as const;
    const log = await rig.client.call("placeStored", {
      ...{ target, place: from, count: null, follow: "consumer" },
    });
    if (!log.ok) throw new Error(log.fault.code);
    const reached = async (messages: number) => {
      const isRead = () =>
        rig.events.some(
          (event) =>
            event.kind === "recordingChanged" &&
            (event.recording.messages === messages || event.recording.state === "failed"),
        );
      await until(isRead, `${messages} messages`);
      return rig.events.findLast((event) => event.kind === "recordingChanged");
    };
    const whole = { recording: { messages: MESSAGES, stored: { problem: null } } };
    expect(await reached(MESSAGES)).toMatchObject(whole);
    await peer.jetstream(SLOW).publish("s.0", "new");
    const more = { recording: { messages: MESSAGES + 1, stored: { problem: null } } };
    expect(await reached(MESSAGES + 1)).toMatchObject(more);
    const seen = { ...target, lastSeq: MESSAGES + 1 };
    const watch = await rig.client.call("watchStart", { target: seen });
    if (!watch.ok) throw new Error(watch.fault.code);
    const { run } = watch.value;
    await peer.jetstream(SLOW).publish("s.0", "newer");
    const step = { way: "polling", sequence: MESSAGES + 2, hasEnded: false };
    expect(await rig.client.call("watchNext", { run })).toMatchObject({ value: step });
    await rig.client.call("watchEnd", { run });
    // The messages of a consumer would come to the other account, so none is made.
    expect((await manager.streams.info("S")).state.consumer_count).toBe(0);
    await peer.close();
    rig.close();
  });
});
