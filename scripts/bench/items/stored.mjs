// Item: a whole stream read into the log of the product's worker, against an ordered consumer of
// @nats-io/jetstream that only counts, on a main thread of the same browser. The two take turns.
import { median, ratio } from "../figures.mjs";
import { openVault } from "../vault.mjs";

const STREAM = "STORED";
const BYTES = 128;
/** The server drops what is published faster than it is stored, above 10,000 messages. */
const PIECE = 5000;

/** @type {import("../bench.mjs").Item} */
export const stored = {
  name: "stored",
  title: "a stream of 128-byte messages, read whole",
  async run(world, { rounds, isShort }) {
    const count = isShort ? 100_000 : 500_000;
    const vault = await openVault(world);
    const peer = await world.browser.open(`${world.origin}/bench/stored.html`);
    await peer.run(`connectPeer(${JSON.stringify(world.wsUrl)})`);
    await peer.run(`addStream("${STREAM}", "stored.>")`);
    for (let sent = PIECE; sent <= count; sent += PIECE) {
      await world.publish({ subject: "stored", count: PIECE, bytes: BYTES });
      await peer.run(`hasStored("${STREAM}", ${sent})`);
    }
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const theirs = [];
    for (let round = 0; round <= rounds; round++) {
      await vault.bringToFront();
      const read = await vault.run(`readStored("${STREAM}", ${count})`);
      await peer.bringToFront();
      const other = await peer.run(`readOrdered("${STREAM}", ${count})`);
      if (read.received !== count || other.bytes !== count * BYTES) {
        throw new Error(`read ${read.received} messages, the peer ${other.bytes} bytes`);
      }
      // The first round warms up.
      if (round === 0) continue;
      ours.push((count / read.ms) * 1000);
      theirs.push((count / other.ms) * 1000);
    }
    return {
      perSecond: { product: median(ours), orderedConsumer: median(theirs) },
      goals: [ratio("read, against an ordered consumer that only counts", ours, theirs, 1)],
    };
  },
};
