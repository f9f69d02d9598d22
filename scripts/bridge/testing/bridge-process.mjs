// Runs a bridge in a separate process, so that its memory is not that of the test. abuse.test.mjs starts it
// with an IPC channel and --expose-gc, and sends targets and limits. It sends back its port, and then answers
// each message with a report of the time since the last one.
import { startBridge } from "./bridge-rig.mjs";

const SAMPLE_MS = 20;

/**
 * @typedef {object} Setup
 * @property {Parameters<typeof startBridge>[0]} targets
 * @property {Parameters<typeof startBridge>[1]} options
 */

/**
 * @typedef {object} Report
 * @property {number} highest resident bytes since the last report
 * @property {number} now resident bytes, after a collection
 * @property {number} connections open at present
 * @property {string[]} ends since the last report
 */

let highest = 0;
setInterval(() => {
  highest = Math.max(highest, process.memoryUsage.rss());
}, SAMPLE_MS).unref();

process.once("message", async (/** @type {Setup} */ { targets, options }) => {
  const rig = await startBridge(targets, options);
  process.send?.({ port: rig.port });
  process.on("message", async () => {
    const connections = await rig.connections();
    globalThis.gc?.();
    const now = process.memoryUsage.rss();
    const ends = rig.log.splice(0).map(({ end }) => end);
    process.send?.({ highest: Math.max(highest, now), now, connections, ends });
    highest = 0;
  });
});
process.on("disconnect", () => process.exit(0));
