// `npm run bench` measures what the project claims about speed, as ratios within one run. `npm run bench --
// receive search` runs some items, `--short` shortens the long ones, `--rounds 3` sets how often each runs.
// It prints each figure beside its goal and writes all of them to a JSON file. It needs `npm run build` first.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stateDir } from "../setup/paths.mjs";
import { bridged } from "./items/bridged.mjs";
import { bulk } from "./items/bulk.mjs";
import { check } from "./items/check.mjs";
import { checkCommand } from "./items/check-command.mjs";
import { endurance } from "./items/endurance.mjs";
import { firstView } from "./items/first-view.mjs";
import { overview } from "./items/overview.mjs";
import { publish } from "./items/publish.mjs";
import { reactList } from "./items/react-list.mjs";
import { receive } from "./items/receive.mjs";
import { search } from "./items/search.mjs";
import { steady } from "./items/steady.mjs";
import { stored } from "./items/stored.mjs";
import { startWorld } from "./world.mjs";

/**
 * @typedef {object} Item
 * @property {string} name
 * @property {string} title
 * @property {boolean} [needsWorld] false when the item needs no server and no browser
 * @property {(world: import("./world.mjs").World, options: {rounds: number, isShort: boolean}) => Promise<{goals: import("./figures.mjs").Goal[]} & Record<string, unknown>>} run
 */

/** These are separate scripts, and each prints its own report. */
const SEPARATE = ["connect", "bridge"];
/** @type {readonly Item[]} */
const ITEMS = [
  ...[receive, bridged, steady, reactList, search, publish, stored],
  ...[bulk, overview, endurance, firstView],
  ...[check, checkCommand],
];

const { names, rounds, isShort } = readArguments(process.argv.slice(2));
const chosen = ITEMS.filter(({ name }) => names.length === 0 || names.includes(name));
/** @type {Record<string, unknown>} */
const results = {};
let missed = 0;
for (const name of SEPARATE) {
  if (names.length > 0 && !names.includes(name)) continue;
  const script = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  missed += spawnSync(process.execPath, [script], { stdio: "inherit" }).status === 0 ? 0 : 1;
}
for (const item of chosen) {
  process.stdout.write(`${item.name}: ${item.title}\n`);
  // Each item gets a new world, so that no item starts with memory that another one used.
  const world = item.needsWorld === false ? null : await startWorld();
  try {
    const result = await item.run(/** @type {import("./world.mjs").World} */ (world), {
      rounds,
      isShort,
    });
    results[item.name] = result;
    for (const goal of result.goals) {
      if (!goal.isMet) missed += 1;
      const figure = `${round(goal.value)}${goal.unit}`;
      process.stdout.write(
        `  ${goal.isMet ? "met   " : "missed"}  ${figure.padStart(9)}  goal ${goal.goal}${goal.unit}  ${goal.what}\n`,
      );
    }
  } finally {
    await world?.stop();
  }
}
const file = path.join(stateDir, "bench.json");
fs.mkdirSync(stateDir, { recursive: true });
const machine = { cpu: os.cpus()[0]?.model, cores: os.cpus().length, load: os.loadavg() };
fs.writeFileSync(
  file,
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, machine, rounds, isShort, results }, null, 2)}\n`,
);
process.stdout.write(`${file}\n`);
process.exitCode = missed > 0 ? 1 : 0;

/** @param {readonly string[]} args */
function readArguments(args) {
  const flag = args.indexOf("--rounds");
  const rest = args.filter(
    (arg, index) => arg !== "--short" && !(flag >= 0 && (index === flag || index === flag + 1)),
  );
  const known = [...SEPARATE, ...ITEMS.map(({ name }) => name)];
  const unknown = rest.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`Usage: npm run bench -- [${known.join("|")}] [--short] [--rounds N]\n`);
    process.exit(2);
  }
  return {
    names: rest,
    rounds: flag >= 0 ? Math.max(1, Number(args[flag + 1])) : 5,
    isShort: args.includes("--short"),
  };
}

/** @param {number} value */
function round(value) {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
