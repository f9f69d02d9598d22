// A folder of 30,000 files: each is read, progress is told, and meanwhile the vault answers and another connection
// receives.

import { afterAll, expect, it } from "vitest";
import { LARGE_IMPORT_MS } from "@/lib/testing/creds/large-text";
import { manyUsers } from "@/lib/testing/creds/many-creds";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
} from "@/lib/testing/real-server";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";

const COUNT = 30_000;
/** The page asks in parts of this size (lib/page/actions/file-actions.ts). */
const PART = 512;

afterAll(endServers);

it(
  "30,000 files in a folder are read, with progress, while pings are answered and a connection receives",
  async () => {
    const rig = startRig();
    const { id, publish, received, end } = await subscribedSession(rig);
    const users = manyUsers(COUNT);
    const files = users.map(({ creds }, n) => {
      const path = `fleet/${n}.creds`;
      return { file: new File([creds], path), path, inFolder: true };
    });
    let isOver = false;
    let pings = 0;
    const pinging = (async () => {
      while (!isOver) {
        const reply = await rig.client.call("ping", {});
        if (!reply.ok) throw new Error(reply.fault.code);
        pings += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    let sent = 0;
    let seenMeanwhile = 0;
    const publishing = (async () => {
      while (!isOver) {
        await publish(String(sent));
        sent += 1;
        const seen = await received();
        if (!isOver) seenMeanwhile = seen;
      }
    })();
    const replies = [];
    for (let before = 0; before < COUNT; before += PART) {
      const part = files.slice(before, before + PART);
      replies.push(rig.client.call("openFiles", { files: part, before, total: COUNT }));
    }
    const added = (await Promise.all(replies)).flatMap((reply) => {
      if (!reply.ok) throw new Error(reply.fault.code);
      return reply.value.added;
    });
    isOver = true;
    await Promise.all([pinging, publishing]);

    expect(new Set(added)).toEqual(new Set(users.map(({ key }) => key.publicKey)));
    const done = rig.events.flatMap((event) =>
      event.kind === "batchProgressed" ? event.done : [],
    );
    expect(done.every((n, i) => n >= (done[i - 1] ?? 0))).toBe(true);
    expect(done.at(-1)).toBe(COUNT);
    expect(done.length).toBeGreaterThan(20);
    expect(pings).toBeGreaterThan(20);
    expect(sent).toBeGreaterThan(20);
    // The last one may still have been under way.
    expect(seenMeanwhile).toBeGreaterThan(sent / 2);
    await expect.poll(received).toBe(sent);
    expect(rig.session(id)?.phase).toBe("open");
    await end();
    await rig.close();
  },
  LARGE_IMPORT_MS,
);

/** A session that receives on a subject, and a peer that publishes there. */
async function subscribedSession(rig: Rig) {
  const world = await makeWorld();
  const server = await startServer(world.config());
  const user = await identities.makeUser({ name: "u", account: world.account });
  const id = await rig.load(user.creds);
  expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
  await rig.client.call("subscribe", { id, subject: "live", queue: "", max: 0 });
  const other = await identities.makeUser({ name: "peer", account: world.account });
  const peer = await connectPeer(server.wsUrl, other);
  return {
    id,
    publish: (text: string) => {
      peer.publish("live", bytesOf(text));
      return peer.flush();
    },
    received: async () => (await rig.window(id, "subject:live")).counts.matching,
    end: () => peer.close(),
  };
}
