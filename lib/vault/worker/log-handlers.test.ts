// Logs on a real server, through the real port: subscriptions that end, floods, exports that are opened as
// recordings, repeated publishing.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ExportFormat, ExportScope, RepeatFacts } from "@/lib/shared/facts/console";
import type { VaultOp, VaultOps } from "@/lib/shared/protocol/protocol";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, type Rig, startRig, textOf } from "@/lib/testing/vault-rig";
import { headers, type NatsConnection } from "../../../scripts/sandbox/client.mjs";

let world: World;
let server: RunningNatsServer;
let peer: NatsConnection;
let rig: Rig;
let id: string;

beforeAll(async () => {
  world = await makeWorld();
  server = await startServer(`${world.config()}\nmax_payload: 100000`);
  const account = world.account;
  peer = await connectPeer(server.wsUrl, await identities.makeUser({ name: "p", account }));
});
afterAll(async () => {
  await peer.close();
  await endServers();
});
beforeEach(async () => {
  rig = startRig();
  id = await open();
});
afterEach(() => rig.close());

async function open(claims: Record<string, unknown> = {}): Promise<string> {
  const { account } = world;
  const loaded = await rig.load((await identities.makeUser({ name: "u", account, claims })).creds);
  expect((await rig.connect(loaded, server.wsUrl)).outcome).toBe("accepted");
  return loaded;
}

type Value<Op extends VaultOp> = Extract<VaultOps[Op]["reply"], { ok: true }>["value"];
async function ask<Op extends VaultOp>(
  op: Op,
  request: VaultOps[Op]["request"],
): Promise<Value<Op>> {
  const reply = await rig.client.call(op, request);
  if (!reply.ok) throw new Error(`${op}: ${reply.fault.code}`);
  // `ok` tells the members of the union apart, but the compiler does not use that through a generic.
  return reply.value as Value<Op>;
}
const subscribe = (subject: string, max = 0) => ask("subscribe", { id, subject, queue: "", max });
const received = async () => (await rig.window(id)).counts.received;
const waitReceived = async (count: number) => {
  await until(async () => (await received()) >= count, `${count} messages`);
  expect(await received()).toBe(count);
};

it("an opened message says what its binary payload holds", async () => {
  await subscribe("packed");
  const fields = headers();
  fields.set("Content-Type", "application/cbor");
  peer.publish("packed", Uint8Array.of(0x82, 0xa1, 0x61, 1, 0xa1, 0x62, 0xc3));
  peer.publish("packed", Uint8Array.of(0x82, 1), { headers: fields });
  peer.publish("packed", bytesOf("text"));
  await waitReceived(3);
  const decoded = async (text: string) => {
    const { rows } = await ask("readWindow", {
      id,
      window: { filter: { text }, from: 0, count: 1, until: null },
    });
    return (await ask("readMessage", { id, seq: rows[0]?.seq ?? 0 })).decoded;
  };
  expect(await decoded("hex:c3")).toEqual([
    { format: "msgpack", type: null, json: { ok: true, value: '{"a":1,"b":true}' } },
  ]);
  expect(await decoded("header:content-type")).toMatchObject([
    { format: "cbor", json: { fault: { code: "decode/malformed" } } },
  ]);
  expect(await decoded("size=4")).toEqual([]);
});

describe("subscriptions", () => {
  it("end by themselves after their maximum of messages, and are not restored", async () => {
    await subscribe("few", 3);
    for (let n = 0; n < 10; n++) peer.publish("few", bytesOf(String(n)));
    await peer.flush();
    await waitReceived(3);
    const { subscriptions } = await rig.window(id);
    expect(subscriptions).toMatchObject([{ subject: "few", received: 3, state: "ended" }]);
    await ask("disconnect", { id });
    await rig.connect(id, server.wsUrl);
    peer.publish("few", bytesOf("late"));
    await peer.flush();
    await ask("publish", { id, subject: "other", payload: bytesOf(""), headers: [], reply: "" });
    expect(await received()).toBe(3);
    expect((await rig.window(id)).subscriptions).toMatchObject([{ state: "ended" }]);
  });

  it("still take messages on their way when they are drained", async () => {
    const { subscription } = await subscribe("drained");
    const drained = peer.flush().then(() => ask("unsubscribe", { id, subscription, drain: true }));
    for (let n = 0; n < 2000; n++) peer.publish("drained", bytesOf("x".repeat(100)));
    await peer.flush();
    await drained;
    const before = await received();
    peer.publish("drained", bytesOf("late"));
    await peer.flush();
    await ask("publish", { id, subject: "other", payload: bytesOf(""), headers: [], reply: "" });
    expect(await received()).toBe(before);
    expect((await rig.window(id)).subscriptions).toEqual([]);
  });

  it("lose no message of a flood that has requests and pings in it", async () => {
    await subscribe("flood.>");
    const echo = peer.subscribe("echo", { callback: (_, msg) => void msg.respond(msg.data) });
    const count = 40_000;
    const asked = ask("request", {
      ...{ id, subject: "echo", payload: bytesOf("MSG x 1 1\r\n"), headers: [] },
      ...{ timeoutMs: 60_000, maxReplies: 1 },
    });
    const payload = bytesOf("y".repeat(120));
    for (let n = 0; n < count; n++) peer.publish(`flood.${n % 50}`, payload);
    await peer.flush();
    expect(await asked).toMatchObject({ timedOut: false, noResponders: false });
    await waitReceived(count + 1);
    echo.unsubscribe();
    const { counts, subscriptions } = await rig.window(id, "flood.7");
    expect(counts).toMatchObject({ kept: count + 1, dropped: 0, matching: count / 50 });
    expect(subscriptions).toMatchObject([{ received: count }]);
  });
});

async function exported(
  log: string,
  format: ExportFormat,
  scope: ExportScope = { kind: "all" },
): Promise<{ text: string; written: number; missed: number }> {
  const { run } = await ask("exportStart", { id: log, format, scope });
  let text = "";
  for (;;) {
    const chunk = await ask("exportNext", { run });
    text += textOf(chunk.lines);
    if (chunk.isEnd) return { text, written: chunk.written, missed: chunk.missed };
  }
}

describe("exports", () => {
  const ODD = "NATS/1.0\r\nB:1\r\na: 2\r\nB: 3\r\n\r\n";
  const fill = async () => {
    await subscribe("e.>");
    const own = headers();
    own.append("x-Trace", "1");
    own.append("x-Trace", '2,"two"');
    peer.publish("e.plain", bytesOf("hello"), { headers: own, reply: "over.there" });
    peer.publish(
      "e.binary",
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
    );
    const block = { encode: () => bytesOf(ODD) };
    Reflect.apply(peer.publish, peer, ["e.odd", bytesOf('=1+1,"x"\n'), { headers: block }]);
    peer.publish("e.empty");
    await peer.flush();
    await waitReceived(4);
  };

  it("are opened byte by byte, without a connection", async () => {
    await fill();
    const { text, written, missed } = await exported(id, "ndjson");
    expect({ written, missed, lines: text.trim().split("\n").length }).toEqual({
      ...{ written: 4, missed: 0, lines: 4 },
    });
    const [first = ""] = text.split("\n");
    expect(JSON.parse(first)).toMatchObject({
      subject: "e.plain",
      reply: "over.there",
      headers: { "x-Trace": ["1", '2,"two"'] },
      data: "aGVsbG8=",
    });
    const recording = await openText(`${text}not ours\n\n{"subject":"a b"}\n`);
    const facts = await ask("readWindow", {
      id: recording,
      window: { filter: { text: "" }, from: 0, count: 10, until: null },
    });
    expect(facts.counts).toMatchObject({ received: 4, kept: 4 });
    const before = (await rig.window(id)).rows.filter((row) => row.kind === "message");
    for (const [index, row] of before.entries()) {
      const { seq, subscription, ...live } = await ask("readMessage", { id, seq: row.seq });
      const { seq: place, ...kept } = await ask("readMessage", { id: recording, seq: index + 1 });
      expect(place).toBe(index + 1);
      expect(seq).toBe(row.seq);
      expect(subscription).toBeGreaterThan(0);
      expect(kept).toEqual({ ...live, subscription: 0, at: expect.closeTo(live.at, 2) });
    }
    // The same, except for the numbers.
    const again = await exported(recording, "ndjson");
    const unnumbered = (lines: string) => lines.replace(/^\{"seq":\d+,/gm, "{");
    expect(unnumbered(again.text)).toBe(unnumbered(text));
    await ask("closeRecording", { id: recording });
    expect(await rig.client.call("readMessage", { id: recording, seq: 1 })).toMatchObject({
      fault: { code: "not-loaded" },
    });
  });

  it("report which lines of a file are not messages", async () => {
    const recording = await openText(`{"nothing":1}\n{"subject":"a","time":"now","data":""}\n`);
    const facts = rig.events.findLast((event) => event.kind === "recordingChanged");
    expect(facts).toMatchObject({
      recording: { id: recording, state: "read", messages: 0, badLines: 2, firstBadLine: 1 },
    });
  });

  it("contain the matching or the selected rows", async () => {
    await fill();
    const { rows } = await rig.window(id);
    const filter = { text: "header:b" };
    const matching = await exported(id, "ndjson", { kind: "matching", filter });
    expect(matching.text).toContain('"subject":"e.odd"');
    expect(matching.text).toContain(`"head":"${btoa(ODD)}"`);
    expect(matching.written).toBe(1);
    const seqs = rows.map(({ seq }) => seq).filter((_, index) => index !== 2);
    const selected = await exported(id, "ndjson", { kind: "selected", seqs: [...seqs, 9999] });
    expect(selected).toMatchObject({ written: 3, missed: 1 });
  });

  it("can be tables, without formulas", async () => {
    await fill();
    const { text } = await exported(id, "csv");
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("seq,time,subject,reply,headers,size,encoding,data");
    expect(lines[1]).toContain('"x-Trace: 1\nx-Trace: 2,""two""",5,text,hello');
    expect(lines[2]).toMatch(/,256,base64,AAECAw/);
    expect(lines[3]).toContain('text,"\'=1+1,""x""\n"');
  });

  it("count the rows that left the store during the export", async () => {
    await subscribe("gone");
    for (let n = 0; n < 3000; n++) peer.publish("gone", bytesOf("z".repeat(1000)));
    await peer.flush();
    await waitReceived(3000);
    const { run, total } = await ask("exportStart", {
      id,
      format: "ndjson",
      scope: { kind: "all" },
    });
    await ask("exportNext", { run });
    await ask("clearMessages", { id });
    const end = await ask("exportNext", { run });
    expect(end.isEnd).toBe(true);
    expect(end.written + end.missed).toBeLessThanOrEqual(total);
    expect(end.missed).toBeGreaterThan(1000);
    expect(await rig.client.call("exportNext", { run })).toMatchObject({
      fault: { code: "not-found" },
    });
  });

  async function openText(text: string): Promise<string> {
    const { id: recording } = await ask("openRecording", { file: new File([text], "a.ndjson") });
    const isRead = () =>
      rig.events.some(
        (event) =>
          event.kind === "recordingChanged" &&
          event.recording.id === recording &&
          event.recording.state === "read",
      );
    await until(isRead, "the recording");
    return recording;
  }
});

describe("retention", () => {
  it("is brought into range and applies to existing logs", async () => {
    await subscribe("l");
    for (let n = 0; n < 100; n++) peer.publish("l", bytesOf("x"));
    await peer.flush();
    await waitReceived(100);
    const limits = await ask("setRetention", {
      limits: { budgetBytes: 1, maxRows: 10, maxAgeMs: null },
    });
    expect(limits).toEqual({ budgetBytes: 16 * 1024 * 1024, maxRows: 10, maxAgeMs: null });
    const window = await rig.window(id);
    expect(window.limits).toEqual(limits);
    expect(window.rows).toHaveLength(10);
    expect(window.counts).toMatchObject({ received: 100, kept: 10, dropped: 90 });
  });
});

describe("repeated publishing", () => {
  let lastRun = 0;
  const repeats = () =>
    rig.events.flatMap((event) => (event.kind === "repeatChanged" ? [event] : []));
  const repeatUntil = async (state: RepeatFacts["state"]) => {
    await until(() => repeats().at(-1)?.repeat.state === state, state);
    return repeats().at(-1);
  };
  const start = (
    change: Partial<VaultOps["repeatStart"]["request"]["template"]>,
    times: number,
    perSecond: number | null = null,
  ) => {
    const template = { subject: "r", payload: bytesOf(""), headers: [], reply: "", ...change };
    lastRun += 1;
    return rig.client.call("repeatStart", { id, run: lastRun, template, times, perSecond });
  };

  it("one run at a time, also while the first one starts", async () => {
    const [first, second] = await Promise.all([start({}, 1000, 50), start({}, 5)]);
    expect(first).toMatchObject({ ok: true, value: { state: "running" } });
    expect(second).toMatchObject({ fault: { code: "repeat-running" } });
    const control = (run: number) =>
      rig.client.call("repeatControl", { id, run, action: "cancel" });
    expect(await control(lastRun)).toMatchObject({ fault: { code: "not-found" } });
    expect(await control(lastRun - 1)).toMatchObject({ value: { state: "cancelled" } });
  });

  it("makes each message separately and sends all of them", async () => {
    const seen: string[] = [];
    const subscription = peer.subscribe("r.>", {
      callback: (_, msg) => {
        seen.push(`${msg.subject}|${msg.headers?.get("N")}|${msg.string()}`);
      },
    });
    await peer.flush();
    const times = 5000;
    const started = await start(
      {
        subject: "r.{{seq}}",
        headers: [["N", "{{ seq }} of 5"]],
        payload: bytesOf('{"ü":{{random 5 7}},"id":"{{uuid}}","at":"{{now}}"}'),
      },
      times,
    );
    expect(started).toMatchObject({ ok: true, value: { state: "running", times } });
    expect(await repeatUntil("done")).toMatchObject({ repeat: { sent: times, isTaken: true } });
    await peer.flush();
    subscription.unsubscribe();
    expect(seen).toHaveLength(times);
    const form =
      /^\{"ü":[567],"id":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}","at":"20[^"]+Z"\}$/u;
    for (const [index, text] of seen.entries()) {
      const [subject, header, payload = ""] = text.split("|");
      expect([subject, header]).toEqual([`r.${index + 1}`, `${index + 1} of 5`]);
      expect(payload).toMatch(form);
    }
    expect(new Set(seen.map((text) => text.split("|")[2])).size).toBe(times);
  });

  it("sends the same bytes many times", async () => {
    let count = 0;
    const subscription = peer.subscribe("r", {
      callback: (_, msg) => {
        if (msg.string() === "same" && msg.reply === "back") count += 1;
      },
    });
    await peer.flush();
    await start({ payload: bytesOf("same"), reply: "back" }, 20_001);
    expect(await repeatUntil("done")).toMatchObject({ repeat: { sent: 20_001 } });
    await peer.flush();
    subscription.unsubscribe();
    expect(count).toBe(20_001);
  });

  it("keeps to a rate, pauses, continues and is cancelled", async () => {
    const reply = await start({}, 1000, 200);
    if (!reply.ok) throw new Error(reply.fault.code);
    const { run } = reply.value;
    expect(await start({}, 5)).toMatchObject({ fault: { code: "repeat-running" } });
    await until(() => (repeats().at(-1)?.repeat.sent ?? 0) > 20, "more than 20 sent");
    const paused = await ask("repeatControl", { id, run, action: "pause" });
    expect(paused).toMatchObject({ state: "paused" });
    expect(paused.sent).toBeLessThanOrEqual(1 + paused.elapsedMs / 5);
    expect(paused.sent).toBeGreaterThan(20);
    // Another session sends as many messages as this one would in a tenth of a second.
    const other = await open();
    await rig.client.call("repeatStart", {
      ...{ id: other, run: 1, times: 20, perSecond: 200 },
      template: { subject: "r", payload: bytesOf(""), headers: [], reply: "" },
    });
    await until(() => {
      return repeats().some((event) => event.id === other && event.repeat.state === "done");
    }, "the other's twenty");
    const resumed = await ask("repeatControl", { id, run, action: "resume" });
    expect(resumed).toMatchObject({ state: "running", sent: paused.sent });
    const sentHere = () => repeats().findLast((event) => event.id === id)?.repeat.sent ?? 0;
    await until(() => sentHere() > paused.sent, "more");
    expect(await ask("repeatControl", { id, run, action: "cancel" })).toMatchObject({
      state: "cancelled",
    });
  });

  it("stops before the flood when the server denies the subject", async () => {
    id = await open({ pub: { allow: ["ok.>", "$SYS.REQ.USER.INFO"], deny: ["ok.30"] } });
    expect(await start({ subject: "no" }, 1000)).toMatchObject({
      fault: { code: "permissions-violation" },
    });
    expect(repeats()).toEqual([]);
    // A later message may also be denied.
    expect(await start({ subject: "ok.{{seq}}" }, 1000, 500)).toMatchObject({ ok: true });
    expect(await repeatUntil("failed")).toMatchObject({
      fault: { code: "permissions-violation", params: { text: expect.stringContaining("ok.30") } },
    });
  });

  it.each([
    [{ subject: "a.{{what}}" }, "template-invalid"],
    [{ subject: "a b" }, "subject-invalid"],
    [{ headers: [["n:", "v"]] as const }, "header-invalid"],
    [{ payload: new Uint8Array(100_001) }, "payload-too-large"],
  ])("is refused before anything is sent: %o", async (change, code) => {
    expect(await start(change, 10)).toMatchObject({ ok: false, fault: { code } });
  });

  it("ends with the connection", async () => {
    await start({}, 1000, 50);
    await ask("disconnect", { id });
    expect(await repeatUntil("failed")).toMatchObject({ fault: { code: "connection-ended" } });
  });
});
