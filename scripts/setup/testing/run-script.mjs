// A script of ours as a process of its own, for tests of start.mjs and serve.mjs: what it printed so
// far, and its exit code. Each test ends what it started with `killAll`.
import { spawn } from "node:child_process";

/** @type {import("node:child_process").ChildProcess[]} */
let started = [];

/**
 * @param {string} script
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] besides this process's own, without its settings
 */
export function runScript(script, args, env = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, PORT: "", HOST: "", CONFIG: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const run = { child, output: "", ended: new Promise((resolve) => child.on("close", resolve)) };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text) => {
      run.output += text;
    });
  }
  return run;
}

export function killAll() {
  for (const child of started) child.kill("SIGKILL");
  started = [];
}
