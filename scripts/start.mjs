// `npm start` goes from a fresh clone to a served dashboard. It installs and builds when something has
// changed, finds a nats-server, starts the sandbox, serves the export, and prints the address last. Ctrl-C
// ends all of it.
import fs from "node:fs";
import path from "node:path";
import { ensureBuilt } from "./setup/build.mjs";
import { runCommand } from "./setup/command.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { outDir } from "./setup/paths.mjs";
import { StepFailure } from "./setup/run.mjs";
import { atEnd } from "./setup/shutdown.mjs";
import { natsServerStep, sandboxStep } from "./setup/steps.mjs";

requireNode();
await runCommand(start);

/** @param {import("./setup/arguments.mjs").StartOptions} options */
async function start({ sandbox: wantsSandbox, out, config: file, log, ...rest }) {
  const folder = await exportFolder(out);
  const { requireConfig, runSite } = await import("./serve/run-site.mjs");
  const configFile = file === null ? null : path.resolve(file);
  const config = requireConfig(configFile);
  // A page that is locked to the listed servers could not reach the sandbox.
  const sandbox =
    wantsSandbox && !config.locked ? await sandboxStep(await natsServerStep()) : undefined;
  const site = await runSite({
    ...rest,
    folder,
    config,
    configFile,
    sandbox,
    log: log ?? false,
  });
  atEnd(site.stop);
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
