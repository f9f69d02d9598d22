// Requests whose rights depend on their form, tried on the newest and the oldest server: a key read by subject and by
// payload, and consumers created with no, one and several filters. Creds with the rules of one line of the matrix may
// do what this line says, and not what the other one says.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { defaultValues, type NeedId, partsOf } from "./needs";
import { serverModel } from "./versions/server-model";

const SLOW = { timeout: 60_000 };
const values = defaultValues("_INBOX");

afterAll(endServers);

describe.each(await testedServers())("the form of a request on $version", (on) => {
  const model = serverModel(on.version);
  const world = makeWorld({ limits: identities.jetStreamLimits });
  const dir = mkdtempSync(path.join(tmpdir(), "credence-forms-"));
  let wsUrl = "";

  beforeAll(async () => {
    const { config, account } = await world;
    const store = `jetstream { store_dir: ${JSON.stringify(dir)} }`;
    ({ wsUrl } = await startServer(`${config()}\n${store}`, { on }));
    const peer = await connectPeer(wsUrl, await identities.makeUser({ name: "p", account }));
    const manager = await peer.jetstreamManager(SLOW);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    const bucket = await peer.jetstream(SLOW).views.kv("config");
    await bucket.put("id", "mine");
    await bucket.put("other", "not mine");
    await peer.close();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** What the server does with each request of a user with the rules of this line alone: its answer, or "refused". */
  async function answers(id: NeedId, asked: readonly (readonly [string, unknown])[]) {
    const parts = partsOf(id, values, model);
    const allow = (wanted: string) =>
      parts.filter(({ action }) => action === wanted).map(({ subject }) => subject);
    const { account } = await world;
    const claims = { pub: { allow: allow("publish") }, sub: { allow: ["_INBOX.>"] } };
    const user = await identities.makeUser({ name: "u", account, claims });
    const peer = await connectPeer(wsUrl, user);
    const got: string[] = [];
    for (const [subject, body] of asked) {
      const payload = body === null ? undefined : JSON.stringify(body);
      const reply = await peer.request(subject, payload, SLOW).catch(() => null);
      got.push(reply === null ? "refused" : reply.string());
    }
    await peer.close();
    return got;
  }

  it("reads the key that the subject names, or any key that the payload names", async () => {
    const get = "$JS.API.DIRECT.GET.KV_config";
    const asked = [
      [`${get}.$KV.config.id`, null],
      [`${get}.$KV.config.other`, null],
      [get, { last_by_subj: "$KV.config.id" }],
      [get, { last_by_subj: "$KV.config.other" }],
    ] as const;
    // The list's own rule has a wildcard in the place of the key. This user has the narrow one.
    expect(await answers("kv-read", asked)).toEqual(["mine", "refused", "refused", "refused"]);
    expect(await answers("kv-read-by-payload", asked)).toEqual([
      "refused",
      "refused",
      "mine",
      "not mine",
    ]);
  });

  it("creates consumers with no, one and several filters", async () => {
    const create = "$JS.API.CONSUMER.CREATE.ORDERS";
    const config = (more: object) => ({
      stream_name: "ORDERS",
      config: { ack_policy: "explicit", inactive_threshold: 60e9, ...more },
    });
    const named = { name: "worker" };
    const asked = [
      [`${create}.worker`, config(named)],
      [`${create}.worker.orders.new`, config({ ...named, filter_subject: "orders.new" })],
      [`${create}.worker.orders.old`, config({ ...named, filter_subject: "orders.old" })],
      [create, config({})],
    ] as const;
    const several = [
      `${create}.worker`,
      config({ ...named, filter_subjects: ["orders.new", "orders.old"] }),
    ] as const;
    const kinds = async (id: NeedId, requests: readonly (readonly [string, unknown])[]) =>
      (await answers(id, requests)).map((answer) =>
        answer === "refused" ? answer : "error" in JSON.parse(answer) ? answer : "made",
      );
    expect(await kinds("create-consumer", asked)).toEqual(["made", "refused", "refused", "made"]);
    await remove();
    const filtered = await kinds("create-filtered-consumer", [...asked, several]);
    expect(filtered).toEqual(["refused", "made", "refused", "refused", "refused"]);
    await remove();
    // Several filters came with 2.10. An older server ignores the field.
    expect(await kinds("create-consumer", [several])).toEqual(["made"]);
    await remove();
  });

  async function remove(): Promise<void> {
    const { account } = await world;
    const peer = await connectPeer(wsUrl, await identities.makeUser({ name: "p", account }));
    await peer.request("$JS.API.CONSUMER.DELETE.ORDERS.worker", undefined, SLOW);
    await peer.close();
  }
});
