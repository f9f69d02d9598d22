// `npm run clients` runs each snippet of "Use it from code" with its real client against a real nats-server, and keeps
// in lib/page/snippets/runs.json what ran. `npm run clients -- go rust` runs some. `npm run clients -- --shapes` gives
// odd creds files to the clients instead, and compares what they do with what the page says. A client whose tools are
// not installed is skipped and named; `npm run tools` installs them.

import { importBundled } from "./clients/bundle.mjs";
import { runCase } from "./clients/run-case.mjs";
import { RUNNERS, TOOL_FOLDERS } from "./clients/runners.mjs";
import { digestOf, keepRun } from "./clients/runs-file.mjs";
import { runShapes } from "./clients/shapes.mjs";
import { startWorld } from "./clients/world.mjs";
import { findTool, missing, PINS } from "./tools/folder.mjs";

/** @typedef {import("./clients/run-case.mjs").RunCase} RunCase */
/** @typedef {import("./clients/runners.mjs").Runner} Runner */
/** @typedef {import("./tools/folder.mjs").ToolName} ToolName */

const ids = [...new Set(RUNNERS.map(({ snippet }) => snippet))];
const asked = process.argv.slice(2);
if (asked[0] === "--shapes") {
  const { ran, failed, skipped } = await runShapes(asked.slice(1));
  process.stdout.write(
    `${ran} answers as the page says, ${failed} not, ${skipped} clients skipped\n`,
  );
  process.exit(failed > 0 ? 1 : 0);
}
if (asked.some((id) => !ids.includes(id))) {
  process.stderr.write(
    `Usage: npm run clients -- ${ids.join(" ")} (any of these, or none for all), or --shapes and families\n`,
  );
  process.exit(2);
}
for (const tool of /** @type {readonly ToolName[]} */ (Object.keys(PINS))) {
  const folder = findTool(tool);
  if (folder) TOOL_FOLDERS.set(tool, folder);
}
/** @type {{RUN_CASES: readonly RunCase[], CASE_PORTS: {client: string, webSocket: string},
 *   snippetsOf: (one: RunCase) => readonly {id: string, code: string}[]}} */
const { RUN_CASES, CASE_PORTS, snippetsOf } = await importBundled("lib/page/snippets/run-cases.ts");
const counts = { ran: 0, parsed: 0, failed: 0, skipped: 0 };

for (const id of ids) {
  if (asked.length > 0 && !asked.includes(id)) continue;
  await runSnippet(
    id,
    RUNNERS.filter(({ snippet }) => snippet === id),
  );
}
process.stdout.write(
  `${counts.ran} ran, ${counts.parsed} parsed, ${counts.failed} failed, ${counts.skipped} clients skipped\n`,
);
process.exitCode = counts.failed > 0 ? 1 : 0;

/**
 * Keeps the run if every case passed with every client that is installed.
 * @param {string} id
 * @param {readonly Runner[]} runners
 */
async function runSnippet(id, runners) {
  /** @type {string[]} */
  const ran = [];
  /** @type {string | null} */
  let server = null;
  let isSound = true;
  for (const runner of runners) {
    const absent = runner.tools.find((tool) => !TOOL_FOLDERS.has(tool));
    if (absent !== undefined) {
      counts.skipped++;
      process.stdout.write(`${runner.name}: skipped, ${missing(absent)}\n`);
      continue;
    }
    const told = await runner.ran();
    process.stdout.write(`${runner.name}: ${told}\n`);
    const world = await startWorld(RUN_CASES[0]?.context.stored ?? { stream: "", consumer: "" });
    if (!runner.isParser) server = world.version;
    for (const one of RUN_CASES) isSound = (await tell(world, one, id, runner)) && isSound;
    await world.stop();
    ran.push(told);
  }
  if (!isSound || ran.length === 0) return;
  const code = Object.fromEntries(RUN_CASES.map((one) => [one.name, digestOf(codeOf(one, id))]));
  keepRun(id, { on: new Date().toISOString().slice(0, 10), server, with: ran }, code);
}

/**
 * @param {RunCase} one
 * @param {string} id
 */
function codeOf(one, id) {
  return snippetsOf(one).find((snippet) => snippet.id === id)?.code ?? "";
}

/**
 * @param {import("./clients/world.mjs").World} world
 * @param {RunCase} one
 * @param {string} id
 * @param {Runner} runner
 */
async function tell(world, one, id, runner) {
  const started = Date.now();
  const wrong = await runCase(world, one, codeOf(one, id), runner, CASE_PORTS);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const passed = runner.isParser ? "parsed" : "ran   ";
  process.stdout.write(`  ${wrong === null ? passed : "FAILED"} ${one.name} (${seconds} s)\n`);
  if (wrong !== null) process.stdout.write(`${wrong.replace(/^/gm, "    ")}\n`);
  counts[wrong !== null ? "failed" : runner.isParser ? "parsed" : "ran"]++;
  return wrong === null;
}
