// Runs the snippet of the nats CLI: what stands above the terminals first, then what stands below each of the two
// remarks in a separate shell. The first terminal is ready when the server has its subscription. Called by
// runners.mjs.
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { run } from "../setup/run.mjs";

const LIMIT_MS = 60_000;
/** As in lib/page/snippets/cli.ts. */
const TERMINAL = /^# In (?:one|another) terminal:$/m;

/**
 * @param {import("./run-case.mjs").Place} place
 * @param {string} code
 * @param {string} toolFolder where `nats` is
 * @returns {Promise<import("../setup/run.mjs").RunResult>}
 */
export async function runInTerminals({ dir, world, one }, code, toolFolder) {
  const config = path.join(dir, "config");
  fs.mkdirSync(config);
  const env = {
    ...process.env,
    PATH: `${toolFolder}${path.delimiter}${process.env["PATH"]}`,
    XDG_CONFIG_HOME: config,
    HOME: dir,
    NO_COLOR: "1",
  };
  /** @param {string} script */
  const shell = (script) => run("sh", ["-euc", script], { cwd: dir, env, timeout: LIMIT_MS });
  const [begin = "", first, second] = code.split(TERMINAL);
  if (first === undefined || second === undefined) return shell(code);
  const set = await shell(begin);
  if (!set.ok) return set;
  const seen = countSubscriptions(world, one.context.subject);
  const done = path.join(dir, "done");
  const isService = one.variant === "request";
  const waiting = shell(isService ? untilDone(first, done) : first);
  const deadline = Date.now() + LIMIT_MS;
  while (countSubscriptions(world, one.context.subject) === seen && Date.now() < deadline) {
    await pause(20);
  }
  const other = await shell(second);
  fs.writeFileSync(done, "");
  const results = [await waiting, other];
  return {
    ok: results.every(({ ok }) => ok),
    code: null,
    output: [set, ...results].map(({ output }) => output).join(""),
  };
}

/**
 * A service runs until its user interrupts it.
 * @param {string} script
 * @param {string} done a file that appears when the other terminal has ended
 */
const untilDone = (script, done) =>
  `${script.trim()} &\nwhile [ ! -e '${done}' ]; do sleep 0.05; done\nkill $!`;

/**
 * @param {import("./world.mjs").World} world
 * @param {string} subject
 */
const countSubscriptions = ({ server }, subject) =>
  server.log.filter((line) => line.includes(`<<- [SUB ${subject} `)).length;
