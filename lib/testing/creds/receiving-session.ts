// A session that receives while the vault reads many creds.

import { expect } from "vitest";
import { connectPeer, identities, makeWorld, startServer } from "@/lib/testing/real-server";
import { bytesOf, type Rig } from "@/lib/testing/vault-rig";

/** Starts a server, a session that has subscribed to a subject, and a peer that publishes to it. */
export async function startReceiving(rig: Rig) {
  const world = await makeWorld();
  const server = await startServer(world.config());
  const user = await identities.makeUser({ name: "u", account: world.account });
  const id = await rig.load(user.creds);
  expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
  await rig.client.call("subscribe", { id, subject: "live", queue: "", max: 0 });
  const other = await identities.makeUser({ name: "peer", account: world.account });
  const peer = await connectPeer(server.wsUrl, other);
  const received = async () => (await rig.window(id, "subject:live")).counts.matching;
  return {
    /** Publishes until `work` has ended, and expects that messages are received meanwhile and none is lost. */
    async expectDuring(work: Promise<unknown>) {
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      void work.then(end, end);
      let sent = 0;
      let seenMeanwhile = 0;
      while (!isDone) {
        peer.publish("live", bytesOf(String(sent)));
        sent += 1;
        await peer.flush();
        const seen = await received();
        if (!isDone) seenMeanwhile = seen;
      }
      expect(sent).toBeGreaterThan(20);
      // The last one may still have been under way.
      expect(seenMeanwhile).toBeGreaterThan(sent / 2);
      await expect.poll(received, { timeout: 60_000 }).toBe(sent);
      expect(rig.session(id)?.phase).toBe("open");
      await peer.close();
    },
  };
}
