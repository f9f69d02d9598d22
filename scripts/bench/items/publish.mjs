// Item 5: 128-byte messages published by a repeat without a rate, against nats.ws with a flush every 2,000.
// The time ends when the server has taken the last one.
import { median, ratio } from "../figures.mjs";
import { openVault } from "../vault.mjs";

const COUNT = 300_000;

/** @type {import("../bench.mjs").Item} */
export const publish = {
  name: "publish",
  title: "publishing 128-byte messages",
  async run(world, { rounds }) {
    const vault = await openVault(world);
    const peer = await world.browser.open(`${world.origin}/bench/peers.html`);
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const theirs = [];
    for (let round = 0; round <= rounds; round++) {
      await vault.bringToFront();
      const ourMs = await vault.run(`repeat("bench.publish", ${COUNT}, 128)`);
      await peer.bringToFront();
      const theirMs = await peer.run(
        `publishAll(${JSON.stringify(world.wsUrl)}, "bench.publish", ${COUNT}, 128)`,
      );
      if (round === 0) continue;
      ours.push((COUNT / ourMs) * 1000);
      theirs.push((COUNT / theirMs) * 1000);
    }
    return {
      perSecond: { product: median(ours), natsWs: median(theirs) },
      goals: [ratio("published, against nats.ws", ours, theirs, 3)],
    };
  },
};
