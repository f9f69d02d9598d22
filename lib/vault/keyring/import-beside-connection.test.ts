// A large file is read while another connection receives.

import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { LARGE_IMPORT_MS, openText } from "@/lib/testing/creds/large-text";
import { manyCreds } from "@/lib/testing/creds/many-creds";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
} from "@/lib/testing/real-server";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";

let rig: Rig;
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());
afterAll(endServers);

it(
  "a connection receives while 30,000 creds are read",
  async () => {
    const world = await makeWorld();
    const server = await startServer(world.config());
    const user = await identities.makeUser({ name: "u", account: world.account });
    const id = await rig.load(user.creds);
    expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
    await rig.client.call("subscribe", { id, subject: "live", queue: "", max: 0 });
    const peer = await connectPeer(
      server.wsUrl,
      await identities.makeUser({ name: "peer", account: world.account }),
    );
    const received = async () => (await rig.window(id, "subject:live")).counts.matching;

    const text = manyCreds(30_000).text;
    const work = openText(rig, text);
    let isDone = false;
    void work.then(() => {
      isDone = true;
    });
    let sent = 0;
    let seenMeanwhile = 0;
    while (!isDone) {
      peer.publish("live", bytesOf(String(sent)));
      sent += 1;
      await peer.flush();
      const seen = await received();
      if (!isDone) seenMeanwhile = seen;
    }
    expect((await work).added).toHaveLength(30_000);
    expect(sent).toBeGreaterThan(20);
    // The last one may still have been under way.
    expect(seenMeanwhile).toBeGreaterThan(sent / 2);
    await expect.poll(received).toBe(sent);
    expect(rig.session(id)?.phase).toBe("open");
    await peer.close();
  },
  LARGE_IMPORT_MS,
);
