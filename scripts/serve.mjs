// `npm run serve`, and what the container and the systemd unit run: serves a finished export and
// nothing else. No install, no build, no sandbox; needs sirv, ws and zod beside it, and no shell.
import fs from "node:fs";
import path from "node:path";
import { requireConfig, runSite } from "./serve/run-site.mjs";
import { parseArguments, SERVE_USAGE } from "./setup/arguments.mjs";
import { atEnd, endAll, endOnSignals } from "./setup/ending.mjs";
import { outDir } from "./setup/paths.mjs";
import { printFailure, StepFailure } from "./setup/run.mjs";

const parsed = parseArguments(process.argv.slice(2), process.env, SERVE_USAGE);
if (parsed.ok) {
  endOnSignals();
  try {
    await serve(parsed.options);
  } catch (error) {
    printFailure(error);
    await endAll(1);
  }
} else {
  (parsed.help ? process.stdout : process.stderr).write(`${parsed.message.trimEnd()}\n`);
  process.exitCode = parsed.help ? 0 : 2;
}

/** @param {import("./setup/arguments.mjs").StartOptions} options */
async function serve({ port, host, out, config: file, log }) {
  const folder = path.resolve(out ?? outDir);
  if (!fs.existsSync(path.join(folder, "index.html"))) {
    throw new StepFailure(`There is no index.html in ${folder}; "npm run build" makes the export.`);
  }
  const configFile = file === null ? null : path.resolve(file);
  const config = requireConfig(configFile);
  const site = await runSite({ folder, host, port, config, configFile, log: log ?? true });
  atEnd(site.stop);
}
