// Compressed and binary payloads in rows and filters, on a real server, through the real port.

import { deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { typeOfDecoder } from "@/lib/shared/console/decoders";
import type { ExportFormat } from "@/lib/shared/facts/console";
import { PACKED, SCHEMAS, VALUES } from "@/lib/testing/payloads/payloads";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, type Rig, startRig, textOf } from "@/lib/testing/vault-rig";
import { headers, type NatsConnection } from "../../../scripts/sandbox/client.mjs";

let peer: NatsConnection;
let rig: Rig;
let id: string;
let creds: string;
let address: string;

beforeAll(async () => {
  const world = await makeWorld();
  address = (await startServer(world.config())).wsUrl;
  const { account } = world;
  peer = await connectPeer(address, await identities.makeUser({ name: "p", account }));
  creds = (await identities.makeUser({ name: "u", account })).creds;
});
afterAll(async () => {
  await peer.close();
  await endServers();
});
beforeEach(async () => {
  rig = startRig();
  id = await rig.load(creds);
  await rig.connect(id, address);
  await rig.client.call("subscribe", { id, subject: "in.>", queue: "", max: 0 });
});
afterEach(() => rig.close());

const windowOf = async (text: string) => {
  const window = { filter: { text }, from: 0, count: 20, until: null };
  const reply = await rig.client.call("readWindow", { id, window });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
};
const subjectsOf = async (text: string) => {
  const { rows, search } = await windowOf(text);
  const subjects = rows.flatMap((row) => (row.kind === "message" ? row.subject : [])).sort();
  return search === null ? subjects.join(" ") : "searching";
};
/** What was found once everything that is inside payloads could be read. */
const findsAtLast = (text: string, subjects: string) =>
  until(async () => (await subjectsOf(text)) === subjects, `${text} finds ${subjects}`);

it("what is inside is previewed, and filters look at it", async () => {
  peer.publish("in.gzip", gzipSync('{"order":"o-2203","total":12}'));
  peer.publish(
    "in.msgpack",
    Uint8Array.of(0x82, 0xa1, 0x61, 1, 0xa1, 0x62, 0xa3, 0x78, 0x79, 0x7a),
  );
  peer.publish("in.json", bytesOf('{"order":"o-1","total":5}'));
  peer.publish("in.bytes", Uint8Array.of(0, 1, 2, 3));
  await until(async () => (await windowOf("")).counts.received === 4, "four messages");
  // The first filter comes before anything inside was read, and finds it all the same.
  await findsAtLast("o-2203", "in.gzip");
  await findsAtLast("xyz", "in.msgpack");
  await findsAtLast("'O-2203'", "");
  await findsAtLast(".total > 4", "in.gzip in.json");
  await findsAtLast('.b == "xyz"', "in.msgpack");
  await findsAtLast("-o-2203", "in.bytes in.json in.msgpack");
  await findsAtLast("/o-2[0-9]+/", "in.gzip");
  const rows = Object.fromEntries((await windowOf("")).rows.map((row) => [row.subject, row]));
  expect(rows["in.gzip"]).toMatchObject({
    preview: '{"order":"o-2203","total":12}',
    previewKind: "text",
    decodedAs: "gzip",
  });
  expect(rows["in.msgpack"]).toMatchObject({ preview: '{"a":1,"b":"xyz"}', decodedAs: "msgpack" });
  expect(rows["in.bytes"]).toMatchObject({ preview: "00 01 02 03", previewKind: "binary" });
  expect(rows["in.json"]).not.toHaveProperty("decodedAs");
});

it("a row says that it is the error of a service", async () => {
  const fields = headers();
  fields.append("Nats-Service-Error", "out of lamps");
  fields.append("Nats-Service-Error-Code", "409");
  peer.publish("in.error", undefined, { headers: fields });
  peer.publish("in.other", bytesOf("Nats-Service-Error"));
  await until(async () => (await windowOf("")).counts.received === 2, "both messages");
  const [error, other] = (await windowOf("")).rows.filter(({ kind }) => kind === "message");
  expect(error).toMatchObject({ serviceError: "409 out of lamps" });
  expect(other).not.toHaveProperty("serviceError");
});

it("a schema changes what rows say and what filters find", async () => {
  const { file, payload, type } = SCHEMAS[0] ?? {
    file: new Uint8Array(),
    payload: new Uint8Array(),
    type: "",
  };
  peer.publish("in.order", payload);
  await until(async () => (await windowOf("")).counts.received === 1, "the message");
  await findsAtLast('.["1 text?"] == "o-2203"', "in.order");
  // Node cannot clone a File. Only what a Blob has is read.
  const blob = new Blob([new Uint8Array(file)]) as File;
  const files = [{ name: "order.proto", file: blob }];
  expect(await rig.client.call("addSchemas", { files })).toMatchObject({ ok: true });
  const mappings = [{ pattern: "in.*", type }];
  expect(await rig.client.call("mapSchemas", { mappings })).toMatchObject({ ok: true });
  await findsAtLast('.state == "SENT"', "in.order");
  await until(async () => {
    const row = (await windowOf("")).rows.find(({ kind }) => kind === "message");
    return row?.kind === "message" && row.preview.startsWith('{"id":"o-2203"');
  }, "the preview by the schema");
});

/** Each payload was written by another implementation. `text`: null = nothing can be read in it. */
const [msgpack, cbor] = VALUES;
const unpackable = PACKED.filter(({ text }) => text.length < 1_000);
const payloads = [
  { name: "msgpack", payload: msgpack?.payload, text: msgpack?.json },
  { name: "cbor", payload: cbor?.payload, text: cbor?.json },
  { name: "protobuf", payload: SCHEMAS[0]?.payload, text: undefined },
  ...["gzip", "zstd", "snappy", "snappy-framed"].map((name) => ({
    name,
    ...unpackable.find(({ packing }) => packing === name),
  })),
];

const exported = async (format: ExportFormat) => {
  const started = await rig.client.call("exportStart", { id, format, scope: { kind: "all" } });
  if (!started.ok) throw new Error(started.fault.code);
  let text = "";
  for (;;) {
    const chunk = await rig.client.call("exportNext", { run: started.value.run });
    if (!chunk.ok) throw new Error(chunk.fault.code);
    text += textOf(chunk.value.lines);
    if (chunk.value.isEnd) return text.trimEnd().split(/\r?\n/u);
  }
};

it("exports and the tree hold the decoded text, and NDJSON the bytes as well", async () => {
  for (const { name, payload } of payloads) peer.publish(`in.${name}`, payload);
  // More than a row is read of.
  const lines = gzipSync(JSON.stringify({ lines: "x".repeat(400_000) }));
  peer.publish("in.long", lines);
  // More than an export reads, and what nothing can read.
  peer.publish("in.longer", gzipSync("y".repeat(2_000_000)));
  peer.publish("in.bytes", Uint8Array.of(0, 1, 2, 3));
  const all = payloads.length + 3;
  await until(async () => (await windowOf("")).counts.received === all, "all messages");

  const csv = await exported("csv");
  const cellsOf = (name: string) =>
    csv.find((line) => line.includes(`in.${name},`))?.split(/,\d+,(?=[a-z0-9-]+,)/u)[1] ?? "";
  for (const { name, text } of payloads) {
    if (text === undefined) expect(cellsOf(name)).toContain('protobuf,"{""1 text?"":""o-2203""');
    else expect(cellsOf(name)).toBe(`${name},"${text.replaceAll('"', '""')}"`);
  }
  expect(cellsOf("long")).toMatch(/^gzip,"\{""lines"":""x{400000}""\}"$/u);
  expect(cellsOf("longer")).toMatch(/^base64,H4sI/u);
  expect(cellsOf("bytes")).toBe("base64,AAECAw==");

  const objects = (await exported("ndjson")).map((line) => JSON.parse(line));
  for (const { name, payload, text } of payloads) {
    const object = objects.find(({ subject }) => subject === `in.${name}`);
    expect(object.data).toBe(Buffer.from(payload ?? []).toString("base64"));
    expect(object.decodedAs).toBe(name);
    if (text !== undefined) expect(object.decoded).toBe(text);
  }
  const plain = objects.find(({ subject }) => subject === "in.bytes");
  expect(plain).toMatchObject({ data: "AAECAw==" });
  expect(plain).not.toHaveProperty("decoded");

  const tree = { prefixes: ["in"], limit: 50, order: "name" } as const;
  const lastOf = async (name: string) => {
    const reply = await rig.client.call("readTree", { id, tree });
    const level = reply.ok ? reply.value.levels[0] : undefined;
    const node = level?.nodes.find(({ token }) => token === name);
    return `${node?.lastDecodedAs} ${node?.lastPreview}`;
  };
  for (const { name, text } of payloads) {
    if (text === undefined) continue;
    await until(
      async () => (await lastOf(name)).startsWith(`${name} ${text.slice(0, 80)}`),
      `the last value of ${name}`,
    );
  }
  expect(await lastOf("bytes")).toBe("undefined 00 01 02 03");
});

it("a decoder that was chosen for subjects reads what nothing else tells", async () => {
  // Bare deflate has no sign, and no header names it.
  const text = JSON.stringify({ order: "o-2203", boxes: [1, 2, 3] });
  peer.publish("in.a.deflate", deflateRawSync(text));
  peer.publish("in.b", Uint8Array.of(0x93, 1, 2, 3));
  await until(async () => (await windowOf("")).counts.received === 2, "both messages");
  const previews = async () =>
    (await windowOf("")).rows
      .flatMap((row) => (row.kind === "message" ? `${row.decodedAs} ${row.preview}` : []))
      .sort();
  const map = (mappings: readonly { pattern: string; type: string }[]) =>
    rig.client.call("mapSchemas", { mappings });
  const open = async (seq: number) => {
    const reply = await rig.client.call("readMessage", { id, seq });
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.value;
  };
  const [deflated = 0, list = 0] = (await windowOf("")).rows.flatMap((row) =>
    row.kind === "message" ? row.seq : [],
  );
  expect(await open(deflated)).toMatchObject({ unpacked: null });

  const [type, cbor] = [typeOfDecoder("deflate"), typeOfDecoder("cbor")];
  expect((await map([{ pattern: "in.a.>", type }])).ok).toBe(true);
  await until(async () => (await previews()).includes(`deflate ${text}`), "the preview");
  await findsAtLast("o-2203", "in.a.deflate");
  await findsAtLast(".boxes[1] == 2", "in.a.deflate");
  expect(await exported("csv")).toContainEqual(expect.stringContaining(",deflate,"));
  const read = await open(deflated);
  expect(read.unpacked?.packings).toEqual(["deflate"]);
  expect(read.unpacked?.content).toMatchObject({ ok: true });

  // What was chosen is tried, whatever the content says, and a wrong choice says so.
  await map([
    { pattern: "in.b", type: cbor },
    { pattern: "in.>", type: typeOfDecoder("zstd") },
  ]);
  expect((await open(list)).decoded).toMatchObject([{ format: "cbor", json: { ok: false } }]);
  expect((await open(deflated)).unpacked).toMatchObject({
    packings: ["zstd"],
    content: { fault: { code: "decode/malformed" } },
  });
  await map([]);
  await until(async () => (await previews())[0] === "msgpack [1,2,3]", "the content tells again");
  await findsAtLast("o-2203", "");
});
