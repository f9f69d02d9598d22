// A burst of 128-byte messages, received by the product's page through the bridge, against the same page on the
// server's own listener. The server cuts its frames for browsers at 4 KiB, and the bridge joins them. The two take turns.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { targetOf } from "../../bridge/testing/bridge-rig.mjs";
import { median, ratio } from "../figures.mjs";
import { openProduct } from "../product.mjs";

const BRIDGE = fileURLToPath(new URL("../../bridge/testing/bridge-process.mjs", import.meta.url));

/** @type {import("../bench.mjs").Item} */
export const bridged = {
  name: "bridged",
  title: "burst of 128-byte messages to the page, through the bridge",
  async run(world, { rounds, isShort }) {
    const count = isShort ? 600_000 : 3_000_000;
    // A separate process, as the dashboard's server is one.
    const bridge = fork(BRIDGE);
    const targets = { nats: targetOf({ url: world.clientUrl }) };
    bridge.send({ targets, options: { origins: [world.origin] } });
    const [{ port }] = await once(bridge, "message");
    // Each subscribes while its tab is in front: a tab behind another one draws nothing.
    const server = await openProduct(world);
    await server.subscribe("server.>");
    const through = await openProduct({ ...world, wsUrl: `ws://127.0.0.1:${port}/bridge/nats` });
    await through.subscribe("bridge.>");
    const pages = { server, bridge: through };
    /** @type {Record<keyof typeof pages, number[]>} */
    const perSecond = { server: [], bridge: [] };
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const name of /** @type {const} */ (["server", "bridge"])) {
        const page = pages[name];
        await page.tab.bringToFront();
        const [{ at }, { startedAt }] = await Promise.all([
          page.receivedAt(count * (round + 1)),
          world.publish({ subject: name, count }),
        ]);
        if (round > 0) perSecond[name].push((count / (at - startedAt)) * 1000);
      }
    }
    bridge.disconnect();
    return {
      perSecond: { server: median(perSecond.server), bridge: median(perSecond.bridge) },
      goals: [
        ratio("received, against the server's listener", perSecond.bridge, perSecond.server, 1.5),
      ],
    };
  },
};
