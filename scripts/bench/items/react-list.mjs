// Item 3: 100,000 messages a second sent to the product and to the simplest React list.
import { ratio } from "../figures.mjs";
import { openProduct } from "../product.mjs";

const PER_SECOND = 100_000;
const SECONDS = 4;

/** @type {import("../bench.mjs").Item} */
export const reactList = {
  name: "react-list",
  title: "100,000 messages a second, against a React list",
  async run(world, { rounds }) {
    /** @type {number[][]} */
    const [ours, theirs, ourFrames, theirFrames] = [[], [], [], []];
    const product = await openProduct(world);
    await product.subscribe("ours.>");
    for (let round = 0; round < rounds; round++) {
      await product.tab.bringToFront();
      const before = await product.count("received");
      const [frames] = await Promise.all([
        product.watchFrames(SECONDS),
        world.publish({ subject: "ours", perSecond: PER_SECOND, seconds: SECONDS }),
      ]);
      ours?.push(((await product.count("received")) - before) / SECONDS);
      ourFrames?.push(frames.perSecond);

      const tab = await world.browser.open(`${world.origin}/bench/peers.html`);
      const subject = `theirs${round}`;
      await tab.run(`startReactList(${JSON.stringify(world.wsUrl)}, "${subject}.>")`);
      await tab.bringToFront();
      const watched = tab.run(`new Promise((resolve) => {
        let frames = 0;
        const startMs = performance.now();
        const frame = () => {
          frames += 1;
          const ms = performance.now() - startMs;
          if (ms < ${SECONDS * 1000}) requestAnimationFrame(frame);
          else resolve({ perSecond: (frames / ms) * 1000, listed: (listed / ms) * 1000 });
        };
        requestAnimationFrame(frame);
      })`);
      const [{ perSecond, listed }] = await Promise.all([
        watched,
        world.publish({ subject, perSecond: PER_SECOND, seconds: SECONDS }),
      ]);
      theirs?.push(listed);
      theirFrames?.push(perSecond);
      await tab.close();
    }
    return {
      goals: [
        ratio("messages a second, against a React list", ours ?? [], theirs ?? [], 15),
        ratio("frames a second, against a React list", ourFrames ?? [], theirFrames ?? [], 4),
      ],
    };
  },
};
