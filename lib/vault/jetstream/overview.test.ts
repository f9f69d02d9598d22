// More streams than the server lists or names at once, on the newest and the oldest server: users who may list them
// and users who may only ask for names see all of them.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { startRig } from "@/lib/testing/vault-rig";

/** The server names 1024 at once and lists 256 (nats-server server/jetstream_api.go, JSApiNamesLimit). */
const STREAMS = 1030;
const names = Array.from({ length: STREAMS }, (_, index) => `S${1000 + index}`);
const SLOW = { timeout: 60_000 };

const dir = mkdtempSync(path.join(tmpdir(), "credence-many-"));

afterAll(async () => {
  await endServers();
  rmSync(dir, { recursive: true, force: true });
});

describe.each(await testedServers())("many streams on $version", (on) => {
  it("are all listed, or named where a list is refused", async () => {
    const world = await makeWorld({ limits: identities.jetStreamLimits });
    const store = JSON.stringify(path.join(dir, on.version));
    const config = `${world.config()}\njetstream { store_dir: ${store} }`;
    const { wsUrl } = await startServer(config, { on });
    const peer = await connectPeer(
      wsUrl,
      await identities.makeUser({ name: "p", account: world.account }),
    );
    const created = await Promise.all(
      names.map((name) =>
        peer.request(
          `$JS.API.STREAM.CREATE.${name}`,
          JSON.stringify({ name, subjects: [name], storage: "memory" }),
          SLOW,
        ),
      ),
    );
    for (const reply of created) expect(reply.json()).not.toHaveProperty("error");
    await peer.close();

    const rig = startRig();
    const read = async (verb: string) => {
      const claims = { pub: { allow: [`$JS.API.STREAM.${verb}`] } };
      const { account } = world;
      const user = await identities.makeUser({ name: verb, account, claims });
      const id = await rig.load(user.creds);
      await rig.connect(id, wsUrl);
      const reply = await rig.client.call("readJetStream", { id, domain: "" });
      if (!reply.ok || reply.value.streams.kind !== "told") throw new Error(JSON.stringify(reply));
      return reply.value.streams.value;
    };
    const named = await read("NAMES");
    expect(named).toMatchObject({ list: [], total: STREAMS });
    expect(named.names.toSorted()).toEqual(names);
    const listed = await read("LIST");
    expect(listed.total).toBe(STREAMS);
    expect(listed.list.map(({ name }) => name).toSorted()).toEqual(names);
    rig.close();
  });
});
