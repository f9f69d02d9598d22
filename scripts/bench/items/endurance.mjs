// Item 6: ten minutes at 20,000 messages a second with a budget of 256 MB, for memory and counts. The short
// form has a budget of 32 MB, so that the ring is still overwritten many times.
import { atMost } from "../figures.mjs";
import { openVault } from "../vault.mjs";

const PER_SECOND = 20_000;
const MIB = 1024 * 1024;

/** @type {import("../bench.mjs").Item} */
export const endurance = {
  name: "endurance",
  title: "20,000 messages a second for a long time",
  async run(world, { isShort }) {
    const [seconds, budget] = isShort ? [60, 32 * MIB] : [600, 256 * MIB];
    const vault = await openVault(world);
    const before = world.browser.rendererBytes();
    const limits = `{ budgetBytes: ${budget}, maxRows: null, maxAgeMs: null }`;
    await vault.run(`ask("setRetention", { limits: ${limits} })`);
    await vault.run('ask("subscribe", { id, subject: "long.>", queue: "", max: 0 })');
    const sending = world.publish({ subject: "long", perSecond: PER_SECOND, seconds });
    /** @type {number[]} */
    const memory = [];
    for (let second = 0; second < seconds; second += 2) {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      // The page reads its window all the while.
      await vault.run("read('')");
      memory.push(world.browser.rendererBytes() - before);
    }
    const { sent } = await sending;
    await vault.run(`allReceived(${sent})`);
    const { counts } = await vault.run("read('')");
    const third = Math.floor(memory.length / 3);
    const high = (/** @type {number} */ from, /** @type {number} */ to) =>
      Math.max(...memory.slice(from, to));
    return {
      sent,
      counts,
      heldMB: counts.heldBytes / 1e6,
      memoryMB: memory.map((bytes) => Math.round(bytes / 1e6)),
      goals: [
        atMost("received, off the publisher's count", Math.abs(sent - counts.received), 0),
        atMost(
          "kept + dropped, off what was received",
          Math.abs(counts.kept + counts.dropped - counts.received),
          0,
        ),
        atMost(
          "memory of the last third, against the second",
          high(2 * third, memory.length) / high(third, 2 * third),
          1.05,
        ),
        atMost("memory of the store, against its budget", counts.heldBytes / budget, 1.2),
      ],
    };
  },
};
