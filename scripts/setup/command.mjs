// Runs start.mjs, serve.mjs and dev.mjs: reads the arguments, does the work, prints failures and ends everything.
import { parseArguments } from "./arguments.mjs";
import { printFailure } from "./run.mjs";
import { endAll, endOnSignals } from "./shutdown.mjs";

/**
 * @param {(options: import("./arguments.mjs").StartOptions) => Promise<void>} work
 * @param {import("./arguments.mjs").Defaults} [defaults]
 */
export async function runCommand(work, defaults) {
  const parsed = parseArguments(process.argv.slice(2), process.env, defaults);
  if (!parsed.ok) {
    (parsed.help ? process.stdout : process.stderr).write(`${parsed.message.trimEnd()}\n`);
    process.exitCode = parsed.help ? 0 : 2;
    return;
  }
  endOnSignals();
  try {
    await work(parsed.options);
  } catch (error) {
    printFailure(error);
    await endAll(1);
  }
}
