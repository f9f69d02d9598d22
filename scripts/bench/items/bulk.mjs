// 10,000 creds files at once: the product reads, verifies and lists them. A bare page reads the bytes of the same
// files and verifies as many signatures with WebCrypto. And the same creds in one file.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { atMost, median } from "../figures.mjs";
import { makeFleet } from "../fleet.mjs";
import { HELPERS } from "../product.mjs";

const COUNT = 10_000;
const INPUT = 'input[type="file"]';
/** An answer to a click that comes later is felt as a delay. */
const LONGEST_FRAME_MS = 250;

/** @type {import("../bench.mjs").Item} */
export const bulk = {
  name: "bulk",
  title: "10,000 creds files, against a bare page that reads and verifies them",
  async run(world, { rounds }) {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-fleet-"));
    const { creds, accountKey } = makeFleet(COUNT);
    const paths = creds.map((text, n) => {
      const file = path.join(dir, `${n}.creds`);
      fs.writeFileSync(file, text);
      return file;
    });
    const one = path.join(dir, "all.creds");
    fs.writeFileSync(one, creds.join(""));
    /** @type {{ours: Listed[], oneFile: Listed[], bare: number[]}} */
    const times = { ours: [], oneFile: [], bare: [] };
    for (let round = 0; round < rounds; round++) {
      times.bare.push(await readBare(world, paths, accountKey));
      times.ours.push(await list(world, paths));
      times.oneFile.push(await list(world, [one]));
    }
    fs.rmSync(dir, { recursive: true });
    const perRound = (/** @type {(round: number) => number} */ of) =>
      median(times.bare.map((_, round) => of(round)));
    const ours = (/** @type {number} */ round) => times.ours[round]?.ms ?? Number.NaN;
    const oneFile = (/** @type {number} */ round) => times.oneFile[round]?.ms ?? Number.NaN;
    const frames = [...times.ours, ...times.oneFile].map(({ longestFrameMs }) => longestFrameMs);
    const ratioTo = (
      /** @type {string} */ what,
      /** @type {number} */ value,
      /** @type {number} */ goal,
    ) => ({ ...atMost(what, value, goal), unit: "×" });
    return {
      times,
      goals: [
        ratioTo(
          "time to list, against the bare page",
          perRound((round) => ours(round) / (times.bare[round] ?? Number.NaN)),
          2,
        ),
        ratioTo(
          "one file, against many",
          perRound((round) => oneFile(round) / ours(round)),
          1.1,
        ),
        { ...atMost("longest frame", median(frames), LONGEST_FRAME_MS), unit: " ms" },
      ],
    };
  },
};

/** @typedef {{ms: number, longestFrameMs: number}} Listed */

/**
 * @param {import("../world.mjs").World} world
 * @param {readonly string[]} paths
 * @param {readonly number[]} accountKey
 * @returns {Promise<number>}
 */
async function readBare(world, paths, accountKey) {
  const tab = await world.browser.open(`${world.origin}/bench/bulk.html`);
  await tab.bringToFront();
  await tab.run(`window.isReady ??= new Promise((resolve) => setTimeout(resolve, 100))`);
  const done = tab.run(`readAndVerify(${JSON.stringify(accountKey)})`);
  await tab.chooseFiles(INPUT, paths);
  const { ms, valid } = await done;
  if (valid !== paths.length) throw new Error(`the bare page verified ${valid}`);
  await tab.close();
  return ms;
}

/**
 * @param {import("../world.mjs").World} world
 * @param {readonly string[]} paths
 * @returns {Promise<Listed>}
 */
async function list(world, paths) {
  const tab = await world.browser.open(world.origin);
  await tab.run(HELPERS);
  await tab.bringToFront();
  const done = tab.run(`timeToList(${COUNT})`);
  await tab.chooseFiles(INPUT, paths);
  const listed = await done;
  await tab.close();
  return listed;
}
