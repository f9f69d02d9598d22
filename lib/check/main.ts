// The entry of `npm run check`, bundled into one file (scripts/check/bundle.mjs).

import { runCheck } from "./check-run";
import { COULD_NOT, exitCodeOf } from "./exit-code";
import { findFiles } from "./find-files";
import { formatResults } from "./formats";
import { readOptions, USAGE } from "./options";
import { readServers } from "./servers";

// The library for NATS makes errors that are never shown, and each would note its stack.
Error.stackTraceLimit = 0;
/** How often progress is told, at most. */
const PROGRESS_MS = 1_000;

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return COULD_NOT;
});
// The vault keeps its timers.
process.exit();

async function main(args: readonly string[]): Promise<number> {
  const read = readOptions(args);
  if (!read.ok) {
    process.stderr.write(`${read.fault.code}\n\n${USAGE}`);
    return COULD_NOT;
  }
  if (read.value === "help") {
    await write(USAGE);
    return 0;
  }
  const options = read.value;
  const files = findFiles(options.paths);
  const servers = readServers(options.servers, options);
  const results = await runCheck(files, findFiles(options.trust), servers, options, progress());
  if (results.length === 0) process.stderr.write("No creds were found.\n");
  const hasColours = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  await write(formatResults(options.format, results, options, hasColours));
  return exitCodeOf(results);
}

function progress(): (done: number, total: number) => void {
  const startMs = performance.now();
  let toldMs = startMs;
  return (done, total) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < PROGRESS_MS && done < total) return;
    toldMs = nowMs;
    const seconds = ((nowMs - startMs) / 1_000).toFixed(1);
    process.stderr.write(`${done} of ${total} attempts, ${seconds} s\n`);
  };
}

/** A pipe may take only a part at a time. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
