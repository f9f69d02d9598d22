// Item 2: 50,000 messages a second for a minute, with the page open and its list following.
import { atLeast, atMost, median } from "../figures.mjs";
import { openProduct } from "../product.mjs";

const PER_SECOND = 50_000;

/** @type {import("../bench.mjs").Item} */
export const steady = {
  name: "steady",
  title: "50,000 messages a second",
  async run(world, { isShort }) {
    const seconds = isShort ? 12 : 60;
    const product = await openProduct(world);
    await product.subscribe("steady.>");
    await product.tab.bringToFront();
    await product.watchFrames(1);
    const idle = await product.watchFrames(isShort ? 4 : 10);
    const sending = world.publish({ subject: "steady", perSecond: PER_SECOND, seconds });
    const busy = await product.watchFrames(seconds - 1);
    const { sent, ms } = await sending;
    await product.receivedAt(sent);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const received = await product.count("received");
    const longest = Math.max(0, ...busy.longTasks);
    return {
      offeredPerSecond: (sent / ms) * 1000,
      framesIdle: idle.perSecond,
      framesBusy: busy.perSecond,
      longTasks: busy.longTasks.length,
      medianLongTaskMs: median(busy.longTasks),
      goals: [
        atMost("messages lost", sent - received, 0),
        atLeast("frames, against the idle page's", busy.perSecond / idle.perSecond, 0.9),
        atMost("longest task on the page, ms (0 = none over 50)", longest, 50),
      ],
    };
  },
};
