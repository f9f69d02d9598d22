// `npm start`: from a fresh clone to a served dashboard. Installs and builds when something
// changed, finds a nats-server, starts the sandbox, serves the export, and prints the address
// last. Ctrl-C ends all of it.
import fs from "node:fs";
import path from "node:path";
import { parseArguments } from "./setup/arguments.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { atEnd, endAll, endOnSignals } from "./setup/ending.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { outDir } from "./setup/paths.mjs";
import { line } from "./setup/report.mjs";
import { printFailure, StepFailure } from "./setup/run.mjs";
import { natsServerStep, sandboxStep } from "./setup/steps.mjs";

requireNode();
const parsed = parseArguments(process.argv.slice(2), process.env);
if (parsed.ok) {
  endOnSignals();
  try {
    await start(parsed.options);
  } catch (error) {
    printFailure(error);
    await endAll(1);
  }
} else {
  (parsed.help ? process.stdout : process.stderr).write(`${parsed.message.trimEnd()}\n`);
  process.exitCode = parsed.help ? 0 : 2;
}

/** @param {import("./setup/arguments.mjs").StartOptions} options */
async function start({ port, host, sandbox: wantsSandbox, out }) {
  const folder = await exportFolder(out);
  const sandbox = wantsSandbox ? await sandboxStep(await natsServerStep()) : undefined;

  const { listen, staticHandler } = await import("./serve/static-server.mjs");
  const { isLoopbackHost } = await import("./serve/loopback.mjs");
  const serving = await listen(staticHandler(folder, sandbox), { host, port });
  atEnd(serving.stop);
  if (port !== 0 && serving.port !== port) line("port", `${port} is taken; using ${serving.port}`);
  if (!isLoopbackHost(host)) warnOpen(host);
  line("dashboard", serving.url);
}

/** @param {string | undefined} out */
async function exportFolder(out) {
  if (out === undefined) {
    await ensureInstalled();
    await ensureBuilt();
    return outDir;
  }
  const folder = path.resolve(out);
  if (fs.existsSync(path.join(folder, "index.html"))) return folder;
  throw new StepFailure(`There is no index.html in ${folder}. Name a folder that holds an export.`);
}

/** @param {string} host */
function warnOpen(host) {
  line("warning", `open to the network on ${host}, without TLS.`);
  line("", "Others can reach this page, and what it sends can be read or changed on the way.");
  line("", "Browsers elsewhere also lack WebCrypto without https. Put a TLS proxy in front.");
}
