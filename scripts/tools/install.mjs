// `npm run tools` installs what `npm run clients` and the tests of commands run: nsc, the nats CLI and the clients,
// each by the package manager of its language, in the version that folder.mjs names, into the user's cache folder.
// `npm run tools -- nsc python` installs some. What cannot be had is named, and the others go on.
import fs from "node:fs";
import path from "node:path";
import { line, step } from "../setup/output.mjs";
import { run } from "../setup/run.mjs";
import { doneMark, findTool, PINS, toolFolder } from "./folder.mjs";
import { RECIPES } from "./recipes.mjs";

const LIMIT_MS = 1_200_000;
const NAMES = /** @type {readonly import("./folder.mjs").ToolName[]} */ (Object.keys(PINS));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !NAMES.some((known) => known === name));
if (unknown.length > 0) {
  process.stderr.write(
    `Usage: npm run tools -- ${NAMES.join(" ")} (any of these, or none for all)\n`,
  );
  process.exit(2);
}
const left = [];
for (const name of NAMES) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (findTool(name)) {
    line(name, `${PINS[name]}, installed already`);
    continue;
  }
  const output = await step(
    name,
    `installing ${PINS[name]}`,
    () => install(name),
    (failed) => (failed === null ? PINS[name] : "could not be installed"),
  );
  if (output !== null) left.push(`${name}: ${output}`);
}
for (const reason of left) process.stderr.write(`\n${reason}\n`);
process.exitCode = left.length > 0 ? 1 : 0;

/**
 * @param {import("./folder.mjs").ToolName} name
 * @returns {Promise<string | null>} the end of what the failing command wrote, or null
 */
async function install(name) {
  const folder = toolFolder(name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const { files = {}, commands } = RECIPES[name];
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  for (const [command, ...args] of commands) {
    const result = await run(command, args, {
      cwd: folder,
      timeout: LIMIT_MS,
      // One compiler at a time: the machine is also used for other work.
      env: { ...process.env, GOMAXPROCS: "1", CARGO_BUILD_JOBS: "1", CARGO_TARGET_DIR: "target" },
    });
    if (!result.ok) return `${command} ${args.join(" ")}\n${result.output.trimEnd().slice(-2000)}`;
  }
  fs.writeFileSync(doneMark(name), `${PINS[name]}\n`);
  return null;
}
