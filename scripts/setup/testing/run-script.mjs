// Runs a script as a separate process, for tests of start.mjs and serve.mjs, and gives its output so far and its
// exit code. Each test ends its scripts with `killAll`.
import { spawn } from "node:child_process";
import { until } from "../../testing/patience.mjs";

/**
 * @typedef {object} Run
 * @property {import("node:child_process").ChildProcess} child
 * @property {string} output so far
 * @property {boolean} hasEnded
 * @property {Promise<number | null>} ended its exit code
 */

/** @type {Run[]} */
let started = [];

/**
 * @param {string} script
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to this process's environment, which loses PORT, HOST and CONFIG
 * @param {string} [node] another Node than this process's
 * @returns {Run}
 */
export function runScript(script, args, env = {}, node = process.execPath) {
  const child = spawn(node, [script, ...args], {
    env: { ...process.env, PORT: "", HOST: "", CONFIG: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  /** @type {Run} */
  const run = {
    child,
    output: "",
    hasEnded: false,
    ended: new Promise((resolve) => {
      child.on("close", (code) => {
        run.hasEnded = true;
        resolve(code);
      });
    }),
  };
  started.push(run);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text) => {
      run.output += text;
    });
  }
  return run;
}

/**
 * Waits until the script has printed `pattern`, and fails at once when it ends without that.
 * @param {Run} run
 * @param {RegExp} pattern
 * @param {number} [limitMs]
 * @returns {Promise<RegExpExecArray>}
 */
export async function waitForOutput(run, pattern, limitMs) {
  await until(
    () => run.hasEnded || pattern.test(run.output),
    () => `${pattern} in what the script printed:\n${run.output}`,
    limitMs,
  );
  const match = pattern.exec(run.output);
  if (match === null) throw new Error(`the script ended without ${pattern}:\n${run.output}`);
  return match;
}

/**
 * @param {Run} run it prints the address of the dashboard
 * @param {number} [limitMs]
 * @returns {Promise<string>}
 */
export async function addressOf(run, limitMs) {
  return (await waitForOutput(run, /dashboard +(http\S+)\n/, limitMs))[1] ?? "";
}

/** Ends every script that still runs, and waits until it has ended. */
export async function killAll() {
  const all = started;
  started = [];
  for (const { child } of all) child.kill("SIGKILL");
  await Promise.all(all.map(({ ended }) => ended));
}
