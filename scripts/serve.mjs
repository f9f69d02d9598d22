// `npm run serve`, which the container and the systemd unit also run, serves a finished export and nothing
// else. It does not install, build or start a sandbox. It needs the packages sirv, ws and zod, and no shell.
import fs from "node:fs";
import path from "node:path";
import { requireConfig, runSite } from "./serve/run-site.mjs";
import { SERVE_USAGE } from "./setup/arguments.mjs";
import { runCommand } from "./setup/command.mjs";
import { outDir } from "./setup/paths.mjs";
import { StepFailure } from "./setup/run.mjs";
import { atEnd } from "./setup/shutdown.mjs";

await runCommand(serve, { usage: SERVE_USAGE });

/** @param {import("./setup/arguments.mjs").StartOptions} options */
async function serve({ sandbox: _, out, config: file, log, ...rest }) {
  const folder = path.resolve(out ?? outDir);
  if (!fs.existsSync(path.join(folder, "index.html"))) {
    throw new StepFailure(`There is no index.html in ${folder}; "npm run build" makes the export.`);
  }
  const configFile = file === null ? null : path.resolve(file);
  const config = requireConfig(configFile);
  const site = await runSite({ ...rest, folder, config, configFile, log: log ?? true });
  atEnd(site.stop);
}
