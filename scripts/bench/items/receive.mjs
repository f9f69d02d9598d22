// Item 1: a burst of 128-byte messages, received by the product's page with its list following, by its worker
// without a page, by an empty nats.ws callback on a main thread, and by a worker that only counts bytes. They
// take turns, and the time runs from the publisher's first message to the receiver's last. The worker without a
// page draws nothing, so its figure is the most that the page could reach.
import { median, ratio } from "../figures.mjs";
import { openProduct } from "../product.mjs";
import { openVault } from "../vault.mjs";

/** @typedef {"product" | "vault" | "callback" | "counter"} Receiver */
/** @type {readonly Receiver[]} */
const RECEIVERS = ["product", "vault", "callback", "counter"];

/** @type {import("../bench.mjs").Item} */
export const receive = {
  name: "receive",
  title: "burst of 128-byte messages",
  async run(world, { rounds, isShort }) {
    const count = isShort ? 600_000 : 3_000_000;
    const product = await openProduct(world);
    await product.subscribe("product.>");
    const vault = await openVault(world);
    await vault.run('ask("subscribe", { id, subject: "vault.>", queue: "", max: 0 })');
    const callback = await world.browser.open(`${world.origin}/bench/peers.html`);
    await callback.run(`startCallback(${JSON.stringify(world.wsUrl)}, "callback.>")`);
    const counter = await world.browser.open(`${world.origin}/bench/peers.html`);
    await counter.run(`startCounter(${JSON.stringify(world.wsUrl)}, "counter.>")`);

    const tabs = { product: product.tab, vault, callback, counter };
    const counted = { bytes: 0 };
    const bytesEach = await counterBytes(world, counter, counted);
    let total = 0;
    /** @type {Record<Receiver, () => Promise<{at: number}>>} */
    const done = {
      product: () => product.receivedAt(total),
      vault: () => vault.run(`allReceived(${total})`),
      callback: () => callback.run(`callbackDone(${total})`),
      counter: () => counter.run(`counterDone(${Math.floor(counted.bytes * 0.999)})`),
    };
    /** @type {Record<Receiver, number[]>} */
    const perSecond = { product: [], vault: [], callback: [], counter: [] };
    // The first round warms up: it touches memory and compiles code.
    for (let round = 0; round <= rounds; round++) {
      total += count;
      counted.bytes += count * bytesEach;
      for (const name of RECEIVERS) {
        await tabs[name].bringToFront();
        const [{ at }, { startedAt }] = await Promise.all([
          done[name](),
          world.publish({ subject: name, count }),
        ]);
        if (round > 0) perSecond[name].push((count / (at - startedAt)) * 1000);
      }
    }
    const { product: page, vault: worker, callback: theirs, counter: bytes } = perSecond;
    return {
      perSecond: Object.fromEntries(RECEIVERS.map((name) => [name, median(perSecond[name])])),
      goals: [
        ratio("received, against an empty nats.ws callback on the main thread", page, theirs, 1.1),
        ratio("received, against a worker that only counts bytes", page, bytes, 0.85),
        ratio("received by its worker without a page, against the same", worker, bytes, 0.85),
      ],
    };
  },
};

/**
 * Measures the bytes of one message of the counter's subject on the wire, with sid and sizes.
 * @param {import("../world.mjs").World} world
 * @param {import("../browser.mjs").Tab} counter
 * @param {{bytes: number}} counted
 */
async function counterBytes(world, counter, counted) {
  await world.publish({ subject: "counter", count: 1000 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const bytes = await counter.run("counterBytes()");
  counted.bytes = bytes;
  return bytes / 1000;
}
