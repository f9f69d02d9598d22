// Compressed and binary payloads in rows and filters, on a real server, through the real port.

import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { SCHEMAS } from "@/lib/testing/payloads/payloads";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";

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
