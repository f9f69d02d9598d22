// Runs a command to its end and keeps its output, so that a step prints nothing unless it fails. Called by every
// setup step. A command that cannot be started is a result, not an exception.
import { spawn } from "node:child_process";

/**
 * @typedef {object} RunResult
 * @property {boolean} ok exit code 0
 * @property {number | null} code
 * @property {string} output stdout and stderr in the order of arrival
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeout] ms; the command is killed after it
 * @property {boolean} [shell]
 * @property {(text: string) => void} [onOutput]
 */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** Ends every command that `run` has started and that still runs. */
export function stopRunning() {
  for (const child of running) child.kill("SIGTERM");
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      ...(options.cwd ? { cwd: options.cwd } : {}),
      ...(options.env ? { env: options.env } : {}),
      ...(options.timeout ? { timeout: options.timeout } : {}),
      ...(options.shell ? { shell: true } : {}),
    });
    running.add(child);
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      const text = chunk.toString("utf8");
      output += text;
      options.onOutput?.(text);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => {
      running.delete(child);
      resolve({ ok: false, code: null, output: `${output}${error.message}\n` });
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      if (signal) output += `ended by ${signal}\n`;
      resolve({ ok: code === 0, code, output });
    });
  });
}

/**
 * Tells whether a process runs. EPERM means that it runs as another user.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A step throws it when its command failed, with a message of the step and the output of the tool. */
export class StepFailure extends Error {
  /**
   * @param {string} message what happened and what to do
   * @param {string} [output] shown below the message
   */
  constructor(message, output = "") {
    super(message);
    this.name = "StepFailure";
    this.output = output;
  }
}

/**
 * Prints a failed step and sets the exit code.
 * @param {unknown} error
 */
export function printFailure(error) {
  if (error instanceof StepFailure) {
    if (error.output.trim()) process.stderr.write(`\n${error.output.trimEnd()}\n`);
    process.stderr.write(`\n${error.message}\n`);
  } else {
    process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
  }
  process.exitCode = 1;
}
