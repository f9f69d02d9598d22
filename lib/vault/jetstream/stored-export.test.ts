// Exports of stored messages on the newest and the oldest server: headers are those that were stored, stream and
// sequence are separate fields, and however the messages were read, the file is the same.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ExportFormat } from "@/lib/shared/facts/console";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { storedLogs } from "@/lib/testing/stored-logs";
import { type Rig, startRig, textOf } from "@/lib/testing/vault-rig";

const SLOW = { timeout: 60_000 };
/** As a publisher sends them: odd spacing, names that alternate, and those of our reading and of the server's. */
const BLOCKS = [
  "NATS/1.0\r\nTrace: 1\r\nTrace: 2\r\n\r\n",
  "NATS/1.0\r\nB:1\r\na:  2 \r\nB: 3\r\n\r\n",
  "NATS/1.0\r\nNats-Stream: other\r\nNats-Subject: x\r\nNats-Sequence: 9\r\n\r\n",
  "NATS/1.0\r\nName: größer\r\nNats-Sequence: 12\r\n\r\n",
];
const dir = mkdtempSync(path.join(tmpdir(), "credence-export-"));

afterAll(async () => {
  await endServers();
  rmSync(dir, { recursive: true, force: true });
});

describe.each(await testedServers())("an export of a stream on $version", (on) => {
  it("has what was stored, whichever way it was read", async () => {
    const world = await makeWorld({ limits: identities.jetStreamLimits });
    const store = JSON.stringify(path.join(dir, on.version));
    const server = await startServer(`${world.config()}\njetstream { store_dir: ${store} }`, {
      on,
    });
    const { account } = world;
    const peer = await connectPeer(server.wsUrl, await identities.makeUser({ name: "p", account }));
    const { streams } = await peer.jetstreamManager(SLOW);
    await streams.add({ name: "S", subjects: ["s.>"], allow_direct: true });
    peer.publish("s.plain", "hello");
    for (const block of BLOCKS) {
      const headers = { encode: () => new TextEncoder().encode(block) };
      Reflect.apply(peer.publish, peer, ["s.headers", Uint8Array.of(0, 255), { headers }]);
    }
    await peer.flush();
    const count = BLOCKS.length + 1;
    await until(async () => (await streams.info("S")).state.messages === count, "all messages");
    await peer.close();

    const rig = startRig();
    const { factsOf } = storedLogs(() => rig);
    const id = await rig.load((await identities.makeUser({ name: "u", account })).creds);
    expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
    const read = async (allowsDirect: boolean) => {
      const target = { id, domain: "", stream: "S", subject: ">", allowsDirect };
      const limits = { firstSeq: 1, lastSeq: count, isDense: true };
      const place = { kind: "sequence", sequence: 1 } as const;
      const log = await rig.client.call("placeStored", {
        ...{ target: { ...target, ...limits }, place, count: null, follow: null },
      });
      if (!log.ok) throw new Error(log.fault.code);
      await until(() => factsOf(log.value.id)?.state === "read", "the messages");
      return log.value.id;
    };
    const [direct, plain] = [await read(true), await read(false)];
    for (const format of ["ndjson", "csv"] as const) {
      expect(await exported(rig, direct, format)).toBe(await exported(rig, plain, format));
    }
    const text = await exported(rig, plain, "ndjson");
    const lines = text.trim().split("\n");
    const [first, second, ...odd] = lines.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ subject: "s.plain", headers: {}, stream: "S", sequence: 1 });
    expect(second).toMatchObject({ headers: { Trace: ["1", "2"] }, stream: "S", sequence: 2 });
    expect(odd.map(({ head }) => head && atob(head))).toEqual([BLOCKS[1], undefined, undefined]);
    expect(odd[1].headers).toEqual({
      "Nats-Stream": ["other"],
      "Nats-Subject": ["x"],
      "Nats-Sequence": ["9"],
    });
    expect(odd[2]).toMatchObject({ headers: { "Nats-Sequence": ["12"] }, sequence: 5 });
    const table = (await exported(rig, direct, "csv")).split("\r\n");
    expect(table[0]).toBe("seq,time,subject,reply,headers,size,encoding,data,stream,sequence");
    expect(table[1]).toMatch(/,s\.plain,,,5,text,hello,S,1$/);

    // Opened again it is the same, with the places in the stream.
    const recording = await rig.client.call("openRecording", {
      file: new File([text], "s.ndjson"),
    });
    if (!recording.ok) throw new Error(recording.fault.code);
    const opened = recording.value.id;
    await until(() => factsOf(opened)?.state === "read", "the recording");
    expect(await exported(rig, opened, "ndjson")).toBe(text);
    expect((await rig.window(opened)).rows).toMatchObject([
      { sequence: 1, hasHeaders: false },
      ...[2, 3, 4, 5].map((sequence) => ({ sequence, hasHeaders: true })),
    ]);
    expect(await rig.client.call("readMessage", { id: opened, seq: 5 })).toMatchObject({
      value: {
        headers: [
          ["Name", "größer"],
          ["Nats-Sequence", "12"],
        ],
        stored: { sequence: 5 },
      },
    });

    // What the log keeps behind the headers is no part of the message.
    const found = async (log: string, text: string) =>
      (await rig.window(log, text)).rows.map((row) => row.kind === "message" && row.sequence);
    for (const log of [direct, plain, opened]) {
      expect(await found(log, "nats-sequence")).toEqual([4, 5]);
      expect(await found(log, "-nats")).toEqual([1, 2, 3]);
      expect(await found(log, "größer")).toEqual([5]);
      expect(await found(log, "header:Nats-Sequence")).toEqual([4, 5]);
      expect(await found(log, "/sequence: \\d/i")).toEqual([4, 5]);
      expect(await found(log, "size=5")).toEqual([1]);
    }

    // A file may hold received messages and those of several streams.
    const received = { ...JSON.parse(lines[0] ?? ""), stream: undefined, sequence: undefined };
    const other = { ...JSON.parse(lines[4] ?? ""), stream: "OTHER" };
    const mixed = [JSON.stringify(received), ...lines, JSON.stringify(other)].join("\n");
    const file = new File([mixed], "mixed.ndjson");
    const reopened = await rig.client.call("openRecording", { file });
    if (!reopened.ok) throw new Error(reopened.fault.code);
    await until(() => factsOf(reopened.value.id)?.state === "read", "the mixed recording");
    expect(await found(reopened.value.id, "")).toEqual([null, 1, 2, 3, 4, 5, null]);
    expect(await found(reopened.value.id, "nats-sequence")).toEqual([4, 5, null]);
    await rig.close();
  });
});

async function exported({ client }: Rig, id: string, format: ExportFormat): Promise<string> {
  const started = await client.call("exportStart", { id, format, scope: { kind: "all" } });
  if (!started.ok) throw new Error(started.fault.code);
  for (let text = ""; ; ) {
    const chunk = await client.call("exportNext", { run: started.value.run });
    if (!chunk.ok) throw new Error(chunk.fault.code);
    text += textOf(chunk.value.lines);
    if (chunk.value.isEnd) return text;
  }
}
