// Item 1: a burst of 128-byte messages, received by the product's page with its list following, by an empty
// nats.ws callback on a main thread, and by a worker that only counts bytes. The three take turns, and the
// time runs from the publisher's first message to the receiver's last.
import { median, ratio } from "../figures.mjs";
import { openProduct } from "../product.mjs";

/** @type {import("../bench.mjs").Item} */
export const receive = {
  name: "receive",
  title: "burst of 128-byte messages",
  async run(world, { rounds }) {
    const count = 600_000;
    const product = await openProduct(world);
    await product.subscribe("product.>");
    const callback = await world.browser.open(`${world.origin}/bench/peers.html`);
    await callback.run(`startCallback(${JSON.stringify(world.wsUrl)}, "callback.>")`);
    const counter = await world.browser.open(`${world.origin}/bench/peers.html`);
    await counter.run(`startCounter(${JSON.stringify(world.wsUrl)}, "counter.>")`);

    /** @type {Record<string, number[]>} */
    const perSecond = { product: [], callback: [], counter: [] };
    /** @type {Record<string, number>} */
    let total = { product: 0, callback: 0, bytes: 0 };
    const bytesEach = await counterBytes(world, counter, total);
    // The first round warms up: it touches memory and compiles code.
    for (let round = 0; round <= rounds; round++) {
      for (const name of ["product", "callback", "counter"]) {
        const tab = name === "product" ? product.tab : name === "callback" ? callback : counter;
        await tab.bringToFront();
        total = {
          product: (total["product"] ?? 0) + (name === "product" ? count : 0),
          callback: (total["callback"] ?? 0) + (name === "callback" ? count : 0),
          bytes: (total["bytes"] ?? 0) + (name === "counter" ? count * bytesEach : 0),
        };
        const done =
          name === "product"
            ? product.receivedAt(total["product"] ?? 0)
            : name === "callback"
              ? tab.run(`callbackDone(${total["callback"]})`)
              : tab.run(`counterDone(${Math.floor((total["bytes"] ?? 0) * 0.999)})`);
        const [{ at }, { startedAt }] = await Promise.all([
          done,
          world.publish({ subject: name, count }),
        ]);
        if (round > 0) perSecond[name]?.push((count / (at - startedAt)) * 1000);
      }
    }
    const { product: ours = [], callback: theirs = [], counter: bytes = [] } = perSecond;
    return {
      perSecond: { product: median(ours), callback: median(theirs), counter: median(bytes) },
      goals: [
        ratio("received, against an empty nats.ws callback on the main thread", ours, theirs, 1.1),
        ratio("received, against a worker that only counts bytes", ours, bytes, 0.85),
      ],
    };
  },
};

/**
 * Measures the bytes of one message of the counter's subject on the wire, with sid and sizes.
 * @param {import("../world.mjs").World} world
 * @param {import("../browser.mjs").Tab} counter
 * @param {Record<string, number>} total
 */
async function counterBytes(world, counter, total) {
  await world.publish({ subject: "counter", count: 1000 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const bytes = await counter.run("counterBytes()");
  total["bytes"] = bytes;
  return bytes / 1000;
}
